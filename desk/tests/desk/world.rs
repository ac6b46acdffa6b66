//! A desk on a folder of its own, with a clock that tests move.
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gh_desk::config::{Agency, Config, Limits};
use gh_desk::start::{self, Running};
use gh_wire::digest::Digest;
use gh_wire::envelope::{SEAL_RANDOM, seal};
use gh_wire::id::Id;
use gh_wire::manifest::Manifest;
use gh_wire::submission::{
    Answer, AskedAgain, Call, Fact, Occasion, SCHEMA, Said, Section, Sender, Sign, StepTaken, Submission,
};
use tempfile::TempDir;

/// 21 November 2026, 14:52 UTC.
pub const NOW_MS: i64 = 1_795_272_720_000;
const MINUTE_MS: i64 = 60_000;

pub struct World {
    pub running: Running,
    pub folder: TempDir,
    pub clock: Arc<AtomicI64>,
    pub http: reqwest::Client,
}

pub fn config(data: PathBuf, clock: &Arc<AtomicI64>) -> Config {
    let clock = Arc::clone(clock);
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        desk_listen: ([127, 0, 0, 1], 0).into(),
        app: data.join("dist"),
        data,
        agency: Agency { name: "Northmere front door".into(), area: "Northmere".into(), phone: "01632 960 114".into() },
        notify_url: None,
        public_app_url: None,
        public_desk_url: None,
        limits: Limits::default(),
        clock: Arc::new(move || clock.load(Ordering::SeqCst)),
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(AtomicI64::new(NOW_MS));
        let mut config = config(folder.path().to_owned(), &clock);
        change(&mut config);
        let running = start::start(config).await.expect("the desk starts");
        let none = reqwest::redirect::Policy::none();
        let http = reqwest::Client::builder().redirect(none).build().expect("a client");
        Self { running, folder, clock, http }
    }

    /// Stops the desk and starts it again on the same folder.
    pub async fn again(self) -> Self {
        let Self { running, folder, clock, http } = self;
        running.stop().await;
        let running = start::start(config(folder.path().to_owned(), &clock)).await.expect("the desk starts again");
        Self { running, folder, clock, http }
    }

    pub fn app(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.app)
    }

    pub fn desk(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.desk)
    }

    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.fetch_add(minutes * MINUTE_MS, Ordering::SeqCst);
    }

    pub async fn manifest(&self) -> Manifest {
        let json = self.http.get(self.app("/api/v1/keys")).send().await.expect("an answer").bytes().await;
        Manifest::parse_and_verify(&json.expect("a body"), None).expect("a manifest")
    }

    /// Sealed as a phone would.
    pub async fn sealed(&self, submission: &Submission) -> Vec<u8> {
        self.sealed_bytes(&submission.id, &submission.to_json()).await
    }

    pub async fn sealed_bytes(&self, id: &Id, plaintext: &[u8]) -> Vec<u8> {
        let random = random();
        seal(plaintext, &self.manifest().await.seal_to(), id, &random).expect("it can be sealed")
    }

    pub fn put_request(&self, id: &str, body: Vec<u8>) -> reqwest::RequestBuilder {
        self.http
            .put(self.app(&format!("/api/v1/submissions/{id}")))
            .header("content-type", "application/octet-stream")
            .header("content-digest", Digest::of(&body).to_header())
            .header("gh-device", "ab".repeat(16))
            .header("gh-sequence", "1")
            .body(body)
    }

    /// Status and body.
    pub async fn put(&self, id: &Id, body: Vec<u8>) -> (u16, Vec<u8>) {
        let answer = self.put_request(&id.to_string(), body).send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.bytes().await.expect("a whole body").to_vec())
    }

    /// Sends one record, which has to be taken.
    pub async fn deliver(&self, submission: &Submission) -> Vec<u8> {
        let (status, receipt) = self.put(&submission.id, self.sealed(submission).await).await;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&receipt));
        receipt
    }
}

pub fn random() -> [u8; SEAL_RANDOM] {
    gh_desk::entropy::bytes().expect("this machine has random numbers")
}

pub fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// A boy found in a raided house, 46 minutes ago.
pub fn minh(number: u8) -> Submission {
    let met = NOW_MS - 46 * MINUTE_MS;
    let fact = |id: &str, label: &str, value: &str, childs_words| Fact {
        id: id.into(),
        label: label.into(),
        value: value.into(),
        childs_words,
        at_ms: met + 11 * MINUTE_MS,
        known: String::new(),
        known_from: String::new(),
        noted_by: String::new(),
    };
    let step = |key: &str, title: &str, answer, reason: Option<&str>, minute| StepTaken {
        key: key.into(),
        title: title.into(),
        answer,
        reason: reason.map(Into::into),
        at_ms: met + minute * MINUTE_MS,
    };
    Submission {
        schema: SCHEMA,
        id: id(number),
        case_id: id(200),
        occasion: Occasion::Hour,
        trial: true,
        sealed_at_ms: NOW_MS,
        offset_min: 0,
        met_at_ms: Some(met),
        clock_changed: false,
        from: Sender {
            name: "PC 4471".into(),
            role: "Police".into(),
            organisation: "Northmere Police".into(),
            staff_number: "4471".into(),
            call_back: "01632 960 150".into(),
            area: "Northmere".into(),
        },
        child_as_said: "Says Minh, says 15".into(),
        place_now: Some("The blue room, Dock Lane station".into()),
        sections: vec![
            Section {
                id: "m04".into(),
                title: "The child".into(),
                facts: vec![
                    fact("m04.name", "Name as said", "Minh", false),
                    fact("m10.words", "Exact words", "He has my passport.", true),
                ],
                not_known_because: None,
            },
            Section {
                id: "m07".into(),
                title: "Language and interpreter".into(),
                facts: vec![],
                not_known_because: Some("No interpreter yet".into()),
            },
            Section { id: "m12".into(), title: "Vehicles".into(), facts: vec![], not_known_because: None },
        ],
        said: vec![said("Please don’t tell  him\nI talked.", "", met), said("I sleep with the plants.", "Where?", met)],
        asked_again: vec![AskedAgain {
            reason: "The street <i>is</i> not noted".into(),
            noted_by: "Officer 22".into(),
            at_ms: met + 20 * MINUTE_MS,
        }],
        signs: vec![
            sign("ADU-01", "Answers for the child", true, "The night porter", met),
            sign("EXP-06", "Tells a story that sounds learned", false, "", met),
        ],
        calls: vec![call("Police, 101", Some(true), "Log 412", met), call("Social care", None, "", met)],
        handed_over: vec![],
        gone_ms: None,
        was_away: vec![],
        together: vec![],
        steps: vec![
            step("P1", "Look for injury", Answer::Done, None, 2),
            step("P4", "Ring the guardian service", Answer::Cant, Some("No answer"), 34),
            step("P6", "Take the phone", Answer::NotNeeded, None, 20),
        ],
        guidance: "2026.11".into(),
        log: vec![],
        update: None,
    }
}

fn call(to: &str, answered: Option<bool>, reference: &str, at_ms: i64) -> Call {
    Call {
        id: id(211),
        to: to.into(),
        number: "01632 960 101".into(),
        answered,
        person: String::new(),
        reference: reference.into(),
        agreed: if reference.is_empty() { String::new() } else { "Two officers come".into() },
        at_ms,
    }
}

fn said(words: &str, asked: &str, at_ms: i64) -> Said {
    let changed = !asked.is_empty();
    Said {
        id: Some(id(210)),
        words: words.into(),
        first_words: changed.then(|| "I sleep by the plants.".into()),
        way: "By interpreter".into(),
        interpreter: "No. 12".into(),
        asked: asked.into(),
        noted_by: "PC 4471".into(),
        at_ms,
        changed_ms: changed.then_some(at_ms + MINUTE_MS),
        no_reason: changed,
    }
}

fn sign(id: &str, says: &str, seen: bool, by: &str, at_ms: i64) -> Sign {
    Sign {
        id: id.into(),
        says: says.into(),
        seen,
        noticed_by: by.into(),
        noticed_when: if by.is_empty() { String::new() } else { "13:40".into() },
        known: if by.is_empty() { String::new() } else { "Somebody told me".into() },
        note: if by.is_empty() { String::new() } else { "He stood in the door <b>twice</b>".into() },
        at_ms,
    }
}
