//! What pronounces a verdict, which no screening can: words of one anywhere in what a result says, and a
//! sentence that is a finding as a whole.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::phrases::Phrases;
use super::prose::{ENDS, words};

/// What no result may say.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    words: Phrases,
    finding_of: Phrases,
    finding: Phrases,
}

impl Verdict {
    /// Returns where words of a text pronounce a verdict, in bytes. Whatever signs stand between the words.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let (mut places, mut from) = (Vec::new(), 0);
        if !self.words.may_be_in(text) {
            return places;
        }
        let all = words(text);
        while from < all.len() {
            let length = self.words.at(&all[from..]);
            if let Some(length) = length {
                let last = all[from + length - 1];
                places.push(all[from].at..last.at + last.text.len());
            }
            from += length.unwrap_or(1);
        }
        places
    }

    /// Returns the first sentence that says that somebody was trafficked or was not, and nothing else.
    /// With more in it, such as whom to call, it says what to do.
    pub fn finding<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.finding_of.may_be_in(text) {
            return None;
        }
        let is_end = |letter: char| matches!(letter, '.' | ';' | '\n') || ENDS.contains(&letter);
        let parts = text.split(is_end);
        let is_finding = |part: &&str| {
            let words = words(part);
            words.iter().any(|word| self.finding_of.holds(word.text))
                && words.iter().all(|word| self.finding.holds(word.text))
        };
        parts.map(str::trim).find(|part| is_finding(part))
    }
}
