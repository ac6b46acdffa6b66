//! Who is signed in. Kept in memory: a restart signs everybody out.
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::HEXLOWER;
use gh_wire::digest::Digest;

use crate::entropy::{self, NoEntropy};

/// A session ends after this time with nothing asked for, in milliseconds.
pub const IDLE_MS: i64 = 15 * 60 * 1000;
/// A session ends after this time whatever was asked for, in milliseconds.
pub const ABSOLUTE_MS: i64 = 8 * 60 * 60 * 1000;
/// Wrong tries for one name before it has to wait.
const TRIES: u32 = 5;
/// How long a name has to wait after that, in milliseconds.
const TRIES_PAUSE_MS: i64 = 5 * 60 * 1000;
/// Names whose wrong tries are remembered; more than a desk has staff.
const NAMES: usize = 1_000;

/// A person who has come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// By a one-time link, and has to set a passphrase before anything else.
    ByLink,
    /// By name and passphrase.
    Staff(String),
}

#[derive(Debug)]
struct Session {
    who: Who,
    began_ms: i64,
    seen_ms: i64,
}

#[derive(Debug, Default)]
struct Inner {
    /// By the hash of the token, so that a look into memory or a core file shows no token.
    sessions: HashMap<Digest, Session>,
    /// Wrong tries by name: how many, and the last one's time.
    wrong: HashMap<String, (u32, i64)>,
}

/// The sessions and the form tokens.
#[derive(Debug)]
pub struct Sessions {
    secret: [u8; 32],
    inner: Mutex<Inner>,
}

impl Sessions {
    /// No one is signed in.
    ///
    /// # Errors
    /// [`NoEntropy`] if no secret for the form tokens can be drawn.
    pub fn new() -> Result<Self, NoEntropy> {
        Ok(Self { secret: entropy::bytes()?, inner: Mutex::default() })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session and gives its token, which is for the cookie only.
    ///
    /// # Errors
    /// [`NoEntropy`]; nobody is then signed in.
    pub fn begin(&self, who: Who, now_ms: i64) -> Result<String, NoEntropy> {
        let token = new_token()?;
        let mut inner = self.inner();
        inner.sessions.retain(|_, session| session.lasts(now_ms));
        inner.sessions.insert(Digest::of(token.as_bytes()), Session { who, began_ms: now_ms, seen_ms: now_ms });
        Ok(token)
    }

    /// Who holds this token now; using it keeps the session from going idle.
    pub fn who(&self, token: &str, now_ms: i64) -> Option<Who> {
        let mut inner = self.inner();
        let key = Digest::of(token.as_bytes());
        let session = inner.sessions.get_mut(&key)?;
        if !session.lasts(now_ms) {
            inner.sessions.remove(&key);
            return None;
        }
        session.seen_ms = now_ms;
        Some(session.who.clone())
    }

    /// Ends a session.
    pub fn end(&self, token: &str) {
        self.inner().sessions.remove(&Digest::of(token.as_bytes()));
    }

    /// Ends every session of a person: after a new passphrase, older ones are not to go on.
    pub fn end_all_of(&self, name: &str) {
        let same = |who: &Who| matches!(who, Who::Staff(staff) if staff.eq_ignore_ascii_case(name));
        self.inner().sessions.retain(|_, session| !same(&session.who));
    }

    /// What a form has to bring back to show that this desk drew it for this cookie.
    #[must_use]
    pub fn form_token(&self, cookie: &str) -> String {
        Digest::of(&[b"form\0", self.secret.as_slice(), cookie.as_bytes()].concat()).to_string()
    }

    /// True if the form's token belongs to the cookie.
    #[must_use]
    pub fn form_matches(&self, cookie: &str, token: &str) -> bool {
        // Hashes are compared, so how long it takes says nothing about the token.
        !cookie.is_empty() && Digest::of(self.form_token(cookie).as_bytes()) == Digest::of(token.as_bytes())
    }

    /// True if this name may be tried now.
    #[must_use]
    pub fn may_try(&self, name: &str, now_ms: i64) -> bool {
        let inner = self.inner();
        let wrong = inner.wrong.get(&name.to_lowercase());
        wrong.is_none_or(|(tries, last)| *tries < TRIES || now_ms - last >= TRIES_PAUSE_MS)
    }

    /// Notes a wrong try.
    pub fn note_wrong(&self, name: &str, now_ms: i64) {
        let mut inner = self.inner();
        inner.wrong.retain(|_, (_, last)| now_ms - *last < TRIES_PAUSE_MS);
        if inner.wrong.len() < NAMES {
            let entry = inner.wrong.entry(name.to_lowercase()).or_insert((0, now_ms));
            *entry = (entry.0 + 1, now_ms);
        }
    }

    /// Forgets the wrong tries of a name that has come in.
    pub fn forget_wrong(&self, name: &str) {
        self.inner().wrong.remove(&name.to_lowercase());
    }
}

impl Session {
    const fn lasts(&self, now_ms: i64) -> bool {
        now_ms - self.seen_ms < IDLE_MS && now_ms - self.began_ms < ABSOLUTE_MS
    }
}

/// 256 random bits as hexadecimal digits.
///
/// # Errors
/// [`NoEntropy`] if there are none.
pub fn new_token() -> Result<String, NoEntropy> {
    Ok(HEXLOWER.encode(&entropy::bytes::<32>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn someone() -> Who {
        Who::Staff("A. Jones".into())
    }

    #[test]
    fn a_session_ends_after_fifteen_idle_minutes() {
        let sessions = Sessions::new().expect("this machine has random numbers");
        let token = sessions.begin(someone(), 0).expect("this machine has random numbers");
        assert_eq!(sessions.who(&token, IDLE_MS - 1), Some(someone()));
        assert_eq!(sessions.who(&token, 2 * IDLE_MS - 2), Some(someone()));
        assert_eq!(sessions.who(&token, 3 * IDLE_MS), None);
    }

    #[test]
    fn a_busy_session_ends_after_eight_hours() {
        let sessions = Sessions::new().expect("this machine has random numbers");
        let token = sessions.begin(someone(), 0).expect("this machine has random numbers");
        for minute in 0..8 * 60 {
            assert!(sessions.who(&token, minute * 60_000).is_some(), "minute {minute}");
        }
        assert_eq!(sessions.who(&token, ABSOLUTE_MS), None);
    }

    #[test]
    fn a_form_token_fits_its_own_cookie_only() {
        let sessions = Sessions::new().expect("this machine has random numbers");
        assert!(sessions.form_matches("one", &sessions.form_token("one")));
        assert!(!sessions.form_matches("two", &sessions.form_token("one")));
        assert!(!sessions.form_matches("", &sessions.form_token("")));
    }

    #[test]
    fn five_wrong_tries_make_a_name_wait() {
        let sessions = Sessions::new().expect("this machine has random numbers");
        for _ in 0..TRIES {
            assert!(sessions.may_try("A. Jones", 0));
            sessions.note_wrong("a. jones", 0);
        }
        assert!(!sessions.may_try("A. JONES", TRIES_PAUSE_MS - 1));
        assert!(sessions.may_try("B. Evans", 0));
        assert!(sessions.may_try("A. Jones", TRIES_PAUSE_MS));
    }
}
