//! Whether an exported file is encrypted, and for whom: the options for it, and the file of `age` that comes of
//! them. A file whose name ends in `.age` is always encrypted, and no other is.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::x25519;
use anyhow::{Result, bail};

use super::age_files::{WORK, age_file, age_file_with_passphrase, recipient};
use super::config::Settings;
use super::surroundings::Surroundings;
use super::{apart, files, passphrase};

/// The ending of such a file.
const ENDING: &str = "age";

/// Whether a file is encrypted, and for whom.
#[derive(Default, clap::Args)]
pub struct EncryptOption {
    /// Encrypt the file, so that only a passphrase opens it, which is asked for. Its name then ends in .age.
    #[arg(long)]
    encrypt: bool,
    /// Encrypt the file for whoever has the secret key to this public key: a line that begins with age1, made with
    /// `age-keygen`. Can be given several times.
    #[arg(long, value_name = "KEY", conflicts_with = "encrypt", value_parser = recipient)]
    encrypt_to: Vec<x25519::Recipient>,
}

/// Who can open a file.
#[derive(Clone)]
pub enum Lock {
    /// Whoever knows a passphrase that is still to be asked for.
    ToBeAsked,
    /// Whoever knows this passphrase.
    Passphrase(SecretString),
    /// Whoever has one of the secret keys.
    Recipients(Vec<x25519::Recipient>),
}

impl EncryptOption {
    /// Returns who can open the file of that name; nothing if it is not encrypted.
    pub fn lock(&self, file: &Path) -> Option<Lock> {
        match self.encrypt_to.as_slice() {
            [] => (self.encrypt || is_encrypted(file)).then_some(Lock::ToBeAsked),
            recipients => Some(Lock::Recipients(recipients.to_vec())),
        }
    }

    /// Returns whether it was asked for.
    pub fn is_asked_for(&self) -> bool {
        self.encrypt || !self.encrypt_to.is_empty()
    }
}

impl Lock {
    /// Asks for the passphrase, if one is to be asked for.
    ///
    /// # Errors
    /// That it is too short, or was not typed twice, or nothing comes.
    pub fn settled(self) -> Result<Self> {
        match self {
            Lock::ToBeAsked => {
                let around = Surroundings::read();
                let once = |secret: &str| {
                    if around.terminal {
                        return apart::show_once(secret, around.today, Settings::default().idle_minutes());
                    }
                    files::tell(secret);
                    Ok(())
                };
                passphrase::ask_new("file", &once).map(Lock::Passphrase)
            }
            settled => Ok(settled),
        }
    }

    /// Returns the encrypted file.
    ///
    /// # Errors
    /// Why there is no passphrase.
    pub fn encrypted(&self, plain: &[u8]) -> Result<Vec<u8>> {
        match self.clone().settled()? {
            Lock::Passphrase(passphrase) => Ok(age_file_with_passphrase(&passphrase, WORK, plain)),
            Lock::Recipients(recipients) => {
                Ok(age_file(recipients.iter().map(|one| one as &dyn age::Recipient), plain))
            }
            Lock::ToBeAsked => bail!("no passphrase was asked for"),
        }
    }
}

/// Returns whether a file of that name is encrypted.
pub fn is_encrypted(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// Returns the name of the file, encrypted.
pub fn encrypted_name(file: &Path) -> PathBuf {
    if is_encrypted(file) {
        return file.to_owned();
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ENDING);
    PathBuf::from(name)
}

/// Returns the name of what is in the file: its ending tells the format.
pub fn inner_name(file: &Path) -> PathBuf {
    if is_encrypted(file) { file.with_extension("") } else { file.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{encrypted_name, inner_name};

    #[test]
    fn the_name_of_an_encrypted_file_ends_in_age_and_its_format_stands_before() {
        for (named, encrypted, inner) in [
            ("a/case.json", "a/case.json.age", "a/case.json"),
            ("case.JSON.AGE", "case.JSON.AGE", "case.JSON"),
            ("case", "case.age", "case"),
        ] {
            assert_eq!(encrypted_name(Path::new(named)), Path::new(encrypted));
            assert_eq!(inner_name(Path::new(encrypted)), Path::new(inner));
        }
    }
}
