//! Turns what was named on the command line into documents: a file, the id of something built in, or
//! a folder, which stands for every `.toml` file below it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::files;

/// How deep folders are looked through.
const DEEPEST: usize = 16;

/// Returns the names of everything that is meant, in order, and why some of it is not there.
pub fn names(given: &[PathBuf]) -> (Vec<String>, Vec<anyhow::Error>) {
    let (mut names, mut errors) = (Vec::new(), Vec::new());
    for path in given {
        let path = &files::from_home(path);
        if !path.is_dir() {
            names.push(path.display().to_string());
            continue;
        }
        match in_folder(path) {
            Ok(found) => names.extend(found),
            Err(error) => errors.push(error),
        }
    }
    (names, errors)
}

/// Returns the files of a folder with one ending, in order; folders in it are not looked into.
///
/// # Errors
/// Why the folder cannot be looked into.
pub fn with_ending(folder: &Path, wanted: &str) -> Result<Vec<PathBuf>> {
    let folder = &files::from_home(folder);
    if folder.is_file() {
        bail!("{} is a file; name the folder in which such files lie", folder.display());
    }
    let entries = fs::read_dir(folder).map_err(|error| cannot_look_into(folder, &error))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| cannot_look_into(folder, &error))?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn cannot_look_into(folder: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("cannot look into the folder {}: {error}", files::shown(folder))
}

fn in_folder(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    walk(folder, 0, &mut found)?;
    if found.is_empty() {
        bail!("{} is a folder without a .toml file in it", folder.display());
    }
    found.sort();
    Ok(found)
}

/// Collects the documents below a folder. Hidden folders and links to folders are left out.
fn walk(folder: &Path, depth: usize, found: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| cannot_look_into(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| cannot_look_into(folder, &error))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| cannot_look_into(&path, &error))?;
        if kind.is_dir() && !hidden {
            if depth == DEEPEST {
                bail!("{}: folders lie too deep here; name this one itself", files::shown(&path));
            }
            walk(&path, depth + 1, found)?;
        } else if !kind.is_dir() && path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path.display().to_string());
        }
    }
    Ok(())
}
