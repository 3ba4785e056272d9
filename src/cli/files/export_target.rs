//! A place for an export.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::{Whereabouts, folder_of, from_home, left_over, shown, whereabouts, whole_file};
use crate::cli::process;

/// A place for an export that was looked at before it is needed.
#[derive(Debug, Clone)]
pub struct ExportTarget {
    /// The file, as it was named, but for a `~`.
    pub path: PathBuf,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
}

impl ExportTarget {
    /// Looks whether a file could be written there, without writing it.
    ///
    /// # Errors
    /// Why it could not, and what to do.
    pub fn try_out(path: &Path, replace: bool) -> Result<Self> {
        let path = from_home(path);
        refuse_a_stray_tilde(&path)?;
        let target = ExportTarget { path, replace };
        target.refuse_what_is_there()?;
        process::make_size_limits_errors();
        left_over::sweep(target.folder());
        whole_file::try_out(target.folder()).map_err(|error| target.cannot_write_here(&error))?;
        Ok(target)
    }

    /// Returns the whole path, for messages: who reads it later knows where to look.
    pub fn whole_path(&self) -> PathBuf {
        // Canonical paths of Windows have a form that people do not know.
        let folder = if cfg!(unix) { fs::canonicalize(self.folder()).ok() } else { None };
        match folder.zip(self.path.file_name()) {
            Some((folder, name)) => folder.join(name),
            None => std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone()),
        }
    }

    /// Returns the whole path in letters that can stand on a screen.
    pub fn shown(&self) -> String {
        shown(&self.whole_path())
    }

    /// Returns what can be seen of the folder that it is in.
    pub fn whereabouts(&self) -> Vec<Whereabouts> {
        whereabouts(self.folder())
    }

    fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    fn refuse_what_is_there(&self) -> Result<()> {
        let shown = shown(&self.path);
        if self.path.file_name().is_none() {
            bail!("{shown} is no file name");
        }
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.cannot_write_here(&error)),
            Ok(there) if there.is_dir() => bail!("{shown} is a folder; name a file in it"),
            Ok(there) if !there.is_file() => bail!("{shown} is not an ordinary file; choose another name"),
            Ok(_) if self.replace => Ok(()),
            Ok(_) => Err(self.is_already_there()),
        }
    }

    fn cannot_write_here(&self, error: &io::Error) -> anyhow::Error {
        anyhow!("cannot write to {}: {error}; choose another folder", shown(self.folder()))
    }

    fn is_already_there(&self) -> anyhow::Error {
        let shown = shown(&self.path);
        anyhow!("{shown} is already there; choose another name, or replace it with --force")
    }

    /// Writes the file, whole or not at all. Where this is no error, the file is there; where it is one,
    /// there is none, and what was there before still is.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn write(&self, bytes: impl AsRef<[u8]>) -> Result<()> {
        self.write_before(bytes.as_ref(), &|_| Ok(()))
    }

    pub(super) fn write_before(&self, bytes: &[u8], before: whole_file::Before<'_>) -> Result<()> {
        self.refuse_what_is_there()?;
        process::make_size_limits_errors();
        left_over::sweep(self.folder());
        whole_file::write(&self.path, self.replace, bytes, before).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => self.is_already_there(),
            _ => anyhow!("cannot write {}: {error}", shown(&self.path)),
        })
    }
}

/// `~/x` was understood before. What is left of the kind would become a file with that name.
fn refuse_a_stray_tilde(path: &Path) -> Result<()> {
    let first = path.components().next().map(|first| first.as_os_str().to_string_lossy());
    let shown = shown(path);
    match first.as_deref() {
        Some("~") => {
            bail!("{shown}: this machine does not say where your home folder is; write the whole path")
        }
        Some(first) if first.starts_with('~') => bail!(
            "{shown}: only ~/ is understood, your own home folder; write the whole path, or ./{shown} for a file of \
             that name here"
        ),
        _ => Ok(()),
    }
}
