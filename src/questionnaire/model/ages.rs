//! Ages in whole years, as authors write them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Ages in whole years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AgeRange {
    /// The youngest.
    pub from: u32,
    /// The oldest, if there is an upper end.
    pub to: Option<u32>,
}

impl AgeRange {
    /// Reads `18+`, `12-17` or `18`.
    pub fn parse(text: &str) -> Option<AgeRange> {
        let age = |digits: &str| digits.trim().parse::<u32>().ok().filter(|age| *age <= 130);
        if let Some(from) = text.strip_suffix('+') {
            return Some(AgeRange { from: age(from)?, to: None });
        }
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let range = AgeRange { from: age(from)?, to: Some(age(to)?) };
        (range.from <= range.to?).then_some(range)
    }

    /// Returns whether some age is in both ranges.
    pub fn meets(self, other: AgeRange) -> bool {
        let ends_before = |a: AgeRange, b: AgeRange| a.to.is_some_and(|to| to < b.from);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

impl fmt::Display for AgeRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => write!(out, "{}+", self.from),
            Some(to) if to == self.from => write!(out, "{to}"),
            Some(to) => write!(out, "{}-{to}", self.from),
        }
    }
}
