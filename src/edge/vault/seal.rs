//! One row's encryption, under a key that the browser keeps and never gives out.
//!
//! A row is a format tag, a random 96-bit IV, and AES-256-GCM over the content with the row's own place as associated
//! data, so that rows cannot be exchanged. The tag leaves room for the PIN's key to come without a new layout.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::VaultError;
use crate::edge::{entropy, js};

const FORMAT: u8 = 1;
const IV: usize = 12;
const TAG: usize = 16;

/// The place of a row, bound into its encryption.
pub(super) fn place(store: &str, key: &str) -> String {
    format!("{store}/{key}")
}

/// The place of an event.
pub(super) fn event_place(case: &str, sequence: u32) -> String {
    format!("events/{case}/{sequence}")
}

/// The place of a photograph.
pub(super) fn photo_place(case: Id, photo: Digest) -> String {
    format!("photos/{case}/{photo}")
}

/// Makes the key. It cannot be read out, not even by this code.
pub(super) async fn new_key() -> Result<CryptoKey, VaultError> {
    let algorithm = js::object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let usages = js_sys::Array::of2(&"encrypt".into(), &"decrypt".into());
    let made = subtle()?.generate_key_with_object(&algorithm, false, &usages).map_err(|_| VaultError::NoEntropy)?;
    let key = JsFuture::from(made).await.map_err(|_| VaultError::NoEntropy)?;
    key.dyn_into().map_err(|_| VaultError::NoEntropy)
}

/// Whether rows can be encrypted at this address at all.
pub(super) fn subtle() -> Result<SubtleCrypto, VaultError> {
    js::subtle().ok_or(VaultError::NoCrypto)
}

/// A row that is being encrypted. Many are begun before the first is awaited, so that they run beside each other.
pub(super) struct Sealing {
    iv: [u8; IV],
    running: JsFuture,
}

impl Sealing {
    /// Begins to encrypt the row of that place.
    pub(super) fn begin(key: &CryptoKey, place: &str, plain: &[u8]) -> Result<Self, VaultError> {
        let iv = entropy::bytes::<IV>()?;
        let running = subtle()?
            .encrypt_with_object_and_js_u8_array(&algorithm(&iv, place), key, &Uint8Array::from(plain))
            .map_err(|_| VaultError::NoEntropy)?;
        Ok(Self { iv, running: JsFuture::from(running) })
    }

    /// The row as it is stored.
    pub(super) async fn finish(self) -> Result<Uint8Array, VaultError> {
        let sealed = self.running.await.map_err(|_| VaultError::NoEntropy)?;
        let sealed = Uint8Array::new(&sealed);
        let head = [&[FORMAT], self.iv.as_slice()].concat();
        let row = Uint8Array::new_with_length(sealed.length() + 1 + 12);
        row.set(&Uint8Array::from(head.as_slice()), 0);
        row.set(&sealed, 1 + 12);
        Ok(row)
    }
}

/// A row that is being decrypted. Many are begun before the first is awaited, so that they run beside each other.
pub(super) struct Opening {
    /// Where the row lies.
    pub(super) place: String,
    running: Option<JsFuture>,
}

impl Opening {
    /// Begins to decrypt whatever was stored at that place.
    pub(super) fn begin(subtle: &SubtleCrypto, key: &CryptoKey, place: String, stored: &JsValue) -> Self {
        let running =
            js::bytes(stored).filter(|row| row.len() >= 1 + IV + TAG && row.first() == Some(&FORMAT)).and_then(|row| {
                let (iv, sealed) = row.get(1..)?.split_at_checked(IV)?;
                let opening =
                    subtle.decrypt_with_object_and_js_u8_array(&algorithm(iv, &place), key, &Uint8Array::from(sealed));
                opening.ok().map(JsFuture::from)
            });
        Self { place, running }
    }

    /// The content, or the place of a row that is damaged: wrong type, wrong format, or it fails its authentication.
    pub(super) async fn finish(self) -> Result<Vec<u8>, String> {
        let Some(running) = self.running else { return Err(self.place) };
        match running.await.map(JsCast::dyn_into::<ArrayBuffer>) {
            Ok(Ok(plain)) => Ok(Uint8Array::new(&plain).to_vec()),
            Ok(Err(_)) | Err(_) => Err(self.place),
        }
    }
}

fn algorithm(iv: &[u8], place: &str) -> js_sys::Object {
    js::object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(place.as_bytes()).into()),
    ])
}
