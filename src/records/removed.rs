//! How much of a record was left out, by kind, where it is one without identifiers.

use serde::{Deserialize, Serialize};

/// What stands in the place of something that was left out.
pub const LEFT_OUT: &str = "left out";

/// How much was left out, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Removed {
    /// Words that somebody typed: answers in own words, notes, reasons, the language of an interpreter.
    pub words: usize,
    /// Releases, each with its recipient and its days.
    pub releases: usize,
    /// The agency, and what it says of itself: its name, its own forms, what it set for them.
    pub agency: usize,
    /// The agency's reference of the case.
    pub case_references: usize,
    /// The seal and the record code that is made of it.
    pub record_codes: usize,
    /// Days and months; the year stays.
    pub dates: usize,
    /// What names a place: the law of it.
    pub places: usize,
    /// Services that do not work in a whole country, or are of a directory of one's own.
    pub services: usize,
    /// Telephone numbers, addresses and web addresses of services that stay.
    pub contacts: usize,
    /// Numbers, and years that could tell an age over 89.
    pub numbers: usize,
}

impl Removed {
    /// Returns each kind of which something was left out, in words, with how much.
    pub fn in_words(&self) -> Vec<(&'static str, usize)> {
        let Removed {
            words,
            releases,
            agency,
            case_references,
            record_codes,
            dates,
            places,
            services,
            contacts,
            numbers,
        } = *self;
        let all = [
            ("words that somebody typed", words),
            ("releases with their recipients", releases),
            ("what names the agency", agency),
            ("the case reference", case_references),
            ("the record code", record_codes),
            ("days", dates),
            ("texts of the law of a place", places),
            ("services of a part of a country or of one's own list", services),
            ("numbers and addresses of services", contacts),
            ("numbers", numbers),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}
