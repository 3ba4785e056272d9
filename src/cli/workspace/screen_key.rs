//! What opens a screen that locked itself: the passphrase of the workspace. It keeps the locked key files, and no key,
//! for as long as the screen is locked; the keys that a passphrase brought are taken from it once.

use std::cell::RefCell;

use age::secrecy::SecretString;
use age::x25519;
use zeroize::Zeroizing;

use super::sealing::Keys;
use crate::cli::age_files::age_file;
use crate::cli::asking::ScreenKey;

/// The passphrase of a workspace, without the passphrase.
pub struct WorkspaceKey {
    files: Vec<Vec<u8>>,
    public: x25519::Recipient,
    /// The keys that the passphrase brought.
    brought: RefCell<Option<Box<Keys>>>,
}

impl WorkspaceKey {
    /// Returns it, of these key files and the public key that they belong to.
    pub fn new(files: Vec<Vec<u8>>, public: x25519::Recipient) -> Self {
        WorkspaceKey { files, public, brought: RefCell::new(None) }
    }

    /// Returns the keys that the passphrase brought, once.
    pub fn take(&self) -> Option<Box<Keys>> {
        self.brought.take()
    }
}

impl ScreenKey for WorkspaceKey {
    fn opens(&self, passphrase: &SecretString) -> bool {
        let alike = self.files.windows(2).all(|two| two[0] == two[1]);
        let tried = if alike { 1 } else { self.files.len() };
        let keys = self.files.iter().take(tried).find_map(|file| Keys::unlock(file, passphrase).ok());
        let opens = keys.is_some();
        *self.brought.borrow_mut() = keys;
        opens
    }

    fn forget(&self) {
        self.brought.take();
    }

    fn seal(&self, text: &str) -> Vec<u8> {
        age_file(std::iter::once(&self.public as &dyn age::Recipient), text.as_bytes())
    }

    fn unsealed(&self, sealed: &[u8]) -> Option<Zeroizing<String>> {
        self.brought.borrow().as_ref().and_then(|keys| keys.unsealed(sealed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_passphrase_brought_goes_once_the_screen_is_locked_again() {
        let keys = Keys::new(Vec::new());
        let passphrase = SecretString::from("moss and fern".to_owned());
        let key = WorkspaceKey::new(vec![keys.locked(&passphrase, 1); 2], keys.recipient());
        let sealed = key.seal("half typed");
        assert!(key.unsealed(&sealed).is_none(), "nothing was brought yet");
        assert!(!key.opens(&SecretString::from("another".to_owned())));
        assert!(key.unsealed(&sealed).is_none());
        assert!(key.opens(&passphrase));
        assert_eq!(key.unsealed(&sealed).unwrap().as_str(), "half typed");
        key.forget();
        assert!(key.unsealed(&sealed).is_none() && key.take().is_none());
        assert!(key.opens(&passphrase) && key.take().is_some() && key.take().is_none());
    }
}
