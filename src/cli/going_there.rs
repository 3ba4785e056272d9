//! Says where a file goes before it is written, if others may come to read it there. On a terminal one chooses;
//! elsewhere a file that was asked for by name is written, and what is seen of its place stands on standard error.

use anyhow::{Result, bail};

use super::files::{self, ExportTarget, Whereabouts};
use super::passphrase::{is_somebody_there, typed_line};

/// What is to become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// It is written as it was asked for.
    AsAsked,
    /// It is encrypted first.
    Encrypted,
}

/// Returns what is seen of a place, a sentence each.
pub fn in_words(seen: &[Whereabouts]) -> String {
    seen.iter().map(Whereabouts::sentence).collect::<Vec<_>>().join(" ")
}

/// Says what is seen of the place of a file, and lets somebody choose who is there.
///
/// # Errors
/// That nothing is to be written.
pub fn told(target: &ExportTarget, is_encrypted: bool) -> Result<Goes> {
    let seen = target.whereabouts();
    if seen.is_empty() {
        return Ok(Goes::AsAsked);
    }
    let place = format!("Where {} goes: {}", target.shown(), in_words(&seen));
    if is_encrypted {
        files::tell(&format!(
            "{place} The file is encrypted; its name, its size and its day can be seen by whoever sees the folder.\n"
        ));
        return Ok(Goes::AsAsked);
    }
    if !is_somebody_there() {
        files::tell(&format!("{place} The file is not encrypted; --encrypt does that.\n"));
        return Ok(Goes::AsAsked);
    }
    files::tell(&format!("{place}\n"));
    loop {
        let typed = typed_line("Write it encrypted (e), as it is (w), or not now (Enter)? ")?;
        match typed.to_lowercase().as_str() {
            "e" => return Ok(Goes::Encrypted),
            "w" => return Ok(Goes::AsAsked),
            "" | "n" => bail!("nothing was written; name a file in another folder"),
            _ => files::tell("Please type e, w, or only Enter.\n"),
        }
    }
}
