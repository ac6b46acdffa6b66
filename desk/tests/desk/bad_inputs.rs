//! Bad inputs: each gets a clear answer, none a 5xx, none a receipt, and nothing that could matter is lost.
use gh_wire::digest::Digest;
use gh_wire::envelope::{SealTo, seal};
use gh_wire::keys::SecretKey;
use gh_wire::limits::MAX_BODY;
use gh_wire::receipt::Receipt;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::submissions::rows;
use crate::world::{World, id, minh, random};

async fn refused(world: &World, body: Vec<u8>, status: u16, code: &str, kept: bool) {
    let (found, answer) = world.put(&id(1), body).await;
    let words = String::from_utf8_lossy(&answer).into_owned();
    assert_eq!(found, status, "{words}");
    assert!(Receipt::parse(&answer).is_err(), "{words}");
    let answer: serde_json::Value = serde_json::from_slice(&answer).expect("a clear answer in JSON");
    assert_eq!((&answer["error"], &answer["kept"]), (&code.into(), &kept.into()), "{words}");
    assert!(answer["message"].as_str().is_some_and(|message| message.len() > 10), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_envelope_is_refused() {
    let world = World::new().await;
    let good = world.sealed(&minh(1)).await;
    let with = |place: usize, bytes: &[u8]| {
        let mut changed = good.clone();
        changed[place..place + bytes.len()].copy_from_slice(bytes);
        changed
    };
    let after_recipients = 29 + 2 * 88 + 12;
    for body in [
        vec![],
        b"{}".to_vec(),
        vec![0; 5_000],
        good[..good.len() - 1].to_vec(),
        [good.as_slice(), b"x"].concat(),
        with(0, b"XXXX"),
        with(4, &[0, 0]),
        with(4, &[255, 255]),
        with(28, &[0]),
        with(28, &[255]),
        with(after_recipients, &[255; 4]),
    ] {
        refused(&world, body, 422, "not-an-envelope", false).await;
    }
    refused(&world, with(8, &[9; 16]), 422, "other-id", false).await;
    assert_eq!(rows(&world).await, 0);
    assert_eq!(world.put(&id(1), good).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_here_is_kept_and_never_receipted() {
    let world = World::new().await;
    let good = world.sealed(&minh(1)).await;
    let to = world.manifest().await.seal_to();
    let stranger = SecretKey::derive(&[7; 32]).public_key().expect("a key");
    let elsewhere = SealTo { recipients: vec![stranger], ..to.clone() };
    let other_agency = SealTo { agency: id(99), ..to.clone() };
    let mut flipped = good.clone();
    *flipped.last_mut().expect("not empty") ^= 1;
    let mut later = good.clone();
    later[4..6].copy_from_slice(&[0, 2]);
    let words = minh(1).to_json();
    let bodies = [
        later,
        flipped,
        seal(&words, &elsewhere, &id(1), &random()).expect("sealed"),
        seal(&words, &other_agency, &id(1), &random()).expect("sealed"),
        seal(b"not a record", &to, &id(1), &random()).expect("sealed"),
        seal(&minh(2).to_json(), &to, &id(1), &random()).expect("sealed"),
    ];
    // The first one holds the number; each of the others is then a conflict, and kept as well.
    refused(&world, bodies[0].clone(), 422, "cannot-be-read", true).await;
    refused(&world, bodies[0].clone(), 422, "cannot-be-read", true).await;
    for body in &bodies[1..] {
        refused(&world, body.clone(), 409, "conflict", true).await;
    }
    assert_eq!(rows(&world).await, i64::try_from(bodies.len()).expect("a few"));

    for body in bodies {
        let world = World::new().await;
        // Sealed to the first desk: here nobody can read any of them.
        refused(&world, body, 422, "cannot-be-read", true).await;
        assert_eq!(rows(&world).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_that_is_missing_wrong_or_of_another_kind_is_refused() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let wrong = Digest::of(b"other").to_header();
    let cases = [
        (None, "digest-missing"),
        (Some("sha-1=:2jmj7l5rSw0yVb/vlWAYkK/YBwk=:"), "digest-malformed"),
        (Some("sha-256=:AAAA:"), "digest-malformed"),
        (Some("nonsense"), "digest-malformed"),
        (Some(wrong.as_str()), "digest-wrong"),
    ];
    for (header, code) in cases {
        let request = world.http.put(world.app(&format!("/api/v1/submissions/{}", id(1))));
        let request = request.header("content-type", "application/octet-stream").body(body.clone());
        let request = match header {
            Some(header) => request.header("content-digest", header),
            None => request,
        };
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 400, "{header:?}");
        let answer: serde_json::Value = serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("JSON");
        assert_eq!(answer["error"], code, "{header:?}");
    }
    assert_eq!(rows(&world).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_413_and_one_at_the_limit_is_read() {
    let world = World::new().await;
    refused(&world, vec![0; MAX_BODY + 1], 413, "too-large", false).await;
    refused(&world, vec![0; 1024 * 1024], 413, "too-large", false).await;
    refused(&world, vec![0; MAX_BODY], 422, "not-an-envelope", false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_types_and_compressed_bodies_are_415() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    for (name, value) in [("content-type", "application/json"), ("content-encoding", "gzip")] {
        let mut request = world.put_request(&id(1).to_string(), body.clone()).build().expect("a request");
        request.headers_mut().insert(name, value.parse().expect("a value"));
        assert_eq!(world.http.execute(request).await.expect("an answer").status().as_u16(), 415, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_none_is_400_and_other_methods_are_405() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let long = "a".repeat(300);
    for name in ["x", "ABABABABABABABABABABABABABABABAB", "..%2F..%2Fetc", "__proto__", &long] {
        let answer = world.put_request(name, body.clone()).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 400, "{name}");
    }
    let address = world.app(&format!("/api/v1/submissions/{}", id(1)));
    assert_eq!(world.http.post(&address).send().await.expect("an answer").status().as_u16(), 405);
    assert_eq!(world.http.delete(&address).send().await.expect("an answer").status().as_u16(), 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_device_or_count_is_no_reason_to_refuse_a_record() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let mut request = world.put_request(&id(1).to_string(), body).build().expect("a request");
    request.headers_mut().insert("gh-device", "<script>".parse().expect("a value"));
    request.headers_mut().insert("gh-sequence", "99999999999999999999999".parse().expect("a value"));
    assert_eq!(world.http.execute(request).await.expect("an answer").status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_too_slowly_is_asked_for_again_and_never_408() {
    let world = World::with(|config| config.limits.body = std::time::Duration::from_millis(50)).await;
    let mut stream = tokio::net::TcpStream::connect(world.running.app).await.expect("a connection");
    let head = format!(
        "PUT /api/v1/submissions/{} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/octet-stream\r\n\
         Content-Digest: {}\r\nContent-Length: 4000\r\n\r\nGHE1",
        id(1),
        Digest::of(b"").to_header()
    );
    stream.write_all(head.as_bytes()).await.expect("written");
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 503");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_ends_its_head_is_let_go_and_others_are_served() {
    let world = World::with(|config| {
        config.limits.head = std::time::Duration::from_millis(50);
        config.limits.connections = 2;
    })
    .await;
    let mut slow = vec![];
    for _ in 0..4 {
        let mut stream = tokio::net::TcpStream::connect(world.running.app).await.expect("a connection");
        stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").await.expect("written");
        slow.push(stream);
    }
    let answer = world.http.get(world.app("/healthz")).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
}
