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

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_a_record_is_in_the_log_or_in_any_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = serve(folder.path());
    let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
    let mut said = vec![];
    while !said.last().is_some_and(|line: &String| line.contains("/sign-in?token=")) {
        said.push(lines.next_line().await.expect("readable").expect("the link is printed at the first start"));
    }
    let app = said[0].strip_prefix("App and API: ").expect("the app's address").to_owned();
    assert!(said[1].starts_with("Desk:        http://127.0.0.1:"), "{}", said[1]);
    assert!(said.last().is_some_and(|line| line.starts_with("http://127.0.0.1:")), "{said:?}");

    // The desk runs in another process here, so nothing has chosen the TLS library yet.
    drop(rustls::crypto::ring::default_provider().install_default());
    let http = reqwest::Client::builder().build().expect("a client");
    let keys = http.get(format!("{app}/api/v1/keys")).send().await.expect("an answer").bytes().await.expect("keys");
    let manifest = gh_wire::manifest::Manifest::parse_and_verify(&keys, None).expect("a manifest");
    let mut record = minh(1);
    record.child_as_said = CANARY.into();
    record.place_now = Some(CANARY.into());
    record.from.name = CANARY.into();
    record.sections[0].facts[0].value = CANARY.into();
    let random = crate::world::random();
    let body = gh_wire::envelope::seal(&record.to_json(), &manifest.seal_to(), &id(1), &random).expect("sealed");
    for path in [id(1).to_string(), CANARY.to_owned()] {
        http.put(format!("{app}/api/v1/submissions/{path}"))
            .header("content-type", "application/octet-stream")
            .header("content-digest", gh_wire::digest::Digest::of(&body).to_header())
            .body(body.clone())
            .send()
            .await
            .expect("an answer");
    }
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
