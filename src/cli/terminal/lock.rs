//! What a screen that hid itself needs to be shown again, where there is a workspace: its passphrase. What is typed is
//! never shown, not even how much. What was half typed before is sealed meanwhile.

use std::rc::Rc;

use age::secrecy::SecretString;
use safelight::export::Options;
use zeroize::Zeroizing;

use super::frame::{Frame, ScreenRow, Size};
use super::key::KeyPress;
use super::turn_rows;
use crate::cli::asking::ScreenKey;

/// Whether the screen is locked.
#[derive(Default)]
pub struct ScreenLock {
    key: Option<Rc<dyn ScreenKey>>,
    is_closed: bool,
}

/// What is typed to open it.
#[derive(Default)]
pub struct PassphraseEntry {
    typed: Zeroizing<String>,
    remark: Option<&'static str>,
}

/// What came of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Tried {
    /// Nothing yet.
    Typing,
    /// The screen is open.
    Open,
    /// It stays hidden.
    Left,
}

impl ScreenLock {
    /// Sets what opens it.
    pub fn opened_by(&mut self, key: Rc<dyn ScreenKey>) {
        self.key = Some(key);
    }

    /// Returns what opens it.
    pub fn key(&self) -> Option<&dyn ScreenKey> {
        self.key.as_deref()
    }

    /// Nobody pressed a key for a long time, or the screen was not ours for a while. Returns whether it is closed now.
    pub fn close(&mut self) -> bool {
        self.is_closed = self.key.is_some();
        self.is_closed
    }

    /// Returns whether the passphrase is needed to see anything.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Does what a key means. Before a passphrase is tried, which takes a moment, nothing else can be done.
    pub fn press(&mut self, entry: &mut PassphraseEntry, key: &KeyPress) -> Tried {
        entry.remark = None;
        match key {
            KeyPress::Char(letter) => entry.typed.push(*letter),
            KeyPress::Paste(text) => entry.typed.push_str(text.trim_end_matches('\n')),
            KeyPress::Backspace => drop(entry.typed.pop()),
            KeyPress::Clear => entry.typed.clear(),
            KeyPress::Esc => return Tried::Left,
            KeyPress::Enter | KeyPress::LineBreak if !entry.typed.is_empty() => {
                let typed = SecretString::from(std::mem::take(&mut *entry.typed));
                self.is_closed = self.key.as_ref().is_some_and(|key| !key.opens(&typed));
                if !self.is_closed {
                    return Tried::Open;
                }
                entry.remark = Some("That does not open it. Capital letters count.");
            }
            _ => {}
        }
        Tried::Typing
    }
}

impl PassphraseEntry {
    /// Returns what is on the screen meanwhile.
    pub fn frame(&self, size: Size) -> Frame {
        let width = turn_rows::measure(size.columns).min(Options::PAPER.width);
        let mut rows =
            turn_rows::wrapped("Passphrase, then Enter. Nothing that you type is shown.", width, "", "");
        let cursor = (rows.len() + 1, 0);
        let remark = self.remark.into_iter().flat_map(|remark| turn_rows::wrapped(remark, width, "* ", "  "));
        let foot: Vec<ScreenRow> = remark.chain(turn_rows::wrapped("Esc hide", width, "", "")).collect();
        rows.resize(size.rows.saturating_sub(foot.len()).max(cursor.0 + 1), ScreenRow::default());
        rows.extend(foot);
        rows.truncate(size.rows);
        Frame { rows, cursor: (cursor.0.min(size.rows.saturating_sub(1)), 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::secrecy::ExposeSecret;

    struct Moss;

    impl ScreenKey for Moss {
        fn opens(&self, passphrase: &SecretString) -> bool {
            passphrase.expose_secret() == "moss"
        }

        fn forget(&self) {}

        fn seal(&self, text: &str) -> Vec<u8> {
            text.bytes().rev().collect()
        }

        fn unsealed(&self, sealed: &[u8]) -> Option<Zeroizing<String>> {
            String::from_utf8(sealed.iter().rev().copied().collect()).ok().map(Zeroizing::new)
        }
    }

    fn typed(lock: &mut ScreenLock, entry: &mut PassphraseEntry, words: &str) -> Tried {
        words
            .chars()
            .for_each(|letter| assert_eq!(lock.press(entry, &KeyPress::Char(letter)), Tried::Typing));
        lock.press(entry, &KeyPress::Enter)
    }

    #[test]
    fn only_the_passphrase_opens_it_and_nothing_of_it_is_shown() {
        let mut lock = ScreenLock::default();
        assert!(!lock.close(), "where nothing can open it, it does not lock");
        lock.opened_by(Rc::new(Moss));
        assert!(!lock.is_closed());
        assert!(lock.close());
        let mut entry = PassphraseEntry::default();
        assert_eq!(lock.press(&mut entry, &KeyPress::Enter), Tried::Typing);
        assert_eq!(typed(&mut lock, &mut entry, "Moss"), Tried::Typing);
        assert!(lock.is_closed());
        let shown = |entry: &PassphraseEntry| {
            let frame = entry.frame(Size { rows: 24, columns: 80 });
            frame.rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        assert!(shown(&entry).contains("does not open"));
        lock.press(&mut entry, &KeyPress::Char('m'));
        assert!(!shown(&entry).contains("does not open"));
        assert_eq!(shown(&entry), shown(&PassphraseEntry::default()));
        assert_eq!(lock.press(&mut entry, &KeyPress::Esc), Tried::Left);
        assert!(lock.is_closed());
        assert_eq!(typed(&mut lock, &mut entry, "os"), Tried::Typing);
        assert_eq!(typed(&mut lock, &mut entry, "moss"), Tried::Open);
        assert!(!lock.is_closed());
        for size in [Size { rows: 1, columns: 1 }, Size { rows: 2, columns: 20 }] {
            assert!(entry.frame(size).rows.len() <= size.rows);
        }
    }
}
