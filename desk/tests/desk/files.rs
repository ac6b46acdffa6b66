//! The app's files and the headers of both origins.
use std::fs;
use std::path::Path;

use crate::world::World;

fn build(folder: &Path) {
    let files = [
        ("index.html", "<!doctype html><title>Start</title>"),
        ("golden-hour-app-0123456789abcdef.js", "export default 1; // plain"),
        ("golden-hour-app-0123456789abcdef.js.br", "brotli bytes"),
        ("golden-hour-app-0123456789abcdef.js.gz", "gzip bytes"),
        ("golden-hour-app-0123456789abcdef_bg.wasm", "\0asm"),
        ("sw.js", "const VERSION=1;"),
        ("manifest.webmanifest", "{}"),
        ("desk.css", "body{}"),
        ("csp.json", r#"{"script":["sha256-c2NyaXB0"],"style":["sha256-c3R5bGU="]}"#),
        ("guidance/current.json", "{}"),
        ("guidance/pack-0123456789abcdef.bin", "{}"),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

async fn with_app() -> World {
    World::with(|config| build(&config.app)).await
}

async fn get(world: &World, path: &str, encoding: &str) -> (u16, reqwest::header::HeaderMap, String) {
    let answer = world.http.get(world.app(path)).header("accept-encoding", encoding).send().await.expect("an answer");
    (answer.status().as_u16(), answer.headers().clone(), answer.text().await.expect("a body"))
}

fn value<'a>(headers: &'a reqwest::header::HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_in_the_best_form_that_the_browser_takes() {
    let world = with_app().await;
    let path = "/golden-hour-app-0123456789abcdef.js";
    for (accepts, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli bytes"),
        ("gzip", "gzip", "gzip bytes"),
        ("", "", "export default 1; // plain"),
        ("br;q=0, gzip;q=0", "", "export default 1; // plain"),
    ] {
        let (status, headers, text) = get(&world, path, accepts).await;
        assert_eq!((status, value(&headers, "content-encoding"), text.as_str()), (200, encoding, body), "{accepts}");
        assert_eq!(value(&headers, "vary"), "Accept-Encoding");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_file_has_its_type_and_how_long_it_may_be_kept() {
    let world = with_app().await;
    let forever = "public, max-age=31536000, immutable";
    for (path, kind, cache) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/guidance/current.json", "application/json", "no-cache"),
        ("/guidance/pack-0123456789abcdef.bin", "application/octet-stream", forever),
        ("/golden-hour-app-0123456789abcdef.js", "text/javascript; charset=utf-8", forever),
        ("/golden-hour-app-0123456789abcdef_bg.wasm", "application/wasm", forever),
    ] {
        let (status, headers, _) = get(&world, path, "").await;
        assert_eq!(
            (status, value(&headers, "content-type"), value(&headers, "cache-control")),
            (200, kind, cache),
            "{path}"
        );
        let tag = value(&headers, "etag").to_owned();
        let again = world.http.get(world.app(path)).header("if-none-match", tag).send().await.expect("an answer");
        assert_eq!(again.status().as_u16(), 304, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_apps_pages_are_index_html_and_whatever_else_is_missing_is_404() {
    let world = with_app().await;
    for path in ["/now", "/record/m04", "/sent/00ff", "/guidance", "/guidance/photographs", "/step/P4", "/settings"] {
        let (status, _, text) = get(&world, path, "").await;
        assert_eq!(status, 200, "{path}");
        assert!(text.contains("<title>Start"), "{path}");
    }
    for path in [
        "/golden-hour-app-ffffffffffffffff.js",
        "/guidance/pack-ffffffffffffffff.bin",
        "/csp.json",
        "/sw.js.br",
        "/nothing",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/keys.json",
        "/api/v1/nothing",
        "/sign-in",
    ] {
        let (status, _, text) = get(&world, path, "").await;
        assert_eq!(status, 404, "{path}");
        assert!(!text.contains("<title>Start"), "{path}");
        assert_eq!(world.http.head(world.app(path)).send().await.expect("an answer").status().as_u16(), 404, "{path}");
    }
    assert_eq!(world.http.head(world.app("/now")).send().await.expect("an answer").status().as_u16(), 200);
    assert_eq!(world.http.post(world.app("/now")).send().await.expect("an answer").status().as_u16(), 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers_that_keep_others_out() {
    let world = with_app().await;
    for path in ["/", "/missing-file.js", "/api/v1/keys", "/healthz", "/sw.js"] {
        let (_, headers, _) = get(&world, path, "").await;
        let policy = value(&headers, "content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-c2NyaXB0'",
            "style-src 'self' 'sha256-c3R5bGU='",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert_eq!(value(&headers, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(value(&headers, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(value(&headers, "referrer-policy"), "no-referrer");
        assert_eq!(value(&headers, "x-content-type-options"), "nosniff");
        assert!(value(&headers, "permissions-policy").contains("geolocation=(self)"));
        assert!(!headers.contains_key("clear-site-data"), "it destroys the queue");
        assert!(!headers.contains_key("strict-transport-security"), "not over plain http");
        assert!(!headers.contains_key("set-cookie"), "the app has no cookie");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desks_own_pages_allow_no_script() {
    let world = with_app().await;
    for path in ["/sign-in", "/desk.css", "/nothing"] {
        let answer = world.http.get(world.desk(path)).send().await.expect("an answer");
        let policy = value(answer.headers(), "content-security-policy").to_owned();
        assert!(!policy.contains("script-src") && policy.contains("form-action 'self'"), "{path}: {policy}");
        // Under no-referrer a form would come with Origin: null, and be refused.
        assert_eq!(value(answer.headers(), "referrer-policy"), "same-origin");
    }
    let page = world.http.get(world.desk("/sign-in")).send().await.expect("an answer").text().await.expect("a page");
    assert!(!page.contains("<script") && !page.contains("style="), "no inline block, no style attribute");
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_https_browsers_are_told_to_stay_there() {
    let world = World::with(|config| {
        build(&config.app);
        config.public_app_url = Some("https://app.example.org".into());
    })
    .await;
    let (_, headers, _) = get(&world, "/", "").await;
    assert!(value(&headers, "strict-transport-security").contains("max-age=31536000"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_built_app_the_api_works() {
    let world = World::new().await;
    assert_eq!(get(&world, "/", "").await.0, 404);
    assert_eq!(get(&world, "/healthz", "").await.0, 200);
}
