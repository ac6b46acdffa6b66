//! The desk as a program: what it prints, what it logs, and that it stops when it is told.
use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::world::{id, minh};

const CANARY: &str = "CANARY-7f3a";

fn desk() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

fn serve(data: &Path) -> Child {
    let mut command = desk();
    command.env("RUST_LOG", "debug").args(["serve", "--listen", "127.0.0.1:0", "--desk-listen", "127.0.0.1:0"]);
    command.arg("--data").arg(data).arg("--app").arg(data.join("dist")).spawn().expect("the desk starts")
}

async fn stop(mut child: Child) -> String {
    let pid = child.id().expect("it runs").to_string();
    let told = Command::new("kill").args(["-TERM", &pid]).status().await.expect("told to stop");
    assert!(told.success());
    let mut log = String::new();
    let mut stderr = child.stderr.take().expect("a log");
    stderr.read_to_string(&mut log).await.expect("a readable log");
    assert!(child.wait().await.expect("an end").success());
    log
}

/// Waits for the first start's link, and gives all lines up to it.
async fn first_lines(child: &mut Child) -> Vec<String> {
    let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
    let mut said = vec![];
    while !said.last().is_some_and(|line: &String| line.contains("/sign-in?token=")) {
        said.push(lines.next_line().await.expect("readable").expect("the link is printed at the first start"));
    }
    said
}

fn http() -> reqwest::Client {
    // The desk runs in another process here, so nothing has chosen the TLS library yet.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder().build().expect("a client")
}

async fn sealed(http: &reqwest::Client, app: &str, record: &gh_wire::submission::Submission) -> Vec<u8> {
    let keys = http.get(format!("{app}/api/v1/keys")).send().await.expect("an answer").bytes().await.expect("keys");
    let manifest = gh_wire::manifest::Manifest::parse_and_verify(&keys, None).expect("a manifest");
    let random = crate::world::random();
    gh_wire::envelope::seal(&record.to_json(), &manifest.seal_to(), &record.id, &random).expect("sealed")
}

async fn put(http: &reqwest::Client, app: &str, path: &str, body: &[u8]) -> reqwest::Response {
    let request = http
        .put(format!("{app}/api/v1/submissions/{path}"))
        .header("content-type", "application/octet-stream")
        .header("content-digest", gh_wire::digest::Digest::of(body).to_header())
        .body(body.to_vec());
    request.send().await.expect("an answer")
}

fn app_in(said: &[String]) -> String {
    said[0].strip_prefix("App and API: ").expect("the app's address").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_a_record_is_in_the_log_or_in_any_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = serve(folder.path());
    let said = first_lines(&mut child).await;
    let app = app_in(&said);
    assert!(said[1].starts_with("Desk:        http://127.0.0.1:"), "{}", said[1]);
    assert!(said.last().is_some_and(|line| line.starts_with("http://127.0.0.1:")), "{said:?}");

    let http = http();
    let mut record = minh(1);
    record.child_as_said = CANARY.into();
    record.place_now = Some(CANARY.into());
    record.from.name = CANARY.into();
    record.sections[0].facts[0].value = CANARY.into();
    let body = sealed(&http, &app, &record).await;
    assert_eq!(put(&http, &app, &id(1).to_string(), &body).await.status().as_u16(), 200);
    assert_eq!(put(&http, &app, CANARY, &body).await.status().as_u16(), 400);
    let log = stop(child).await;
    assert!(log.contains("a submission was stored"), "{log}");
    assert!(!log.contains(CANARY), "{log}");
    for entry in std::fs::read_dir(folder.path()).expect("a folder") {
        let path = entry.expect("a file").path();
        let bytes = std::fs::read(&path).expect("readable");
        assert!(!bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()), "{}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_is_a_clear_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = desk()
        .args(["serve", "--listen", &address, "--desk-listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .output()
        .await
        .expect("it ends");
    assert!(!output.status.success());
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains(&format!("{address} is taken by another program")), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_receipted_is_there_after_a_kill_and_the_receipt_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let http = http();
    let mut receipts = vec![];
    let mut bodies: Vec<Vec<u8>> = vec![];
    for round in 1..=3 {
        let mut child = serve(folder.path());
        let app = app_in(&first_lines(&mut child).await);
        for (number, body) in (1..).zip(&bodies) {
            let again = put(&http, &app, &id(number).to_string(), body).await.bytes().await.expect("a body");
            assert_eq!(Some(&again), receipts.get(usize::from(number) - 1), "round {round}");
        }
        let body = sealed(&http, &app, &minh(round)).await;
        let answer = put(&http, &app, &id(round).to_string(), &body).await;
        assert_eq!(answer.status().as_u16(), 200);
        receipts.push(answer.bytes().await.expect("a body"));
        bodies.push(body);
        // No chance to finish anything.
        child.kill().await.expect("killed");
    }
    let output = desk().args(["verify-ledger", "--data"]).arg(folder.path()).output().await.expect("it ends");
    // One link a start, since nobody has set a passphrase, and one record a round.
    assert_eq!(String::from_utf8_lossy(&output.stdout), "The ledger is unbroken: 6 entries.\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_is_for_the_address_that_the_desk_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = serve(folder.path());
    let said = first_lines(&mut child).await;
    let output = desk().args(["sign-in-link", "--data"]).arg(folder.path()).output().await.expect("it ends");
    let link = String::from_utf8_lossy(&output.stdout).into_owned();
    let desk = said[1].strip_prefix("Desk:").expect("the desk's address").trim();
    assert!(link.starts_with(&format!("{desk}/sign-in?token=")) && link.lines().count() == 1, "{link}");
    assert_ne!(Some(link.trim()), said.last().map(String::as_str));
    stop(child).await;
}
