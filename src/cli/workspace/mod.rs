//! Where screenings are kept, for those who want that: one folder, in which everything is sealed with a
//! passphrase, and names and sizes say little. What is in it is a key file, a lock, and two files a document, or four.
//! `docs/workspace.md` says the same for its users, and how to open it without this program.

mod disk;
mod draft;
mod error;
mod finding;
mod generations;
mod keeper;
mod kept;
mod screen_key;
mod sealing;
#[cfg(test)]
mod tests;
mod ways;
mod which;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use age::secrecy::SecretString;
use age::x25519;

use disk::{Disk, Folder};
pub use draft::{Draft, DraftPlace, ScreenedAgain};
pub use error::WorkspaceError;
pub use finding::{Called, FoundByName, drafts, found, records, same_case};
pub use generations::{Loaded, new_name};
pub use keeper::{DraftKeeper, put_aside};
pub use kept::{Happened, KeptRecord, Report, WrittenDown};
pub use screen_key::WorkspaceKey;
use sealing::Keys;
pub use sealing::SealedKind;
pub use which::WorkspaceOption;

use crate::cli::files;

/// The keys, locked with the passphrase; twice, because nothing opens without them.
const KEYS: [&str; 2] = ["key.age", "key-copy.age"];
/// The keys, locked to whoever may open the workspace besides.
const RECOVERY: &str = "recovery.age";
/// Whoever works in the workspace holds this file.
const LOCK: &str = "lock";

/// So many letters of a name tell it from the others.
const SHORT: usize = 8;

/// A workspace that is open. Nobody else works in it meanwhile.
pub struct Workspace {
    disk: Folder,
    keys: Box<Keys>,
    place: PathBuf,
    _lock: File,
}

/// A workspace whose keys are not in memory.
pub struct RestingWorkspace {
    disk: Folder,
    place: PathBuf,
    lock: File,
}

impl RestingWorkspace {
    /// Returns it, with the keys of a passphrase that was typed.
    ///
    /// # Errors
    /// That none was.
    pub fn wake(self, key: &WorkspaceKey) -> Result<Workspace, WorkspaceError> {
        let keys = key.take().ok_or(WorkspaceError::WrongPassphrase)?;
        Ok(Workspace { disk: self.disk, keys, place: self.place, _lock: self.lock })
    }

    /// Removes a document; no key is needed for that.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self, name: &str) -> Result<(), WorkspaceError> {
        generations::remove(&self.disk, name)
    }
}

/// What is in a workspace under one name.
pub struct Stored {
    /// The name.
    pub name: String,
    /// What it is, or why it cannot be read.
    pub loaded: Result<Loaded, WorkspaceError>,
}

impl Workspace {
    /// Returns whether there is a workspace in a folder.
    ///
    /// # Errors
    /// Why that cannot be told.
    pub fn is_there(place: &Path) -> Result<bool, WorkspaceError> {
        let names = match Folder::at(place).names() {
            Ok(names) => names,
            // A link that leads nowhere is something, and was meant to be one.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !place.is_symlink() => return Ok(false),
            Err(error) => return Err(WorkspaceError::System("the workspace folder cannot be read", error)),
        };
        let has_keys = names.iter().any(|name| KEYS.contains(&name.as_str()));
        if !has_keys && names.iter().any(|name| generations::document_of(name).is_some()) {
            return Err(WorkspaceError::Damaged("the key file of the workspace".to_owned()));
        }
        Ok(has_keys)
    }

    /// Makes a new workspace in a folder that is not there or empty.
    ///
    /// # Errors
    /// That something is there, or what the system says.
    pub fn init(
        place: &Path,
        passphrase: &SecretString,
        recovery: Vec<x25519::Recipient>,
        work: u8,
    ) -> Result<(), WorkspaceError> {
        let disk = Folder::at(place);
        let system = |error| WorkspaceError::System("the workspace folder cannot be made", error);
        disk.make().map_err(system)?;
        if !disk.names().map_err(system)?.is_empty() {
            return Err(WorkspaceError::AlreadyThere(files::shown(place)));
        }
        Keys::new(recovery).write(&disk, passphrase, work)?;
        generations::reserve(&disk);
        Ok(())
    }

    /// Opens a workspace with its passphrase.
    ///
    /// # Errors
    /// That it is not there, in use, damaged or newer, or the passphrase another.
    pub fn open(place: &Path, passphrase: &SecretString) -> Result<Self, WorkspaceError> {
        Workspace::opened(place, |disk| {
            let mut refused = None;
            for file in KEYS {
                match disk.read(file) {
                    Ok(bytes) => match Keys::unlock(&bytes, passphrase) {
                        Ok(keys) => return Ok(keys),
                        Err(WorkspaceError::WrongPassphrase) => {
                            refused = Some(WorkspaceError::WrongPassphrase)
                        }
                        Err(why) => refused = refused.or(Some(why)),
                    },
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => {
                        refused =
                            refused.or(Some(WorkspaceError::System("the key file cannot be read", error)));
                    }
                }
                // Two that are alike say the same, and to ask twice takes twice as long.
                if alike(disk) {
                    break;
                }
            }
            Err(refused.unwrap_or_else(|| WorkspaceError::NotThere(files::shown(place))))
        })
    }

    /// Opens a workspace with the key of whoever may open it besides.
    ///
    /// # Errors
    /// That it is not there, in use, damaged or newer, or the key another.
    pub fn recover(place: &Path, theirs: &x25519::Identity) -> Result<Self, WorkspaceError> {
        Workspace::opened(place, |disk| {
            let file = disk.read(RECOVERY);
            let file = file.map_err(|error| WorkspaceError::System("recovery.age cannot be read", error))?;
            Keys::recover(&file, theirs)
        })
    }

    fn opened(
        place: &Path,
        keys: impl FnOnce(&Folder) -> Result<Box<Keys>, WorkspaceError>,
    ) -> Result<Self, WorkspaceError> {
        if !Workspace::is_there(place)? {
            return Err(WorkspaceError::NotThere(files::shown(place)));
        }
        crate::cli::process::make_size_limits_errors();
        let (disk, lock) = locked(place)?;
        let keys = keys(&disk)?;
        let workspace = Workspace { disk, keys, place: place.to_owned(), _lock: lock };
        workspace.sweep();
        Ok(workspace)
    }

    /// Gives the workspace another passphrase.
    ///
    /// # Errors
    /// What the system says.
    pub fn change_passphrase(&self, passphrase: &SecretString, work: u8) -> Result<(), WorkspaceError> {
        self.keys.write(&self.disk, passphrase, work)
    }

    /// What an earlier run left unfinished goes, and what was given up for a full disk comes back.
    fn sweep(&self) {
        let names = self.disk.names().unwrap_or_default();
        for name in names.iter().filter(|name| generations::is_unfinished(name)) {
            let _ = self.disk.remove(name);
        }
        for alone in generations::documents_of(&names).1 {
            let _ = self.remove(alone);
        }
        if !names.iter().any(|name| name == generations::RESERVE) {
            generations::reserve(&self.disk);
        }
    }

    /// Returns where it is.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Returns who may open it besides, each as `age` writes it.
    pub fn recovery(&self) -> Vec<String> {
        self.keys.recovery().iter().map(ToString::to_string).collect()
    }

    /// Returns what its passphrase opens, also where its folder is not there any more by then.
    pub fn screen_key(&self) -> Rc<WorkspaceKey> {
        let files = KEYS.iter().filter_map(|file| self.disk.read(file).ok()).collect();
        Rc::new(WorkspaceKey::new(files, self.keys.recipient()))
    }

    /// Lets go of the keys. Nobody else works in it all the same.
    pub fn rest(self) -> RestingWorkspace {
        RestingWorkspace { disk: self.disk, place: self.place, lock: self._lock }
    }

    /// Returns whether both key files are there and whole.
    pub fn has_both_keys(&self) -> bool {
        alike(&self.disk)
    }

    /// Checks that everything in it can be read.
    ///
    /// # Errors
    /// Why something cannot.
    pub fn all_can_be_read(&self) -> Result<(), WorkspaceError> {
        self.entries()?.into_iter().try_for_each(|one| one.loaded.map(|_| ()))
    }

    /// Returns everything that is in it, in the order of the names.
    ///
    /// # Errors
    /// What the system says of the folder.
    pub fn entries(&self) -> Result<Vec<Stored>, WorkspaceError> {
        Ok(self.documents()?.into_iter().map(|name| Stored { loaded: self.load(&name), name }).collect())
    }

    fn documents(&self) -> Result<Vec<String>, WorkspaceError> {
        let files = self.names()?;
        Ok(generations::documents_of(&files).0.into_iter().map(str::to_owned).collect())
    }

    fn names(&self) -> Result<Vec<String>, WorkspaceError> {
        self.disk
            .names()
            .map_err(|error| WorkspaceError::System("the workspace folder cannot be read", error))
    }

    /// Returns the files that are not ours, such as the second copy that a synchronizing program makes.
    ///
    /// # Errors
    /// What the system says of the folder.
    pub fn strangers(&self) -> Result<Vec<String>, WorkspaceError> {
        let ours = [KEYS[0], KEYS[1], RECOVERY, LOCK, generations::RESERVE];
        let mut names = self.names()?;
        names.retain(|name| !ours.contains(&name.as_str()) && generations::document_of(name).is_none());
        Ok(names)
    }

    /// Loads a document.
    ///
    /// # Errors
    /// That it is not there, damaged or newer, or what the system says.
    pub fn load(&self, name: &str) -> Result<Loaded, WorkspaceError> {
        generations::load(&self.disk, &self.keys, name)
    }

    /// Makes certain that all that was saved is in its place, the second of two files too.
    ///
    /// # Errors
    /// What the system says.
    pub fn settle(&self) -> Result<(), WorkspaceError> {
        generations::settle(&self.disk)
    }

    /// Saves a document, in the next two generations, which are counted on. It is there for certain then, and once it
    /// is settled nothing before it is.
    ///
    /// # Errors
    /// What the system says; then what was saved before is still there.
    pub fn save(
        &self,
        name: &str,
        kind: SealedKind,
        generation: &mut u64,
        text: &str,
    ) -> Result<(), WorkspaceError> {
        generations::save(&self.disk, &self.keys, (name, kind), generation, text)
    }

    /// Saves beside a document what never changes in it.
    ///
    /// # Errors
    /// What the system says.
    pub fn save_beside(&self, name: &str, text: &str) -> Result<(), WorkspaceError> {
        generations::save_beside(&self.disk, &self.keys, name, text)
    }

    /// Removes a document.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self, name: &str) -> Result<(), WorkspaceError> {
        generations::remove(&self.disk, name)
    }

    /// Removes a whole workspace, the keys first: what is left of the rest can be read by nobody then. What is not
    /// of a workspace stays.
    ///
    /// # Errors
    /// That it is not there or in use, or what the system says.
    pub fn wipe(place: &Path) -> Result<(), WorkspaceError> {
        if !Workspace::is_there(place)? {
            return Err(WorkspaceError::NotThere(files::shown(place)));
        }
        let (disk, _lock) = locked(place)?;
        let remove = |name: &str| match disk.remove(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(WorkspaceError::System("a file of the workspace cannot be removed", error))
            }
            _ => Ok(()),
        };
        for name in KEYS.into_iter().chain([RECOVERY]) {
            remove(name)?;
        }
        let _ = disk.sync_names();
        let names = disk
            .names()
            .map_err(|error| WorkspaceError::System("the workspace folder cannot be read", error))?;
        for name in names {
            let is_ours = generations::document_of(&name).is_some() || name == generations::RESERVE;
            if is_ours || generations::is_unfinished(&name) {
                remove(&name)?;
            }
        }
        remove(LOCK)
    }
}

/// Returns the folder of a workspace in which nobody else works for as long as the file is held.
fn locked(place: &Path) -> Result<(Folder, File), WorkspaceError> {
    let disk = Folder::at(place);
    let lock =
        disk.lock(LOCK).map_err(|error| WorkspaceError::System("the workspace cannot be locked", error))?;
    Ok((disk, lock.ok_or(WorkspaceError::Locked)?))
}

impl Keys {
    fn write(&self, disk: &dyn Disk, passphrase: &SecretString, work: u8) -> Result<(), WorkspaceError> {
        if let Some(recovery) = self.locked_for_recovery() {
            generations::replace(disk, RECOVERY, &recovery)?;
        }
        let locked = self.locked(passphrase, work);
        KEYS.iter().rev().try_for_each(|file| generations::replace(disk, file, &locked))
    }
}

/// Returns the first letters of a name, by which people call it.
pub fn short(name: &str) -> &str {
    &name[..SHORT]
}

/// What is exported is not sealed, so it has no place among what is.
///
/// # Errors
/// That the file would be in the workspace.
pub fn refuse_inside(place: &Path, file: &Path) -> anyhow::Result<()> {
    if files::is_same_place(file, &place.join(file.file_name().unwrap_or_default())) {
        anyhow::bail!(
            "{} is in the workspace, where everything is sealed; name a file in another folder",
            files::shown(file)
        );
    }
    Ok(())
}

/// Whether both key files are there and the same.
fn alike(disk: &dyn Disk) -> bool {
    KEYS.map(|file| disk.read(file).ok()).windows(2).all(|two| two[0].is_some() && two[0] == two[1])
}
