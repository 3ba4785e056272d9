//! The hidden names that a file has before it is whole, and what is left of one whose writing was cut
//! short: it may hold what somebody told, so it is removed when the same folder is written to again.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

const BEGINS: &str = ".safelight-";
const ENDS: &str = ".part";

/// Random letters between them.
const LETTERS: usize = 12;

/// How often a hidden file is opened anew, if another program sweeps it away before it is marked.
const TRIES: usize = 8;

fn names<'n>() -> Builder<'n, 'n> {
    let mut names = Builder::new();
    names.prefix(BEGINS).suffix(ENDS).rand_bytes(LETTERS);
    names
}

/// Opens a file with a hidden name, marked as being in use.
///
/// # Errors
/// Why there is none.
pub fn hidden(folder: &Path) -> io::Result<NamedTempFile> {
    for _ in 0..TRIES {
        let hidden = names().tempfile_in(folder)?;
        mark_as_used(hidden.as_file());
        if fs::symlink_metadata(hidden.path()).is_ok() {
            return Ok(hidden);
        }
    }
    Err(io::Error::other("another program removes every file that is begun here"))
}

/// Gives a file that has no name a hidden one, marked as being in use.
///
/// # Errors
/// Why it has none.
#[cfg(target_os = "linux")]
pub fn named(
    folder: &Path,
    file: File,
    give_name: impl Fn(&File, &Path) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    mark_as_used(&file);
    let named = names().make_in(folder, |path| give_name(&file, path))?;
    let (_, path) = named.into_parts();
    Ok(NamedTempFile::from_parts(file, path))
}

/// A lock on a file ends with the program that holds it, however that ends; so an unlocked file is one
/// that nobody writes any more. A file system without locks keeps what is left over.
fn mark_as_used(file: &File) {
    let _ = file.try_lock();
}

/// Removes what is left over in a folder: only files of ours, of this user, that nobody writes. What
/// cannot be looked at stays; it is no reason not to write.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| is_our_name(&entry.file_name())) {
        let path = entry.path();
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && is_own(&found))
            && is_unused(&path)
        {
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_our_name(name: &OsStr) -> bool {
    let letters = name.to_str().and_then(|name| name.strip_prefix(BEGINS)?.strip_suffix(ENDS));
    letters.is_some_and(|letters| {
        letters.len() == LETTERS && letters.bytes().all(|letter| letter.is_ascii_alphanumeric())
    })
}

#[cfg(unix)]
fn is_own(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.uid() == rustix::process::geteuid().as_raw()
}

/// The system does not let one user remove what is another's.
#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}

fn is_unused(path: &Path) -> bool {
    OpenOptions::new().read(true).write(true).open(path).is_ok_and(|file| file.try_lock().is_ok())
}
