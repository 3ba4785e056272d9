//! Saving and loading one document, which lies in two files of the same bytes. Each is a whole new file, which is on
//! the disk before it takes the place of an older one, and the second takes its place only once the first is certain.
//! So whatever fails, and whenever the power does, what was said to be saved is there; one damaged file costs
//! nothing, and what was taken back is in neither. Between the two they are of two generations, of which the newer
//! counts. That the second is in its place is certain with the next save, or once it is settled. What never changes
//! in a document is beside it, in two files of its own. Nothing here knows what is in a file.

use std::io;

use zeroize::Zeroizing;

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
    /// What is beside it.
    pub beside: Option<Zeroizing<String>>,
    /// Whether one of its two files was damaged, and the other had to do.
    pub is_repaired: bool,
    /// Whether one of the two files beside it was damaged or not there.
    pub is_repaired_beside: bool,
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

/// What the names of the two files of a document end in.
const OWN: [&str; 2] = [".0.age", ".1.age"];
/// And of the two that are beside it.
const BESIDE: [&str; 2] = [".2.age", ".3.age"];

/// Returns the names of the two files of a document.
pub fn files_of(name: &str) -> [String; 2] {
    OWN.map(|end| format!("{name}{end}"))
}

/// Returns the name of the document that a file is of; nothing if it is none of ours.
pub fn document_of(file: &str) -> Option<&str> {
    let name = [OWN, BESIDE].as_flattened().iter().find_map(|end| file.strip_suffix(end))?;
    (name.len() == LETTERS && name.bytes().all(|letter| ALPHABET.contains(&letter))).then_some(name)
}

/// Returns the names of the documents that these files are of, each once; those of which there is only what should
/// be beside them are others.
pub fn documents_of(files: &[String]) -> (Vec<&str>, Vec<&str>) {
    let mut names: Vec<&str> = files.iter().filter_map(|file| document_of(file)).collect();
    names.dedup();
    let has_own = |name: &&str| files_of(name).iter().any(|own| files.contains(own));
    names.into_iter().partition(has_own)
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
    replace_each(disk, &[file.to_owned()], bytes).map_err(|(_, why)| why)
}

/// Makes certain that all that was saved is in its place.
///
/// # Errors
/// What the system says.
pub fn settle(disk: &dyn Disk) -> Result<(), WorkspaceError> {
    disk.sync_names().map_err(|error| WorkspaceError::System("it could not be saved for certain", error))
}

/// Saves the same bytes in files, one after the other, each whole and in place of what had its name. All are on the
/// disk before the first takes its place, and that is certain before the others take theirs.
///
/// # Errors
/// How many have their place, and what the system says of the next.
fn replace_each(disk: &dyn Disk, files: &[String], bytes: &[u8]) -> Result<(), (usize, WorkspaceError)> {
    match replaced(disk, files, bytes) {
        // What was reserved is given up once, and the save is tried once more.
        Err((done, WorkspaceError::System(_, error)))
            if error.kind() == io::ErrorKind::StorageFull && disk.remove(RESERVE).is_ok() =>
        {
            replaced(disk, &files[done..], bytes).map_err(|(more, why)| (done + more, why))
        }
        done => done,
    }
}

fn replaced(disk: &dyn Disk, files: &[String], bytes: &[u8]) -> Result<(), (usize, WorkspaceError)> {
    let mut unfinished = Vec::new();
    for _ in files {
        unfinished.push(format!("{UNFINISHED}{}", &new_name().map_err(|why| (0, why))?[..16]));
    }
    let written = || -> io::Result<()> {
        for name in &unfinished {
            disk.create(name, bytes)?;
        }
        disk.sync_files(&unfinished)
    };
    let mut done = 0;
    let mut placed = || -> Result<(), WorkspaceError> {
        written().map_err(|error| WorkspaceError::System("it could not be saved", error))?;
        for (name, file) in unfinished.iter().zip(files) {
            let renamed = disk.rename(name, file);
            renamed.map_err(|error| WorkspaceError::System("it could not be saved", error))?;
            if done == 0 {
                settle(disk)?;
            }
            done += 1;
        }
        Ok(())
    };
    placed().map_err(|why| {
        // What cannot be removed now is swept away later.
        for name in &unfinished[done..] {
            let _ = disk.remove(name);
        }
        (done, why)
    })
}

/// Puts something aside for a full disk, where there is room.
pub fn reserve(disk: &dyn Disk) {
    let _ = replace(disk, RESERVE, &vec![0; RESERVED]);
}

/// Saves a document as its next generation, twice: nothing is left that remembers what was before. It is sealed once:
/// a second seal over the same would tell nobody anything more, and takes as long. The generation counts on where
/// it was saved at least once.
///
/// # Errors
/// What the system says.
pub fn save(
    disk: &dyn Disk,
    keys: &Keys,
    (name, kind): (&str, SealedKind),
    generation: &mut u64,
    text: &str,
) -> Result<(), WorkspaceError> {
    let saved = replace_each(disk, &files_of(name), &keys.seal(name, kind, *generation, text));
    *generation += u64::from(!matches!(saved, Err((0, _))));
    saved.map_err(|(_, why)| why)
}

/// Saves what never changes in a document beside it, twice, for certain.
///
/// # Errors
/// What the system says.
pub fn save_beside(disk: &dyn Disk, keys: &Keys, name: &str, text: &str) -> Result<(), WorkspaceError> {
    let sealed = keys.seal(name, SealedKind::Beside, 0, text);
    replace_each(disk, &files_beside(name), &sealed).map_err(|(_, why)| why)?;
    settle(disk)
}

fn files_beside(name: &str) -> [String; 2] {
    BESIDE.map(|end| format!("{name}{end}"))
}

/// Loads a document, and what is beside it.
///
/// # Errors
/// What the system says; that both files of it are damaged, that there is none, or that it is newer.
pub fn load(disk: &dyn Disk, keys: &Keys, name: &str) -> Result<Loaded, WorkspaceError> {
    let is_own = |kind| kind != SealedKind::Beside;
    let (whole, is_repaired) = unsealed(disk, keys, (name, files_of(name)), is_own)?;
    let damaged = || WorkspaceError::Damaged(format!("what is called {name}"));
    let Some(document) = whole.into_iter().max_by_key(|document| document.generation) else {
        return Err(if is_repaired { damaged() } else { WorkspaceError::Unknown });
    };
    if document.kind != SealedKind::Draft {
        return Ok(Loaded { document, beside: None, is_repaired, is_repaired_beside: false });
    }
    let (mut beside, _) = unsealed(disk, keys, (name, files_beside(name)), |kind| !is_own(kind))?;
    let is_repaired_beside = beside.len() < 2;
    let beside = Some(beside.pop().ok_or_else(damaged)?.text);
    Ok(Loaded { document, beside, is_repaired, is_repaired_beside })
}

/// Reads those of the files of a name that are there, each of which has to be of a kind that belongs there. Returns
/// what is whole, and whether one is damaged.
fn unsealed(
    disk: &dyn Disk,
    keys: &Keys,
    (name, files): (&str, [String; 2]),
    belongs: impl Fn(SealedKind) -> bool,
) -> Result<(Vec<Unsealed>, bool), WorkspaceError> {
    let (mut whole, mut damaged) = (Vec::new(), false);
    for file in files {
        let file = match disk.read(&file) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(WorkspaceError::System("a file of the workspace cannot be read", error));
            }
        };
        match keys.unseal(name, &file) {
            Ok(one) if belongs(one.kind) => whole.push(one),
            Ok(_) | Err(SealFault::NotAuthentic) => damaged = true,
            Err(SealFault::Newer(format)) => return Err(WorkspaceError::Newer(format)),
        }
    }
    Ok((whole, damaged))
}

/// Removes a document.
///
/// # Errors
/// What the system says.
pub fn remove(disk: &dyn Disk, name: &str) -> Result<(), WorkspaceError> {
    // First what cannot do without the rest: the rest alone is swept away later.
    for file in files_of(name).into_iter().chain(files_beside(name)) {
        match disk.remove(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(WorkspaceError::System("it could not be removed", error));
            }
            _ => {}
        }
    }
    disk.sync_names().map_err(|error| WorkspaceError::System("it could not be removed for certain", error))
}
