//! What keys mean that came together. A hand types one key, or a few that are the same; more than that is a
//! paste without its marks, a sequence of a broken terminal, or an arm on the keyboard, and gives no
//! answer. Of such a burst only hiding is taken: that loses nothing.

use safelight::conversation::Reply;

use super::super::key::KeyPress;
use super::{KeyOutcome, View};
use safelight::digits::value;

/// The most digits that come together in a number.
const LONGEST_NUMBER: usize = 6;

impl View<'_> {
    /// Does what keys mean where no text is typed.
    pub(super) fn take_keys(&mut self, burst: &[KeyPress]) -> KeyOutcome {
        if burst.contains(&KeyPress::Esc) {
            return KeyOutcome::Reply(Reply::Hide);
        }
        let keys = self.once_each(burst);
        if is_by_hand(&keys, if self.gathers() { LONGEST_NUMBER } else { 1 }) {
            return self.first_of(&keys, View::press);
        }
        let hides = |key: &KeyPress| matches!(key, KeyPress::Char(letter) if self.does_character(*letter, &Reply::Hide));
        if keys.iter().any(hides) {
            return KeyOutcome::Reply(Reply::Hide);
        }
        self.complain("Several keys came at once, so nothing was taken. Press one key.")
    }

    /// Returns the keys without the repetitions of one that is held down. Arrows go on; so do the digits of
    /// a number.
    fn once_each(&self, burst: &[KeyPress]) -> Vec<KeyPress> {
        let repeats = |key: &KeyPress| match key {
            KeyPress::Char(letter) => !(self.gathers() && value(*letter).is_some()),
            KeyPress::Enter | KeyPress::LineBreak => true,
            _ => false,
        };
        let mut keys: Vec<KeyPress> = Vec::new();
        for key in burst {
            if keys.last() != Some(key) || !repeats(key) {
                keys.push(key.clone());
            }
        }
        keys
    }
}

/// Returns whether a hand types such keys together: at most one character, or a number of so many digits,
/// and Enter only at the end.
fn is_by_hand(keys: &[KeyPress], digits: usize) -> bool {
    let characters: Vec<char> = keys
        .iter()
        .filter_map(|key| match key {
            KeyPress::Char(letter) => Some(*letter),
            _ => None,
        })
        .collect();
    let is_number = characters.len() <= digits && characters.iter().all(|letter| value(*letter).is_some());
    let is_enter = |key: &KeyPress| matches!(key, KeyPress::Enter | KeyPress::LineBreak);
    let before_end = keys.iter().rev().skip(1).any(is_enter);
    (characters.len() <= 1 || is_number) && !before_end
}
