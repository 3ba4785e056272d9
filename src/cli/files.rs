//! Files: documents in, exports out. An export is written whole or not at all, readable by its owner
//! only, and never over another file unless that is asked for.
#![expect(clippy::disallowed_methods, reason = "this is where files are read and written")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::document::text::may_be_typed;
use safelight::source::{NotText, Source};

/// Reads a document of ours.
///
/// # Errors
/// Why it could not be read, and what to do.
pub fn read_source(path: &Path) -> Result<Source> {
    let name = path.display().to_string();
    let kind = fs::metadata(path).with_context(|| format!("cannot open {name}"))?;
    if kind.is_dir() {
        bail!("{name} is a folder; name a file in it");
    }
    if !kind.is_file() {
        bail!("{name} is not a file");
    }
    let file = fs::File::open(path).with_context(|| format!("cannot open {name}"))?;
    source_of(&name, file)
}

/// Reads a document from standard input.
///
/// # Errors
/// Why it is not a document of ours.
pub fn standard_input() -> Result<Source> {
    source_of("standard input", std::io::stdin().lock())
}

/// Reads a document from an open file or pipe, never more than is allowed.
///
/// # Errors
/// Why it is not a document of ours.
fn source_of(name: &str, input: impl Read) -> Result<Source> {
    let mut bytes = Vec::new();
    let most = Source::LARGEST as u64 + 1;
    input.take(most).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    Source::from_bytes(name, bytes).map_err(|error| match error {
        NotText::TooLarge(_) => anyhow!("cannot read {name}: it is larger than 1 MiB"),
        other => anyhow!("cannot read {name}: {other}"),
    })
}

/// A place for an export that was looked at before it is needed.
#[derive(Debug, Clone)]
pub struct Target {
    /// The file.
    pub path: PathBuf,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
}

impl Target {
    /// Looks whether a file could be written there, without writing it.
    ///
    /// # Errors
    /// Why it could not, and what to do.
    pub fn try_out(path: &Path, replace: bool) -> Result<Self> {
        let target = Target { path: path.to_owned(), replace };
        target.refuse_what_is_there()?;
        tempfile::Builder::new().prefix(".").tempfile_in(target.folder()).map(drop).map_err(|error| {
            anyhow!("cannot write to {}: {error}; choose another folder", target.folder().display())
        })?;
        Ok(target)
    }

    fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    fn refuse_what_is_there(&self) -> Result<()> {
        let shown = self.path.display();
        if self.path.file_name().is_none() {
            bail!("{shown} is no file name");
        }
        match fs::symlink_metadata(&self.path) {
            Err(_) => Ok(()),
            Ok(there) if there.is_dir() => bail!("{shown} is a folder; name a file in it"),
            Ok(there) if !there.is_file() => bail!("{shown} is not an ordinary file; choose another name"),
            Ok(_) if self.replace => Ok(()),
            Ok(_) => bail!("{shown} is already there; choose another name, or replace it with --force"),
        }
    }

    /// Writes the file: first beside it under another name, then to the disk, then into place.
    ///
    /// # Errors
    /// Why it could not be written; nothing is left half written.
    pub fn write(&self, text: &str) -> Result<()> {
        self.refuse_what_is_there()?;
        let shown = self.path.display();
        let failed = || format!("cannot write {shown}");
        let mut file =
            tempfile::Builder::new().prefix(".").tempfile_in(self.folder()).with_context(failed)?;
        file.write_all(text.as_bytes()).with_context(failed)?;
        file.as_file().sync_all().with_context(failed)?;
        let persisted = if self.replace {
            file.persist(&self.path).map(drop).map_err(|error| error.error)
        } else {
            file.persist_noclobber(&self.path).map(drop).map_err(|error| error.error)
        };
        persisted.with_context(failed)?;
        #[cfg(unix)]
        fs::File::open(self.folder()).and_then(|folder| folder.sync_all()).with_context(failed)?;
        Ok(())
    }
}

/// Returns whether two paths name the same place, also where no file is there yet.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some((fs::canonicalize(folder).ok()?, path.file_name()?.to_owned()))
    };
    one == other || place(one).is_some_and(|place_of_one| place(other) == Some(place_of_one))
}

/// Returns a message in which nothing drives a terminal: a file's name and the keys of a document are
/// repeated in messages, and anything can stand in them.
pub fn harmless(message: &str) -> String {
    message.chars().filter(|character| *character == '\n' || may_be_typed(*character)).collect()
}

/// Writes to standard output.
///
/// # Errors
/// When it is closed or full.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("cannot write to standard output")
}
