//! Turns what was named on the command line into documents: a file, the id of something built in, or
//! a folder, which stands for every `.toml` file below it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

/// How deep folders are looked through.
const DEEPEST: usize = 16;

/// Returns the names of everything that is meant, in order, and why some of it is not there.
pub fn names(given: &[PathBuf]) -> (Vec<String>, Vec<anyhow::Error>) {
    let (mut names, mut errors) = (Vec::new(), Vec::new());
    for path in given {
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
    if folder.is_file() {
        bail!("{} is a file; name the folder in which such files lie", folder.display());
    }
    let entries = fs::read_dir(folder)
        .map_err(|error| anyhow!("cannot look into the folder {}: {error}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)))
        .collect();
    found.sort();
    Ok(found)
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
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => bail!("cannot look into the folder {}: {error}", folder.display()),
    };
    for entry in entries.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if kind.is_dir() && !hidden && depth < DEEPEST {
            walk(&path, depth + 1, found)?;
        } else if !kind.is_dir() && path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path.display().to_string());
        }
    }
    Ok(())
}
