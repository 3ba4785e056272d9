//! Where a copy goes that is named on the summary. If others may come to read it there, one page says so and offers
//! to encrypt it; a passphrase that is made for it is shown on another, before anything is written.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use safelight::conversation::{ChoiceId, Choosing, ListItem, Setting, lead};

use super::{Asker, Gone};
use crate::cli::encryption::{Lock, encrypted_name, is_encrypted};
use crate::cli::files::{self, ExportTarget};
use crate::cli::going_there::in_words;
use crate::cli::output::by_ending;
use crate::cli::passphrase;

/// Where a copy goes.
pub enum CopyPlace {
    /// To this file, and who can open it, if it is encrypted.
    File(PathBuf, Option<Lock>),
    /// Nowhere, and why.
    Nowhere(String),
}

/// Where and how a copy is to be written, as far as that was typed.
pub struct NamedCopy<'n> {
    /// The name.
    pub name: &'n Path,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
    /// Who can open it, if that was said before the talk.
    pub lock: Option<Lock>,
}

/// Lets somebody decide where a copy goes, as far as there is something to decide.
///
/// # Errors
/// When nobody answers any more.
pub fn place(named: NamedCopy<'_>, setting: Setting<'_>, asker: &mut dyn Asker) -> Result<CopyPlace, Gone> {
    let name = named.name;
    if is_encrypted(name) {
        return locked(named, setting, asker);
    }
    // What is wrong with the name is said when it is written.
    let target = ExportTarget::try_out(name, named.replace).ok().filter(|_| by_ending(name).is_ok());
    let seen = target.map(|target| target.whereabouts()).unwrap_or_default();
    if seen.is_empty() {
        return Ok(CopyPlace::File(name.to_owned(), None));
    }
    let seen = in_words(&seen);
    if !passphrase::is_somebody_there() {
        files::tell(&format!("Where {} goes: {seen} The file is not encrypted.\n", files::shown(name)));
        return Ok(CopyPlace::File(name.to_owned(), None));
    }
    let items = [
        ("encrypted", "Save it encrypted: only whoever has the passphrase can read it"),
        ("elsewhere", "Not there: choose another place"),
        ("open", "Save it there as it is"),
    ];
    let told = format!("{seen} What is encrypted can lie there, and nobody reads it; its name can be seen.");
    match chosen("copy_place", "Where the copy goes", &items, &told, setting, asker)? {
        Some(id) if id.as_str() == "encrypted" => locked(named, setting, asker),
        Some(id) if id.as_str() == "open" => Ok(CopyPlace::File(name.to_owned(), None)),
        _ => Ok(CopyPlace::Nowhere("you chose another place".to_owned())),
    }
}

/// Returns the place of an encrypted copy. Where nobody said who can open it, a passphrase is made and shown.
fn locked(named: NamedCopy<'_>, setting: Setting<'_>, asker: &mut dyn Asker) -> Result<CopyPlace, Gone> {
    let file = encrypted_name(named.name);
    if let Some(lock) = named.lock {
        return Ok(CopyPlace::File(file, Some(lock)));
    }
    let made = match passphrase::made() {
        Ok(made) => made,
        Err(why) => return Ok(CopyPlace::Nowhere(why.to_string())),
    };
    let items = [("written", "I wrote it down: save the file"), ("nothing", "Save nothing")];
    let told = format!(
        "The passphrase is: {}\nWrite it down on paper now, and keep it where nobody finds it beside this computer. It \
         is shown this once. Without it nobody can open the file, also not you.",
        *made
    );
    let chosen = match chosen("passphrase", "A passphrase for the file", &items, &told, setting, asker) {
        // It cannot be shown again: a second one would look the same, and open another file.
        Err(Gone::Locked) => return Ok(CopyPlace::Nowhere(LOCKED_MEANWHILE.to_owned())),
        chosen => chosen?,
    };
    match chosen {
        Some(id) if id.as_str() == "written" => {
            Ok(CopyPlace::File(file, Some(Lock::Passphrase(SecretString::from(made.to_string())))))
        }
        _ => Ok(CopyPlace::Nowhere("you chose to save nothing".to_owned())),
    }
}

/// Why nothing is saved where the screen locked itself on the page of a passphrase.
const LOCKED_MEANWHILE: &str = "the screen locked itself before the file was saved; a passphrase that you wrote down for \
    it opens nothing";

fn chosen(
    page: &'static str,
    heading: &str,
    items: &[(&'static str, &str)],
    told: &str,
    setting: Setting<'_>,
    asker: &mut dyn Asker,
) -> Result<Option<ChoiceId>, Gone> {
    let items = items.iter().map(|(id, label)| ListItem::new(ChoiceId::of(id), *label)).collect();
    let choosing = Choosing::new(page, heading, items, None, setting).back(true);
    let mut choosing = told.lines().fold(choosing, Choosing::tell);
    lead(&mut choosing, |turn, refused| asker.ask(turn, refused))?;
    Ok(choosing.chosen())
}
