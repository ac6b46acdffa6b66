//! `index.html`: the first steps put in, and the hashes of what stands in it.
use anyhow::{Result, bail};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Where the Start screen goes.
const MARKER: &str = "<!-- shell -->";

/// The hashes of all inline blocks of the page, from which the desk makes its content policy.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Each inline `<script>`, as `sha256-…`.
    script: Vec<String>,
    /// Each inline `<style>`, as `sha256-…`.
    style: Vec<String>,
}

/// Puts the Start screen in the place of its marker, and takes out what is there for the reader of the source alone.
///
/// # Errors
/// If the marker is not there exactly once.
pub fn fill(html: &str, shell: &str) -> Result<String> {
    if html.matches(MARKER).count() != 1 {
        bail!("index.html must hold {MARKER} exactly once");
    }
    let filled = without_comments(&html.replace(MARKER, "\0"));
    Ok(filled.replace('\0', shell))
}

/// Gives the style sheet of the other screens its name, and lets the script come with it: Trunk has the browser fetch the
/// script ahead, which costs time before the first frame and gains none, since the wasm takes longer to arrive.
///
/// # Errors
/// If the page does not name both exactly once.
pub fn behind_the_first_frame(html: &str, styles: &str) -> Result<String> {
    const STYLES: &str = "\"/rest.css\"";
    const AHEAD: &str = "<link rel=\"modulepreload\"";
    if html.matches(STYLES).count() != 1 || html.matches(AHEAD).count() != 1 {
        bail!("index.html must hold {STYLES} and, from Trunk, {AHEAD} exactly once");
    }
    let html = html.replace(STYLES, &format!("\"{styles}\""));
    let Some((before, after)) = html.split_once(AHEAD) else { bail!("counted just above") };
    let Some((_, after)) = after.split_once('>') else { bail!("{AHEAD} has no end") };
    Ok(format!("{before}{after}"))
}

/// Names in the page's head what is fetched later: the guidance, which the page's own script asks for, and the codes.
///
/// # Errors
/// If the page has no head to put it in.
pub fn names_files(html: &str, names: &[(&str, String)]) -> Result<String> {
    let Some((head, rest)) = html.split_once("</head>") else { bail!("index.html has no end of its head") };
    let named = names.iter().map(|(name, says)| {
        let says = says.replace('&', "&amp;").replace('"', "&quot;");
        format!("<meta name=\"{name}\" content=\"{says}\">")
    });
    let named: String = named.collect();
    Ok(format!("{head}{named}</head>{rest}"))
}

/// Without `<!-- … -->`, whole-line `//` comments, indentation and empty lines.
fn without_comments(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(text.len()), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}

/// The JavaScript of wasm-bindgen without its comments and indentation: a tenth of its weight on the way.
///
/// It looks at whole lines only, so it can change no string: the generated code has none of more than one line.
pub fn code_alone(glue: &str) -> String {
    let mut in_comment = false;
    let mut code = String::with_capacity(glue.len());
    for line in glue.lines().map(str::trim) {
        let begins = !in_comment && line.starts_with("/*");
        if in_comment || begins {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

/// The hash of every inline block.
///
/// # Errors
/// If a block is not closed, or an element has a `style` attribute or an event attribute, which the policy drops.
pub fn policy(html: &str) -> Result<Policy> {
    if html.contains(" style=\"") || html.contains(" onclick=") || html.contains(" onload=") {
        bail!("index.html has an attribute with code or style in it: the content policy would drop it");
    }
    Ok(Policy { script: hashes(html, "script")?, style: hashes(html, "style")? })
}

fn hashes(html: &str, name: &str) -> Result<Vec<String>> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, after)) = after.split_once('>') else { bail!("a <{name}> of index.html has no end") };
        let Some((block, after)) = after.split_once(&close) else { bail!("a <{name}> of index.html is not closed") };
        if !attributes.contains("src=") && !block.is_empty() {
            let hash = data_encoding::BASE64.encode(&Sha256::digest(block.as_bytes()));
            found.push(format!("sha256-{hash}"));
        }
        rest = after;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_screen_takes_the_place_of_its_marker_as_it_is() {
        let filled =
            fill("<body>\n  <!-- why -->\n<!-- shell -->\n</body>\n", "<main>a // b</main>").expect("one marker");
        assert_eq!(filled, "<body>\n<main>a // b</main>\n</body>\n");
    }

    #[test]
    fn a_page_without_the_marker_is_refused() {
        assert!(fill("<body></body>", "x").is_err());
    }

    #[test]
    fn the_script_is_not_fetched_ahead_and_the_styles_have_their_name() {
        let page = "<link rel=\"modulepreload\" href=\"/a.js\"><link rel=\"preload\" href=\"/a.wasm\"></head>\
                    <script>link(\"/rest.css\")</script>";
        let behind = behind_the_first_frame(page, "/golden-hour-ab.css").expect("both are there once");
        assert_eq!(
            behind,
            "<link rel=\"preload\" href=\"/a.wasm\"></head><script>link(\"/golden-hour-ab.css\")</script>"
        );
        assert!(behind_the_first_frame(&behind, "/golden-hour-ab.css").is_err());
    }

    #[test]
    fn the_page_names_its_guidance() {
        let names = [("guidance", "ab /guidance/a.bin 1 \"x\"".to_owned())];
        let page = names_files("<head></head><body>", &names).expect("it has a head");
        assert_eq!(page, r#"<head><meta name="guidance" content="ab /guidance/a.bin 1 &quot;x&quot;"></head><body>"#);
    }

    #[test]
    fn a_comment_line_goes_and_code_stays() {
        assert_eq!(
            without_comments("<script>\n  // why\n  go(); // now\n</script>"),
            "<script>\ngo(); // now\n</script>\n"
        );
    }

    #[test]
    fn the_glue_loses_its_comments_and_no_code() {
        let glue = "/**\n * @param {string} a\n */\nfunction f(a) {\n    // why\n\n    return a * 2; // twice\n}\n/* one line */\nf(1);\n";
        assert_eq!(code_alone(glue), "function f(a) {\nreturn a * 2; // twice\n}\nf(1);\n");
    }

    #[test]
    fn the_hash_is_over_the_exact_bytes_between_the_tags() {
        // Known pair: `echo -n "alert('Hello, world.');" | openssl sha256 -binary | base64`.
        let page = "<script>alert('Hello, world.');</script><script src=\"a.js\"></script><style>a{}</style>";
        let policy = policy(page).expect("the page is well formed");
        assert_eq!(policy.script, ["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="]);
        assert_eq!(policy.style.len(), 1);
    }

    #[test]
    fn a_style_attribute_is_refused() {
        assert!(policy("<p style=\"color:red\">x</p>").is_err());
    }
}
