//! What is in a file of a workspace, sealed with `age`: to the key of the workspace, and to those who may open it
//! if its passphrase is lost. Inside are a line that tells what it is, then the document, then spaces, so that
//! a size tells little. `age` does not tell who sealed something, so that line holds a keyed checksum over all of
//! it and over the name of the file: nobody without the key can make one up, or put one in the place of another.

use std::iter;

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, scrypt, x25519};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::error::WorkspaceError;
use crate::cli::age_files::{age_file, age_file_with_passphrase, text_of_age_file};

/// The version of this format.
pub const FORMAT: u64 = 1;
/// The size of a document is rounded up to so many bytes.
const STEP: usize = 16 << 10;
/// A key file that asks for more is none of ours: it would take minutes to find out.
const MOST_WORK: u8 = 20;
/// So much of the stack is wiped, in bytes; what works with keys takes a third of it.
const WIPED: usize = 64 << 10;
/// What the key for checksums is made for.
const CHECKSUMS: &[u8] = b"safelight workspace 1 checksums";
/// The first line of what is in a key file.
const KEY_HEAD: &str = "# safelight workspace 1";
/// What stands before whoever may open it besides.
const RECOVERY: &str = "# recovery: ";

/// The keys of a workspace. They are wiped when they are dropped, stand in one place for as long as they live, and
/// whatever works with them leaves nothing of them on the stack.
pub struct Keys {
    identity: x25519::Identity,
    /// The public key of that.
    own: x25519::Recipient,
    recovery: Vec<x25519::Recipient>,
    checksums: Zeroizing<[u8; 32]>,
}

/// What a sealed file holds.
pub struct Unsealed {
    /// What kind of document it is.
    pub kind: SealedKind,
    /// The number of its generation, from 0: each save is one more. What is beside a document has but one.
    pub generation: u64,
    /// The document.
    pub text: Zeroizing<String>,
}

/// A document of a workspace, or what is beside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedKind {
    /// A screening that is not over.
    Draft,
    /// A screening that is kept.
    Record,
    /// What never changes in a screening that is not over: the text of its questionnaire.
    Beside,
}

/// Why a file is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealFault {
    /// It was changed, cut, or is of another workspace or another place.
    NotAuthentic,
    /// It is of a newer format.
    Newer(u64),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    v: u64,
    kind: SealedKind,
    #[serde(rename = "gen")]
    generation: u64,
    len: usize,
    mac: String,
}

/// What of a head is read whatever the version.
#[derive(Deserialize)]
struct AnyHead {
    v: u64,
}

const NAME: &str = "safelight";

impl Keys {
    /// Returns new keys, which these can open besides.
    pub fn new(recovery: Vec<x25519::Recipient>) -> Box<Self> {
        on_a_wiped_stack(|| Box::new(Keys::of(x25519::Identity::generate(), recovery)))
    }

    fn of(identity: x25519::Identity, recovery: Vec<x25519::Recipient>) -> Self {
        let mut checksums = Zeroizing::new([0; 32]);
        let derived = Hkdf::<Sha256>::new(None, identity.to_string().expose_secret().as_bytes());
        derived.expand(CHECKSUMS, checksums.as_mut()).expect("32 bytes are not too many");
        Keys { own: identity.to_public(), identity, recovery, checksums }
    }

    /// Returns who may open it besides.
    pub fn recovery(&self) -> &[x25519::Recipient] {
        &self.recovery
    }

    /// Returns the public key, to which anything can be sealed.
    pub fn recipient(&self) -> x25519::Recipient {
        self.own.clone()
    }

    /// Returns what was sealed to the public key, in memory alone.
    pub fn unsealed(&self, file: &[u8]) -> Option<Zeroizing<String>> {
        on_a_wiped_stack(|| text_of_age_file(file, &self.identity).ok())
    }

    /// Returns the key file: the keys, locked with a passphrase.
    pub fn locked(&self, passphrase: &SecretString, work: u8) -> Vec<u8> {
        on_a_wiped_stack(|| age_file_with_passphrase(passphrase, work, self.written().as_bytes()))
    }

    /// Returns the keys, locked to whoever may open the workspace besides; nothing if nobody may.
    pub fn locked_for_recovery(&self) -> Option<Vec<u8>> {
        let recipients = self.recovery.iter().map(|recipient| recipient as &dyn age::Recipient);
        let sealed = || on_a_wiped_stack(|| age_file(recipients, self.written().as_bytes()));
        (!self.recovery.is_empty()).then(sealed)
    }

    /// As `age` writes the files of its keys, so that it can use them.
    fn written(&self) -> Zeroizing<String> {
        let secret = self.identity.to_string();
        let mut text = Zeroizing::new(String::with_capacity(4 << 10));
        text.push_str(KEY_HEAD);
        text.push('\n');
        for recipient in &self.recovery {
            text.push_str(RECOVERY);
            text.push_str(&recipient.to_string());
            text.push('\n');
        }
        text.push_str(secret.expose_secret());
        text.push('\n');
        text
    }

    /// Opens a key file with a passphrase.
    ///
    /// # Errors
    /// That it is not the one, that the file is damaged, or of a newer format.
    pub fn unlock(file: &[u8], passphrase: &SecretString) -> Result<Box<Self>, WorkspaceError> {
        let mut identity = scrypt::Identity::new(passphrase.clone());
        identity.set_max_work_factor(MOST_WORK);
        on_a_wiped_stack(|| Keys::read(file, &identity).map(Box::new))
    }

    /// Opens the copy of the keys for whoever may open the workspace besides.
    ///
    /// # Errors
    /// That this is not such a key, or the file is damaged, or of a newer format.
    pub fn recover(file: &[u8], theirs: &x25519::Identity) -> Result<Box<Self>, WorkspaceError> {
        on_a_wiped_stack(|| Keys::read(file, theirs).map(Box::new))
    }

    fn read(file: &[u8], identity: &dyn age::Identity) -> Result<Self, WorkspaceError> {
        let damaged = || WorkspaceError::Damaged("the key file of the workspace".to_owned());
        let text = text_of_age_file(file, identity).map_err(|error| match error {
            DecryptError::DecryptionFailed
            | DecryptError::KeyDecryptionFailed
            | DecryptError::NoMatchingKeys => WorkspaceError::WrongPassphrase,
            _ => damaged(),
        })?;
        let mut lines = text.lines();
        match lines.next().and_then(|head| head.strip_prefix("# safelight workspace ")) {
            Some("1") => {}
            Some(newer) => return Err(newer.parse().map_or_else(|_| damaged(), WorkspaceError::Newer)),
            None => return Err(damaged()),
        }
        let mut recovery = Vec::new();
        for line in lines {
            if let Some(recipient) = line.strip_prefix(RECOVERY) {
                recovery.push(recipient.parse().map_err(|_| damaged())?);
            } else {
                return Ok(Keys::of(line.parse().map_err(|_| damaged())?, recovery));
            }
        }
        Err(damaged())
    }

    /// Returns a document as it goes to the file of that name.
    pub fn seal(&self, name: &str, kind: SealedKind, generation: u64, text: &str) -> Vec<u8> {
        on_a_wiped_stack(|| self.sealed(name, kind, generation, text))
    }

    fn sealed(&self, name: &str, kind: SealedKind, generation: u64, text: &str) -> Vec<u8> {
        let mac = self.checksum(name, kind, generation, text.as_bytes());
        let mac = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let head = Head { format: NAME.to_owned(), v: FORMAT, kind, generation, len: text.len(), mac };
        let head = serde_json::to_string(&head).expect("a head has only text keys");
        let whole = (head.len() + 1 + text.len()).next_multiple_of(STEP);
        let mut plain = Zeroizing::new(Vec::with_capacity(whole));
        plain.extend_from_slice(head.as_bytes());
        plain.push(b'\n');
        plain.extend_from_slice(text.as_bytes());
        plain.resize(whole, b' ');
        let others = self.recovery.iter().map(|recipient| recipient as &dyn age::Recipient);
        age_file(iter::once(&self.own as &dyn age::Recipient).chain(others), &plain)
    }

    /// Returns what is in the file of that name.
    ///
    /// # Errors
    /// That it is not authentic, or newer.
    pub fn unseal(&self, name: &str, file: &[u8]) -> Result<Unsealed, SealFault> {
        on_a_wiped_stack(|| self.unsealed_document(name, file))
    }

    fn unsealed_document(&self, name: &str, file: &[u8]) -> Result<Unsealed, SealFault> {
        let plain = text_of_age_file(file, &self.identity).map_err(|_| SealFault::NotAuthentic)?;
        let (head, rest) = plain.split_once('\n').ok_or(SealFault::NotAuthentic)?;
        let any: AnyHead = serde_json::from_str(head).map_err(|_| SealFault::NotAuthentic)?;
        if any.v > FORMAT {
            return Err(SealFault::Newer(any.v));
        }
        let head: Head = serde_json::from_str(head).map_err(|_| SealFault::NotAuthentic)?;
        let (text, spaces) = rest.split_at_checked(head.len).ok_or(SealFault::NotAuthentic)?;
        let mac = self.checksum(name, head.kind, head.generation, text.as_bytes());
        let written = bytes_of(&head.mac).ok_or(SealFault::NotAuthentic)?;
        let is_whole = head.v == FORMAT && head.format == NAME && spaces.bytes().all(|byte| byte == b' ');
        if !is_whole || mac.verify_slice(&written).is_err() {
            return Err(SealFault::NotAuthentic);
        }
        Ok(Unsealed { kind: head.kind, generation: head.generation, text: Zeroizing::new(text.to_owned()) })
    }

    fn checksum(&self, name: &str, kind: SealedKind, generation: u64, text: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.checksums.as_ref()).expect("any length will do");
        let head = format!("{name}\n{kind:?}\n{generation}\n{}\n", text.len());
        mac.update(head.as_bytes());
        mac.update(text);
        mac
    }
}

/// Does some work, and then wipes the stack that it stood on: arithmetic leaves its numbers there.
fn on_a_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    #[inline(never)]
    fn done<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
    #[inline(never)]
    fn wipe() {
        #[expect(clippy::large_stack_arrays, reason = "it is the stack that is wiped")]
        let mut stack = [0_u64; WIPED / size_of::<u64>()];
        stack.zeroize();
    }
    let outcome = done(work);
    wipe();
    outcome
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2);
    digits.map(|two| u8::from_str_radix(str::from_utf8(two).ok()?, 16).ok()).collect()
}
