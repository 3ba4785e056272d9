//! Pages of their own, outside a conversation: nothing of them stays on the ordinary screen, or above it.

use std::rc::Rc;

use anyhow::{Context, Result};
use jiff::civil::Date;
use safelight::conversation::{Choosing, Dialogue, ListItem, Purpose, Setting};

use super::asking::{self, Asker, ScreenKey};
use super::terminal::TerminalAsker;

/// Shows something on the whole screen until it is over. After so many minutes without a key it hides itself; where a
/// passphrase opens something, only that shows it again.
///
/// # Errors
/// That the terminal cannot be used, or nobody answers any more.
pub fn show(dialogue: &mut dyn Dialogue, idle_minutes: u32, key: Option<Rc<dyn ScreenKey>>) -> Result<()> {
    let mut asker = TerminalAsker::open(idle_minutes).context("the terminal cannot be used")?;
    if let Some(key) = key {
        asker.lock_with(key);
    }
    asking::show(dialogue, &mut asker).map_err(|gone| anyhow::Error::new(gone).context("nothing was changed"))
}

/// Shows a passphrase that was made, which stays on the screen only until it is written down.
///
/// # Errors
/// That somebody left, or nobody answers any more.
pub fn show_once(secret: &str, today: Date, idle_minutes: u32) -> Result<()> {
    let done = vec![ListItem::new("written_down", "It is written down")];
    let mut page = Choosing::new("passphrase", "The passphrase", done, None, setting(today));
    // The secret has a line of its own.
    for line in secret.lines() {
        page = page.tell(line);
    }
    show(&mut page, idle_minutes, None)?;
    page.chosen().map(drop).context("left before it was written down; nothing was made")
}

/// Returns what surrounds such pages: no place, and nothing of a person.
pub fn setting(today: Date) -> Setting<'static> {
    Setting { purpose: Purpose::Screening, today, ..Setting::practice() }
}
