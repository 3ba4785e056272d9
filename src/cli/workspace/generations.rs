//! Saving and loading one document in two generations: a save replaces the older one by a whole new file, and
//! never touches the newer one. So whatever fails, and whenever the power does, what was said to be saved is
//! there; and one damaged file costs at most the last save. Nothing here knows what is in a file.

use std::io;

use super::disk::Disk;
use super::error::WorkspaceError;
use super::sealing::{Keys, SealFault, SealedKind, Unsealed};

/// What a file is called before it is whole.
const UNFINISHED: &str = ".tmp-";
/// Letters of the name of a document.
const LETTERS: usize = 26;
/// The letters that there are: none is taken for another.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// A file that is there only to be given up when the disk is full.
pub const RESERVE: &str = "reserve";
/// Its size, in bytes.
const RESERVED: usize = 64 << 10;

/// A document as it was loaded.
pub struct Loaded {
    /// What it is, with its generation.
    pub document: Unsealed,
    /// Whether one of its two files was damaged, and the other had to do.
    pub is_repaired: bool,
}

/// Returns a new name, which tells nothing.
///
/// # Errors
/// That the system gives no random numbers.
pub fn new_name() -> Result<String, WorkspaceError> {
    let mut bytes = [0; LETTERS];
    getrandom::fill(&mut bytes).map_err(|error| {
        WorkspaceError::System("no random name can be made", io::Error::other(error.to_string()))
    })?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// Returns the name of the file of a generation.
pub fn file_of(name: &str, generation: u64) -> String {
    format!("{name}.{}.age", generation % 2)
}

/// Returns the name of the document that a file is of; nothing if it is none of ours.
pub fn document_of(file: &str) -> Option<&str> {
    let name = file.strip_suffix(".0.age").or_else(|| file.strip_suffix(".1.age"))?;
    (name.len() == LETTERS && name.bytes().all(|letter| ALPHABET.contains(&letter))).then_some(name)
}

/// Returns whether a file was begun and never finished.
pub fn is_unfinished(file: &str) -> bool {
    file.starts_with(UNFINISHED)
}

/// Saves a file whole, in place of what had its name. Only where this is no error is it certain to be there.
///
/// # Errors
/// What the system says; then what was there before still is.
pub fn replace(disk: &dyn Disk, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
    match replaced(disk, file, bytes) {
        // What was reserved is given up once, and the save is tried once more.
        Err(WorkspaceError::System(_, error))
            if error.kind() == io::ErrorKind::StorageFull && disk.remove(RESERVE).is_ok() =>
        {
            replaced(disk, file, bytes)
        }
        done => done,
    }
}

fn replaced(disk: &dyn Disk, file: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
    let unfinished = format!("{UNFINISHED}{}", &new_name()?[..16]);
    let written = disk
        .create(&unfinished, bytes)
        .and_then(|()| disk.sync_file(&unfinished))
        .and_then(|()| disk.rename(&unfinished, file));
    if let Err(error) = written {
        // What cannot be removed now is swept away later.
        let _ = disk.remove(&unfinished);
        return Err(WorkspaceError::System("it could not be saved", error));
    }
    disk.sync_names().map_err(|error| WorkspaceError::System("it could not be saved for certain", error))
}

/// Puts something aside for a full disk, where there is room.
pub fn reserve(disk: &dyn Disk) {
    let _ = replace(disk, RESERVE, &vec![0; RESERVED]);
}

/// Saves a document as one generation.
///
/// # Errors
/// What the system says.
pub fn save(
    disk: &dyn Disk,
    keys: &Keys,
    (name, kind): (&str, SealedKind),
    generation: u64,
    text: &str,
) -> Result<(), WorkspaceError> {
    replace(disk, &file_of(name, generation), &keys.seal(name, kind, generation, text))
}

/// Loads a document.
///
/// # Errors
/// What the system says; that both its files are damaged, that there is none, or that it is newer.
pub fn load(disk: &dyn Disk, keys: &Keys, name: &str) -> Result<Loaded, WorkspaceError> {
    let (mut whole, mut damaged) = (Vec::new(), false);
    for generation in 0..2 {
        let file = match disk.read(&file_of(name, generation)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(WorkspaceError::System("a file of the workspace cannot be read", error));
            }
        };
        match keys.unseal(name, &file) {
            Ok(document) if document.generation % 2 == generation => whole.push(document),
            Ok(_) | Err(SealFault::NotAuthentic) => damaged = true,
            Err(SealFault::Newer(format)) => return Err(WorkspaceError::Newer(format)),
        }
    }
    match (whole.into_iter().max_by_key(|document| document.generation), damaged) {
        (Some(document), is_repaired) => Ok(Loaded { document, is_repaired }),
        (None, true) => Err(WorkspaceError::Damaged(format!("what is called {name}"))),
        (None, false) => Err(WorkspaceError::Unknown),
    }
}

/// Removes a document.
///
/// # Errors
/// What the system says.
pub fn remove(disk: &dyn Disk, name: &str) -> Result<(), WorkspaceError> {
    for generation in 0..2 {
        match disk.remove(&file_of(name, generation)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(WorkspaceError::System("it could not be removed", error));
            }
            _ => {}
        }
    }
    disk.sync_names().map_err(|error| WorkspaceError::System("it could not be removed for certain", error))
}
