//! How words of phrases begin, so that nearly every word of a text is passed over after a look at its first
//! letters. What is passed over is none of them; what is not still has to be compared. Its one surprise: where
//! a phrase has fewer than four letters of a word, it lets every word through.

use serde::{Deserialize, Serialize};

use super::letters::letters;

/// How many letters of a word are looked at.
const LETTERS: usize = 4;

/// The first letters of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FirstLetters(u32);

impl FirstLetters {
    /// Any letters at all.
    pub const ANY: FirstLetters = FirstLetters(0);

    /// Returns the first letters of a text, in their plain form. They end where something else stands.
    pub fn of(text: &str) -> FirstLetters {
        let mut first = 0;
        for (nth, byte) in text.bytes().take(LETTERS + 1).enumerate() {
            match byte {
                _ if !byte.is_ascii() => return FirstLetters::slowly(text),
                _ if nth < LETTERS && byte.is_ascii_alphanumeric() => {
                    first = first << 8 | u32::from(byte.to_ascii_lowercase());
                }
                _ => break,
            }
        }
        FirstLetters(first)
    }

    /// The same for letters that are not ASCII, or have accents.
    fn slowly(text: &str) -> FirstLetters {
        let first = letters(text).take_while(|letter| letter.is_alphanumeric()).take(LETTERS);
        FirstLetters(first.fold(0, |first, letter| first.rotate_left(8) ^ u32::from(letter)))
    }

    /// Returns the first letters of all words that begin with these.
    pub fn of_all_that_begin(text: &str) -> FirstLetters {
        let are_enough = letters(text).take_while(|letter| letter.is_alphanumeric()).count() >= LETTERS;
        if are_enough { FirstLetters::of(text) } else { FirstLetters::ANY }
    }

    /// One of 512 places; others may have the same.
    fn place(self) -> (usize, u64) {
        let place = self.0.wrapping_mul(0x9e37_79b1) >> 23;
        ((place >> 6) as usize, 1 << (place & 63))
    }
}

/// The first letters of some words of phrases.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Beginnings([u64; 8]);

impl Beginnings {
    /// Adds the first letters of a word.
    pub fn add(&mut self, first: FirstLetters) {
        if first == FirstLetters::ANY {
            self.0 = [u64::MAX; 8];
        }
        let (at, bit) = first.place();
        self.0[at] |= bit;
    }

    /// Returns whether a word with these first letters may be one of them.
    pub fn may_be(&self, first: FirstLetters) -> bool {
        let (at, bit) = first.place();
        self.0[at] & bit != 0
    }
}

/// Returns whether a text may hold a word of one of these.
pub fn may_be_in(text: &str, lists: &[&Beginnings]) -> bool {
    let mut is_within = false;
    for (at, byte) in text.bytes().enumerate() {
        // Whatever is not ASCII may be a letter; a beginning too many is no harm.
        let is_letter = byte.is_ascii_alphanumeric();
        if (is_letter && !is_within || !byte.is_ascii()) && text.is_char_boundary(at) {
            let first = FirstLetters::of(&text[at..]);
            if lists.iter().any(|list| list.may_be(first)) {
                return true;
            }
        }
        is_within = is_letter;
    }
    false
}
