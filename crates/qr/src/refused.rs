//! Why what a camera saw did not move a handover on.

/// Why a text was not taken. Nothing of it has been kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Another code that happens to be in view: a poster, a parcel.
    #[error("this code is not part of a handover")]
    NotOurs,
    /// A later version of the app wrote it.
    #[error("the other device has another version of the app ({0})")]
    Version(char),
    /// It begins as one of ours, and its length or its check is wrong: misread, or altered.
    #[error("this code could not be read whole")]
    Damaged,
    /// It belongs to another handover, perhaps of the people at the next table, or one that was begun before.
    #[error("this code belongs to another handover")]
    OtherTransfer,
    /// It is of this handover, and not what comes next.
    #[error("this code does not come next")]
    OutOfTurn,
    /// A second device answers, or the giver's key is not the one that it was bound to. The first one counts; somebody may be
    /// showing codes of their own.
    #[error("this code comes from another device than the one before")]
    AnotherDevice,
    /// The other device's key is one that must not be used, or our own.
    #[error("the other device's key cannot be used")]
    BadKey,
    /// It announces more than is ever sent, or in another form.
    #[error("the other device announces what this one cannot take")]
    Config,
    /// Far more pieces than needed have come, and they do not fit together.
    #[error("the pieces do not fit together")]
    Stuck,
    /// Everything has come, and it was not sealed by the device whose words were compared.
    #[error("what came cannot be opened")]
    Unopenable,
    /// What was sealed is not compressed as agreed, or is larger than [`MAX_PLAINTEXT`](crate::limits::MAX_PLAINTEXT).
    #[error("what came cannot be unpacked")]
    NotUnpacked,
}

impl Refused {
    /// True if the camera goes on: the next code may be the right one. False if both start again with new keys, or with
    /// the same version of the app.
    #[must_use]
    pub const fn going_on_helps(self) -> bool {
        match self {
            Self::NotOurs | Self::Damaged | Self::OtherTransfer | Self::OutOfTurn | Self::AnotherDevice => true,
            Self::Version(_) | Self::BadKey | Self::Config | Self::Stuck | Self::Unopenable | Self::NotUnpacked => {
                false
            }
        }
    }
}

/// Why a handover did not begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this device gives no random numbers, so nothing can be sealed")]
pub struct NoRandomness;

/// Why nothing was sealed. The giver still shows the words, and may confirm with less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSealed {
    /// The words are not up yet, or were confirmed before.
    #[error("there are no words to confirm")]
    OutOfTurn,
    /// Longer than [`MAX_PLAINTEXT`](crate::limits::MAX_PLAINTEXT).
    #[error("{0} bytes are too many to hand over by codes")]
    TooLong(usize),
    /// Still longer than [`MAX_SEALED`](crate::limits::MAX_SEALED) once it is compressed.
    #[error("{0} bytes, compressed, are too many to hand over by codes")]
    TooLongSealed(usize),
}
