//! What a workspace can say when it does not do what was asked, each with an exit code of its own where a script
//! has to tell it from the others. None repeats anything that was said.

use std::fmt;
use std::io;

use crate::cli::invocation::ExitStatus;

/// Why a workspace did not do what was asked.
#[derive(Debug)]
pub enum WorkspaceError {
    /// There is none at this place.
    NotThere(String),
    /// There is something at this place already.
    AlreadyThere(String),
    /// Another program works in it.
    Locked,
    /// The passphrase does not open it.
    WrongPassphrase,
    /// This was changed or damaged since it was written, and no copy of it is whole.
    Damaged(String),
    /// This is of a newer format, of this number.
    Newer(u64),
    /// Nothing of that name is in it.
    Unknown,
    /// Several have that name or case reference: how each is called, with its day.
    Several(Vec<String>),
    /// The system did not do this.
    System(&'static str, io::Error),
}

impl WorkspaceError {
    /// Returns how the program ends because of it.
    pub fn status(&self) -> ExitStatus {
        match self {
            WorkspaceError::Locked => ExitStatus::Locked,
            WorkspaceError::Damaged(_) => ExitStatus::Damaged,
            WorkspaceError::Newer(_) => ExitStatus::NewerFormat,
            WorkspaceError::WrongPassphrase => ExitStatus::WrongPassphrase,
            _ => ExitStatus::Failed,
        }
    }
}

impl fmt::Display for WorkspaceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorkspaceError::NotThere(place) => {
                write!(out, "there is no workspace in {place}; `safelight records init` makes one")
            }
            WorkspaceError::AlreadyThere(place) => {
                write!(out, "{place} holds something already; name a folder that is new or empty with --workspace")
            }
            WorkspaceError::Locked => {
                out.write_str("the workspace is in use by another window of this program; end that one first")
            }
            WorkspaceError::WrongPassphrase => out.write_str(
                "the passphrase does not open the workspace; nothing was changed. Capital letters count, and the \
                 keyboard may be set to another language",
            ),
            WorkspaceError::Damaged(what) => write!(
                out,
                "{what} is damaged, or was changed since it was written; nothing was touched. Put back a copy of the \
                 workspace folder, if there is one"
            ),
            WorkspaceError::Newer(format) => write!(
                out,
                "this was written by a newer version (format {format}) and was not changed; open it with that version"
            ),
            WorkspaceError::Unknown => {
                out.write_str("nothing of that name is in the workspace; `safelight records list` tells what is")
            }
            WorkspaceError::Several(names) => {
                write!(
                    out,
                    "several screenings are called so; name one by the first letters of its own name: {}",
                    names.join(", ")
                )
            }
            WorkspaceError::System(what, error) => write!(out, "{what}: {}", plain(error)),
        }
    }
}

/// The kinds of failure that somebody can do something about, in plain words.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; remove something else from it".to_owned()
        }
        io::ErrorKind::FileTooLarge => "the system allows no larger file".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        io::ErrorKind::NotFound => "the folder is not there any more".to_owned(),
        _ => error.to_string(),
    }
}

impl std::error::Error for WorkspaceError {}
