//! Files: documents in, exports out. An export is written whole or not at all, readable by its owner
//! only, and never over another file unless that is asked for.
#![expect(clippy::disallowed_methods, reason = "this is where files are read and written")]

mod export_target;
mod left_over;
#[cfg(target_os = "linux")]
mod mounts;
mod place_seen;
#[cfg(test)]
mod tests;
mod whereabouts;
mod whole_file;

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::escaped::{escaped, escaped_lines};
use safelight::source::{NotText, Source};

use super::age_files::is_age_file;
use super::{process, surroundings};
pub use export_target::ExportTarget;
pub use place_seen::Whereabouts;
pub use whereabouts::whereabouts;

/// The width of what is said on an ordinary screen, in columns.
const COLUMNS: usize = 79;

/// Reads a document of ours.
///
/// # Errors
/// Why it could not be read, and what to do.
pub fn read_source(path: &Path) -> Result<Source> {
    let path = from_home(path);
    source_of(&path.display().to_string(), open(&path)?)
}

/// Reads an ordinary file as it is, and no more of it than so many bytes and one.
///
/// # Errors
/// Why it could not be read, and what to do.
pub fn read_bytes(path: &Path, most: usize) -> Result<Vec<u8>> {
    let path = from_home(path);
    let mut bytes = Vec::new();
    open(&path)?
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {}", shown(&path)))?;
    Ok(bytes)
}

fn open(path: &Path) -> Result<fs::File> {
    let shown = shown(path);
    let kind = fs::metadata(path).map_err(|error| cannot_open(path, &error))?;
    if kind.is_dir() {
        bail!("{shown} is a folder; name a file in it");
    }
    if !kind.is_file() {
        bail!("{shown} is not a file but a pipe or a device; name an ordinary file");
    }
    fs::File::open(path).map_err(|error| cannot_open(path, &error))
}

/// Reads a document of ours if it is there.
///
/// # Errors
/// Why it could not be read, or why it cannot be told whether it is there.
pub fn read_if_there(path: &Path) -> Result<Option<Source>> {
    if is_there(path)? { read_source(path).map(Some) } else { Ok(None) }
}

/// A link that leads nowhere is there, which is not what the system says of it.
fn cannot_open(path: &Path, error: &io::Error) -> anyhow::Error {
    let shown = shown(path);
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return match fs::read_link(path) {
            Ok(to) => anyhow!("cannot open {shown}: it is a link to {}: {error}", self::shown(&to)),
            Err(_) => anyhow!("cannot open {shown}: it is a link: {error}"),
        };
    }
    anyhow!("cannot open {shown}: {error}")
}

/// Reads a document from standard input.
///
/// # Errors
/// Why it is not a document of ours.
pub fn standard_input() -> Result<Source> {
    source_of("standard input", io::stdin().lock())
}

/// Reads a document from an open file or pipe, never more than is allowed.
///
/// # Errors
/// Why it is not a document of ours.
fn source_of(name: &str, input: impl Read) -> Result<Source> {
    let mut bytes = Vec::new();
    let most = Source::LARGEST as u64 + 1;
    input.take(most).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    if is_age_file(&bytes) {
        bail!("{name} is encrypted with age; open it first, such as with `age -d -o OPENED {name}`");
    }
    Source::from_bytes(name, bytes).map_err(|error| match error {
        NotText::TooLarge(_) => anyhow!("cannot read {name}: it is larger than 1 MiB"),
        other => anyhow!("cannot read {name}: {other}"),
    })
}

/// Returns the path that is meant by one that was typed or given: `~` at its start is the home folder.
pub fn meant(path: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(below), Some(home)) if below.as_os_str().is_empty() => home.to_owned(),
        (Ok(below), Some(home)) => home.join(below),
        _ => path.to_owned(),
    }
}

/// Returns the path that is meant on this machine.
pub fn from_home(path: &Path) -> PathBuf {
    meant(path, surroundings::home().as_deref())
}

/// Returns whether there is anything at a path, be it a link that leads nowhere. What cannot be looked at
/// is never taken for something that is not there.
///
/// # Errors
/// Why it cannot be told.
pub fn is_there(path: &Path) -> Result<bool> {
    let path = from_home(path);
    match fs::symlink_metadata(&path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => nothing_hides(&path).map(|()| false),
        Err(error) => Err(anyhow!("cannot tell whether {} is there: {error}", shown(&path))),
    }
}

/// Checks that a path leads nowhere because it, or a folder on the way, was never made: not because a link
/// on the way leads nowhere, or something on the way is no folder.
fn nothing_hides(path: &Path) -> Result<()> {
    for folder in path.ancestors().skip(1) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match (fs::symlink_metadata(folder), fs::metadata(folder)) {
            (Ok(_), Ok(found)) if found.is_dir() => return Ok(()),
            (Ok(_), Ok(_)) => bail!("{} is no folder, so nothing can be in it", shown(folder)),
            (Ok(_), Err(error)) => return Err(cannot_open(folder, &error)),
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {}
            (Err(error), _) => return Err(cannot_open(folder, &error)),
        }
    }
    Ok(())
}

/// Returns the folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Returns whether two paths name the same place, also where no file is there yet.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let path = from_home(path);
        Some((fs::canonicalize(folder_of(&path)).ok()?, path.file_name()?.to_owned()))
    };
    one == other || place(one).is_some_and(|place_of_one| place(other) == Some(place_of_one))
}

/// Returns a path in letters that can stand on a screen, in one line.
pub fn shown(path: &Path) -> String {
    escaped(&path.to_string_lossy())
}

/// Writes to standard output for people: nothing in it drives their terminal. Where nobody reads it any
/// more nothing is written, and the command goes on: its exit code is still wanted.
///
/// # Errors
/// When it is full.
pub fn print(text: &str) -> Result<()> {
    print_exactly(escaped_lines(text))
}

/// Says something to whoever runs the program, beside what it writes: on standard error, in lines that break
/// between words. Where nobody reads it, nothing is lost.
pub fn tell(text: &str) {
    let options = textwrap::Options::new(COLUMNS)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let _ = io::stderr().lock().write_all(escaped_lines(&textwrap::fill(text, options)).as_bytes());
}

/// Writes what is no text to standard output: to a file or another program, never to a terminal, which would
/// take it for commands.
///
/// # Errors
/// That it is a terminal, or full.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    if io::stdout().is_terminal() {
        bail!("this is no text for a screen; name a file with --export");
    }
    print_exactly(bytes)
}

/// Writes to standard output for programs, which need every byte as it is.
///
/// # Errors
/// When it is full.
pub fn print_exactly(text: impl AsRef<[u8]>) -> Result<()> {
    process::make_size_limits_errors();
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}
