//! Alerts: they get out, they say nothing of a child, and a failure is seen.
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::browser::Browser;
use crate::world::{World, id, minh};

/// Answers each request with the next status, and hands on what was posted.
async fn listener(statuses: Vec<u16>) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/alert", listener.local_addr().expect("an address"));
    let (send, receive) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        for status in statuses {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut seen = String::new();
            while !seen.contains('}') {
                let mut part = [0; 1024];
                let length = stream.read(&mut part).await.expect("some bytes");
                seen.push_str(&String::from_utf8_lossy(&part[..length]));
            }
            let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.expect("answered");
            send.send(seen).expect("somebody listens");
        }
    });
    (url, receive)
}

async fn next(alerts: &mut mpsc::UnboundedReceiver<String>) -> String {
    tokio::time::timeout(Duration::from_secs(20), alerts.recv()).await.expect("in time").expect("an alert")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_is_tried_again_and_names_nobody() {
    let (url, mut alerts) = listener(vec![500, 200]).await;
    let world = World::with(|config| {
        config.notify_url = Some(url);
        config.limits.notify_pauses = vec![Duration::ZERO; 3];
    })
    .await;
    world.deliver(&minh(1)).await;
    let (first, second) = (next(&mut alerts).await, next(&mut alerts).await);
    let body = |alert: &str| alert.split_once("\r\n\r\n").expect("a body").1.to_owned();
    assert_eq!(body(&first), body(&second));
    let alert: serde_json::Value = serde_json::from_str(&body(&first)).expect("JSON");
    assert_eq!((&alert["kind"], &alert["waiting"]), (&"new-record".into(), &1.into()));
    assert_eq!(alert["desk"], world.running.desk_url);
    let reference = gh_wire::reference::Reference::of(&id(1)).to_string();
    for secret in ["Minh", "Police", "Dock Lane", "4471", &reference, &id(1).to_string()] {
        assert!(!first.contains(secret), "{secret}: {first}");
    }
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    assert!(!browser.page("/").await.contains("Nobody is alerted"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_address_for_alerts_stops_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
    let mut config = crate::world::config(folder.path().to_owned(), &clock);
    config.notify_url = Some("not an address".into());
    let error = gh_desk::start::start(config).await.err().expect("it does not start");
    assert!(error.to_string().contains("--notify-url"), "{error}");
}
