//! The cryptography of a handover: one-time keys, HPKE in its authenticated mode (RFC 9180), and checks with keys from it.
use gh_wire::given::Given;
use hmac::{Hmac, KeyInit as _, Mac as _};
use hpke::aead::{AeadCtxR, AeadCtxS, ChaCha20Poly1305};
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use crate::frame::{MacKey, PublicKey, TransferId};
use crate::refused::Refused;

type Secret = <X25519HkdfSha256 as Kem>::PrivateKey;
type Sender = AeadCtxS<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;
type Opener = AeadCtxR<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>;

/// Bytes that sealing adds.
pub(crate) const TAG: usize = 16;

/// What binds the giver to its key before it has seen the receiver's. The key is 32 random bytes, so its hash does not
/// give it away.
#[must_use]
pub fn commitment(transfer: TransferId, giver: &PublicKey) -> [u8; 32] {
    let hash =
        Sha256::new().chain_update(b"golden-hour handover offer v1\0").chain_update(transfer.0).chain_update(giver.0);
    hash.finalize().into()
}

/// SHA-256 of what is handed over.
pub(crate) fn digest(plaintext: &[u8]) -> [u8; 32] {
    Sha256::digest(plaintext).into()
}

/// A key pair of one handover. The secret half is wiped when it is dropped.
pub(crate) struct KeyPair {
    secret: Secret,
    pub(crate) public: PublicKey,
}

/// The giver's side, once both keys are known.
pub(crate) struct Sealer {
    context: Sender,
    transfer: TransferId,
}

/// The receiver's side, once both keys are known.
pub(crate) struct Unsealer {
    context: Opener,
    transfer: TransferId,
}

/// The keys of the checks of the frames and of the acknowledgement.
pub(crate) struct CheckKeys {
    pub(crate) frames: MacKey,
    pub(crate) kept: MacKey,
}

impl KeyPair {
    /// From 32 bytes that the caller drew from a cryptographic source.
    pub(crate) fn derive(random: &[u8; 32]) -> Self {
        let (secret, public) = X25519HkdfSha256::derive_keypair(random);
        Self { secret, public: PublicKey(public.to_bytes().into()) }
    }

    /// Sets sealing up, with what the other side needs for it.
    pub(crate) fn seal_to(
        &self,
        receiver: &PublicKey,
        transfer: TransferId,
        ephemeral: &[u8; 32],
    ) -> Result<(Sealer, [u8; 32]), Refused> {
        let mode = OpModeS::Auth((self.secret.clone(), read_key(&self.public)?));
        let info = info(transfer, &self.public, receiver);
        let mut given = Given::new(ephemeral);
        let (encapsulated, context) = hpke::setup_sender_with_rng(&mode, &self.other(receiver)?, &info, &mut given)
            .map_err(|_| Refused::BadKey)?;
        if given.ran_out() {
            return Err(Refused::BadKey);
        }
        Ok((Sealer { context, transfer }, encapsulated.to_bytes().into()))
    }

    /// Sets opening up for what the holder of the giver's key seals.
    pub(crate) fn open_from(
        &self,
        giver: &PublicKey,
        transfer: TransferId,
        encapsulated: &[u8; 32],
    ) -> Result<Unsealer, Refused> {
        let mode = OpModeR::Auth(self.other(giver)?);
        let info = info(transfer, giver, &self.public);
        let encapsulated =
            <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| Refused::BadKey)?;
        let context = hpke::setup_receiver(&mode, &self.secret, &encapsulated, &info).map_err(|_| Refused::BadKey)?;
        Ok(Unsealer { context, transfer })
    }

    /// Our own key in the other's place is a mirror, not a device.
    fn other(&self, key: &PublicKey) -> Result<<X25519HkdfSha256 as Kem>::PublicKey, Refused> {
        if *key == self.public { Err(Refused::BadKey) } else { read_key(key) }
    }
}

fn read_key(key: &PublicKey) -> Result<<X25519HkdfSha256 as Kem>::PublicKey, Refused> {
    <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&key.0).map_err(|_| Refused::BadKey)
}

/// Both keys, in their places, and which handover: what is sealed opens nowhere else.
fn info(transfer: TransferId, giver: &PublicKey, receiver: &PublicKey) -> Vec<u8> {
    [b"golden-hour handover v1\0".as_slice(), &transfer.0, &giver.0, &receiver.0].concat()
}

macro_rules! exports_check_keys {
    ($($name:ident),*) => {$(
        impl $name {
            /// The keys of the checks; the same on both sides.
            pub(crate) fn check_keys(&self) -> Result<CheckKeys, Refused> {
                let key = |label: &[u8]| {
                    let mut key = Zeroizing::new([0; 64]);
                    self.context.export(label, key.as_mut_slice()).map_err(|_| Refused::BadKey)?;
                    Ok(key)
                };
                Ok(CheckKeys { frames: key(b"frames")?, kept: key(b"kept")? })
            }
        }
    )*};
}
exports_check_keys!(Sealer, Unsealer);

impl Sealer {
    /// Seals the one message of this handover. None if it is longer than any cipher takes.
    pub(crate) fn seal(mut self, message: &[u8]) -> Option<Vec<u8>> {
        self.context.seal(message, &self.transfer.0).ok()
    }
}

impl Unsealer {
    /// Opens it.
    pub(crate) fn open(&mut self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
        self.context.open(sealed, &self.transfer.0).map(Zeroizing::new).map_err(|_| Refused::Unopenable)
    }
}

fn hmac(key: &MacKey, parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut hmac = Hmac::<Sha256>::new(&(**key).into());
    parts.iter().for_each(|part| hmac.update(part));
    hmac
}

/// The first `N` bytes of HMAC-SHA-256 over the parts.
pub(crate) fn mac<const N: usize>(key: &MacKey, parts: &[&[u8]]) -> [u8; N] {
    let mut whole = hmac(key, parts).finalize().into_bytes();
    let mut mac = [0; N];
    mac.copy_from_slice(&whole[..N]);
    whole.as_mut_slice().zeroize();
    mac
}

/// Compares in a time that tells nothing.
pub(crate) fn check(key: &MacKey, parts: &[&[u8]], mac: &[u8]) -> bool {
    hmac(key, parts).verify_truncated_left(mac).is_ok()
}
