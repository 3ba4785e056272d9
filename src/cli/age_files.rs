//! Files of `age`, a published format that other programs open too: what a workspace keeps, and what is exported
//! encrypted. Who may open one is said when it is made, and nothing in it says who made it.

use std::io::{Read, Write};
use std::iter;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};
use zeroize::Zeroizing;

/// How hard it is to try a passphrase: 2 to this power, the same on every machine.
pub const WORK: u8 = 18;

/// The beginnings by which such a file is known: as bytes, and in letters.
const BEGINNINGS: [&[u8]; 2] = [b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----"];

/// Returns a file that these can open.
pub fn age_file<'r>(recipients: impl Iterator<Item = &'r dyn age::Recipient>, plain: &[u8]) -> Vec<u8> {
    let encryptor =
        Encryptor::with_recipients(recipients).expect("there is a recipient, and all are of one kind");
    let mut file = Vec::with_capacity(plain.len() + (4 << 10));
    let mut writer = encryptor.wrap_output(&mut file).expect("memory can be written to");
    writer.write_all(plain).expect("memory can be written to");
    writer.finish().expect("memory can be written to");
    file
}

/// Returns a file that a passphrase opens.
pub fn age_file_with_passphrase(passphrase: &SecretString, work: u8, plain: &[u8]) -> Vec<u8> {
    let mut recipient = scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(work);
    age_file(iter::once(&recipient as &dyn age::Recipient), plain)
}

/// Returns the text of such a file.
///
/// # Errors
/// That this does not open it, or that it is not whole.
pub fn text_of_age_file(
    file: &[u8],
    identity: &dyn age::Identity,
) -> Result<Zeroizing<String>, DecryptError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(file.len()));
    Decryptor::new(file)?.decrypt(iter::once(identity))?.read_to_end(&mut plain)?;
    let text = String::from_utf8(std::mem::take(&mut *plain));
    text.map(Zeroizing::new).map_err(|_| DecryptError::InvalidHeader)
}

/// Returns whether these bytes are the beginning of such a file.
pub fn is_age_file(bytes: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

/// Reads the public key of somebody who may open a file.
///
/// # Errors
/// That it is none.
pub fn recipient(typed: &str) -> Result<x25519::Recipient, String> {
    typed.trim().parse().map_err(|_| "it is no public key of age; such a line begins with age1".to_owned())
}
