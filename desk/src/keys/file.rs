//! Files that only the desk's user can read, written whole or not at all.
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use data_encoding::HEXLOWER;
use gh_wire::keys::{PublicKey, SecretKey};

use super::KeysError;

/// The name says what to do with it.
pub const RECOVERY_FILE: &str = "recovery-key-MOVE-ME-OFFLINE.txt";

/// The file's bytes; nothing if there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, KeysError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(KeysError::File(path.to_owned(), error)),
    }
}

/// Writes beside the file, syncs, and puts it in the file's place.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), KeysError> {
    let beside = path.with_extension("new");
    let write = || {
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        // The new name lasts through a power cut only when the folder is synced too.
        path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
    };
    write().map_err(|error| KeysError::File(path.to_owned(), error))
}

/// Writes the recovery key's private half, for a person to carry away.
pub(super) fn write_recovery(data: &Path, secret: &SecretKey, public: &PublicKey) -> Result<(), KeysError> {
    let words = format!(
        "Golden Hour: recovery key\n\n\
         Move this file off this machine now: onto paper or a stick in a safe.\n\
         Whoever has it can read every record of this desk. It is for one day only: when the\n\
         desk's own key is lost. The desk never reads this file. It warns until it is gone.\n\n\
         key id:      {}\n\
         public key:  {public}\n\
         private key: {}\n",
        public.id(),
        HEXLOWER.encode(secret.as_bytes()),
    );
    replace(&data.join(RECOVERY_FILE), words.as_bytes())
}
