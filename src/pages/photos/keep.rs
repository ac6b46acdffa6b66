//! Keeping a picture: made small, looked at for what rides along, and committed with its event.
use gh_core::case::{Consent, Kind, Photo, Shows};
use gh_core::photos::{self, RESERVE, TAKEN, TRIES, fit, is_short_enough};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::jpeg::{self, NotBare};

use crate::edge::still::{self, NoPicture, Source, Still};
use crate::edge::storage;
use crate::edge::vault::{Batch, PhotoPut, VaultError};
use crate::session::{Job, Session};

/// How often a moved head is decided again.
const DECISIONS: usize = 5;

/// Why a picture was not kept, in the words of the screen. Nothing else is lost.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotKept {
    #[error("The camera is not ready yet. Try again.")]
    NotYet,
    #[error("This phone cannot read that file as a picture. It was not kept. Take another.")]
    NotAPicture,
    #[error("This phone cannot make the picture safe to keep. It was not kept. Write how the child looks.")]
    NotMade,
    #[error("This picture is here already.")]
    AlreadyHere,
    #[error("There is no space for it on this phone. The picture was not kept. Your words are safe.")]
    NoSpace,
    #[error("The picture could not be saved on this phone. Nothing else is lost. Try again.")]
    NotStored(VaultError),
}

impl From<NoPicture> for NotKept {
    fn from(why: NoPicture) -> Self {
        match why {
            NoPicture::NotYet => Self::NotYet,
            NoPicture::NotAPicture => Self::NotAPicture,
            NoPicture::NotDrawn => Self::NotMade,
        }
    }
}

impl From<NotBare> for NotKept {
    fn from(_: NotBare) -> Self {
        Self::NotMade
    }
}

impl From<VaultError> for NotKept {
    fn from(why: VaultError) -> Self {
        match why {
            VaultError::Full => Self::NoSpace,
            other => Self::NotStored(other),
        }
    }
}

/// Keeps a picture, in the worker's turn, and says what came of it.
pub(super) fn keep(
    session: Session,
    case: Id,
    shows: Shows,
    consent: Consent,
    source: Source,
    then: impl FnOnce(Result<(), NotKept>) + 'static,
) {
    // Now, and not in its turn: the camera goes on meanwhile.
    let small = small(&source);
    drop(source);
    session.push(Job::Run(Box::pin(async move {
        let kept = match small {
            Ok(still) => store(session, case, shows, consent, still).await,
            Err(why) => Err(why),
        };
        then(kept);
    })));
}

/// The first try that is short enough, with nothing in it but the picture.
fn small(source: &Source) -> Result<Still, NotKept> {
    for (side, quality) in TRIES {
        let still = still::draw(source, fit(source.width, source.height, side), quality)?;
        if is_short_enough(still.jpeg.len()) {
            jpeg::bare(&still.jpeg)?;
            return Ok(still);
        }
    }
    Err(NotKept::NotMade)
}

async fn store(session: Session, case: Id, shows: Shows, consent: Consent, still: Still) -> Result<(), NotKept> {
    let Still { jpeg, width, height } = still;
    let digest = Digest::of(&jpeg);
    let bytes = u32::try_from(jpeg.len()).unwrap_or(u32::MAX);
    if storage::space_left().await.is_some_and(|left| left < RESERVE + f64::from(bytes)) {
        return Err(NotKept::NoSpace);
    }
    let mut last = VaultError::Unavailable;
    for _ in 0..DECISIONS {
        let now = session.find(case).ok_or(VaultError::Unavailable)?;
        if photos::is_there(&now.state, digest) {
            return Err(NotKept::AlreadyHere);
        }
        let photo = Photo { digest, shows, consent, width, height, bytes };
        let mut notes = vec![(case, Kind::Photo(photo))];
        if shows.asks_the_child() && now.state.fact(TAKEN) != Some(photos::YES) {
            notes.push((case, Kind::Fact { field: TAKEN.to_owned(), value: photos::YES.to_owned() }));
        }
        let photos_put = vec![PhotoPut { case, digest, jpeg: jpeg.clone() }];
        match session.commit_cases(notes, Batch { photos_put, ..Batch::default() }).await {
            Err(moved @ VaultError::HeadMoved { .. }) => last = moved,
            other => return other.map(|_| ()).map_err(NotKept::from),
        }
    }
    Err(last.into())
}

/// Takes a picture out: the log keeps that it was taken, and the bytes go.
pub(super) fn remove(session: Session, case: Id, event: Id, then: impl FnOnce(bool) + 'static) {
    session.push(Job::Run(Box::pin(async move {
        for _ in 0..DECISIONS {
            let Some(now) = session.find(case) else { break };
            let Some(noted) = now.state.photos.iter().find(|noted| noted.event == event && !noted.is_sealed()) else {
                break;
            };
            let batch = Batch { photos_remove: vec![(case, noted.photo.digest)], ..Batch::default() };
            let mut notes = vec![(case, Kind::Undone { event })];
            // With the last picture of the child goes the word that one was taken: somebody may read it out to the police.
            let of_child = now.state.photos.iter().filter(|noted| noted.photo.shows.asks_the_child());
            let none_left = of_child.filter(|noted| noted.event != event).count() == 0;
            if none_left && noted.photo.shows.asks_the_child() && now.state.fact(TAKEN) == Some(photos::YES) {
                notes.push((case, Kind::Fact { field: TAKEN.to_owned(), value: String::new() }));
            }
            match session.commit_cases(notes, batch).await {
                Err(VaultError::HeadMoved { .. }) => {}
                other => return then(other.is_ok()),
            }
        }
        then(false);
    })));
}
