//! Writes a file whole or not at all.
//!
//! Where the system can (Linux, on most file systems), the file has no name until it is whole and on the
//! disk: whatever ends the program before leaves nothing behind. Elsewhere it has a hidden name meanwhile,
//! and so it has for the moment in which it replaces another file; what is left of that is swept away (see
//! [`super::left_over`]). Once the file has its own name it is there, and nothing that fails after that
//! is an error: nobody may be told that nothing was kept while a file lies open to everybody.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{folder_of, left_over};

/// A step of writing a file. Each can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteStep {
    /// A file without a name is opened.
    OpenUnnamed,
    /// A file with a hidden name is opened, because there is none without.
    OpenHidden,
    /// A piece of the text is written.
    Write,
    /// What was written goes to the disk.
    Sync,
    /// The file gets its name.
    Place,
    /// The system says whether it has it. A server may have done it and then lose its answer.
    Answer,
    /// The folder is opened, so that it can be told to keep the name.
    OpenFolder,
    /// The folder is told to keep the name.
    SyncFolder,
}

/// What is called before each step. It does nothing outside of tests, where it makes the step fail.
pub type Before<'b> = &'b dyn Fn(WriteStep) -> io::Result<()>;

/// How much is written at once.
const PIECE: usize = 64 * 1024;

/// Writes a file. Only where it may replace another one does it.
///
/// # Errors
/// Why there is no such file now. It is there whenever this returns none.
pub fn write(path: &Path, replace: bool, text: &[u8], before: Before<'_>) -> io::Result<()> {
    let folder = folder_of(path);
    let attempt = |draft: UnplacedFile| draft.fill(text, before)?.place(path, replace, before);
    let unnamed = before(WriteStep::OpenUnnamed).and_then(|()| UnplacedFile::unnamed(folder)).map(&attempt);
    match unnamed {
        Ok(Ok(())) => {}
        Ok(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        // Some file systems know files without a name but give them none later.
        Ok(Err(_)) | Err(_) => attempt(UnplacedFile::hidden(folder, before)?)?,
    }
    let _ = keep_name(folder, before);
    Ok(())
}

/// Looks whether a file could be written in a folder; nothing is left of it.
///
/// # Errors
/// Why not.
pub fn try_out(folder: &Path) -> io::Result<()> {
    match UnplacedFile::unnamed(folder) {
        Ok(_) => Ok(()),
        Err(_) => UnplacedFile::hidden(folder, &|_| Ok(())).map(drop),
    }
}

/// A file that is not in its place yet. It is gone when it is dropped.
enum UnplacedFile {
    #[cfg(target_os = "linux")]
    Unnamed(File),
    Hidden(NamedTempFile),
}

impl UnplacedFile {
    #[cfg(target_os = "linux")]
    fn unnamed(folder: &Path) -> io::Result<UnplacedFile> {
        use rustix::fs::{CWD, Mode, OFlags, openat};
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        let file = File::from(openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR)?);
        // It gets its name through this path, which is not there on every machine.
        rustix::fs::lstat(path_of_unnamed(&file))?;
        Ok(UnplacedFile::Unnamed(file))
    }

    #[cfg(not(target_os = "linux"))]
    fn unnamed(_: &Path) -> io::Result<UnplacedFile> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn hidden(folder: &Path, before: Before<'_>) -> io::Result<UnplacedFile> {
        before(WriteStep::OpenHidden)?;
        left_over::hidden(folder).map(UnplacedFile::Hidden)
    }

    fn file(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            UnplacedFile::Unnamed(file) => file,
            UnplacedFile::Hidden(hidden) => hidden.as_file_mut(),
        }
    }

    /// Writes the text, and to the disk.
    fn fill(mut self, text: &[u8], before: Before<'_>) -> io::Result<UnplacedFile> {
        match filled(self.file(), text, before) {
            Ok(()) => Ok(self),
            Err(error) => Err(self.thrown_away(error)),
        }
    }

    /// Empties the file before its name is removed: then nothing of it can be read even where the name
    /// stays. Returns what is to be said.
    fn thrown_away(mut self, error: io::Error) -> io::Error {
        let emptied = self.file().set_len(0).is_ok();
        match self {
            #[cfg(target_os = "linux")]
            UnplacedFile::Unnamed(_) => error,
            UnplacedFile::Hidden(hidden) => {
                let shown = super::shown(hidden.path());
                if hidden.close().is_ok() || emptied {
                    return error;
                }
                io::Error::other(format!("{error}; part of it is left in {shown}: remove that file"))
            }
        }
    }

    /// Gives the file its name. What the system says of it is not enough: the file itself tells.
    fn place(mut self, path: &Path, replace: bool, before: Before<'_>) -> io::Result<()> {
        let own = identity(self.file().metadata());
        match self.moved(path, replace, before) {
            Err(_) if own.is_some() && own == identity(fs::symlink_metadata(path)) => Ok(()),
            Err(Failed { draft: Some(draft), error }) => Err(draft.thrown_away(error)),
            Err(Failed { draft: None, error }) => Err(error),
            Ok(()) => Ok(()),
        }
    }

    fn moved(self, path: &Path, replace: bool, before: Before<'_>) -> Result<(), Failed> {
        before(WriteStep::Place)?;
        let hidden = match self {
            #[cfg(target_os = "linux")]
            UnplacedFile::Unnamed(file) if !replace => {
                give_name(&file, path)?;
                return Ok(before(WriteStep::Answer)?);
            }
            #[cfg(target_os = "linux")]
            UnplacedFile::Unnamed(file) => left_over::named(folder_of(path), file, give_name)?,
            UnplacedFile::Hidden(hidden) => hidden,
        };
        let moved = if replace { hidden.persist(path) } else { hidden.persist_noclobber(path) };
        moved.map_err(|failed| Failed {
            draft: Some(UnplacedFile::Hidden(failed.file)),
            error: failed.error,
        })?;
        Ok(before(WriteStep::Answer)?)
    }
}

/// A file that got no name, as far as the system says, and why.
struct Failed {
    /// What is to be thrown away, unless it got its name after all.
    draft: Option<UnplacedFile>,
    error: io::Error,
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Failed { draft: None, error }
    }
}

/// Which file it is, whatever it is called: its device, and its number there.
#[cfg(unix)]
fn identity(found: io::Result<Metadata>) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    found.ok().map(|found| (found.dev(), found.ino()))
}

/// This system does not tell, and moves a file or does not.
#[cfg(not(unix))]
fn identity(_: io::Result<Metadata>) -> Option<(u64, u64)> {
    None
}

fn filled(file: &mut File, text: &[u8], before: Before<'_>) -> io::Result<()> {
    for piece in text.chunks(PIECE) {
        before(WriteStep::Write)?;
        file.write_all(piece)?;
    }
    before(WriteStep::Sync)?;
    file.sync_all()
}

#[cfg(target_os = "linux")]
fn path_of_unnamed(file: &File) -> String {
    use std::os::fd::AsRawFd;
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// Gives a file without a name one that nothing has yet.
#[cfg(target_os = "linux")]
fn give_name(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    Ok(linkat(CWD, path_of_unnamed(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

/// Asks the disk to keep the name even if the machine stops now. A folder that may be written but not
/// read cannot be asked.
#[cfg(unix)]
fn keep_name(folder: &Path, before: Before<'_>) -> io::Result<()> {
    before(WriteStep::OpenFolder)?;
    let folder = File::open(folder)?;
    before(WriteStep::SyncFolder)?;
    folder.sync_all()
}

/// This system cannot be asked.
#[cfg(not(unix))]
fn keep_name(_: &Path, before: Before<'_>) -> io::Result<()> {
    before(WriteStep::OpenFolder)?;
    before(WriteStep::SyncFolder)
}
