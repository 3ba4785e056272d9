//! What kind of document a file is, told by its head. A file of one kind that is given in the place of
//! another is named as what it is.

use anyhow::{Result, bail};
use safelight::source::Source;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A questionnaire.
    Questionnaire,
    /// Examples of a questionnaire, in a file of their own.
    Examples,
    /// A referral directory.
    Directory,
    /// A jurisdiction pack.
    Jurisdiction,
    /// A practice scenario.
    Scenario,
    /// The settings of this program.
    Settings,
    /// A document for other programs, such as a record.
    Json,
}

/// The heads by which kinds are told, in the order in which they count.
const HEADS: [(&str, Kind); 5] = [
    ("[questionnaire]", Kind::Questionnaire),
    ("[directory]", Kind::Directory),
    ("[jurisdiction]", Kind::Jurisdiction),
    ("[scenario]", Kind::Scenario),
    ("[[example]]", Kind::Examples),
];

/// Keys that only a settings file has.
const SETTINGS: [&str; 3] = ["directories", "agency", "jurisdiction "];

impl Kind {
    /// Returns the kind of a document, if its head tells.
    pub fn of(source: &Source) -> Option<Kind> {
        if source.text().trim_start().starts_with('{') {
            return Some(Kind::Json);
        }
        let lines = || source.text().lines().map(str::trim_start);
        let head = HEADS.iter().find(|(head, _)| lines().any(|line| line.starts_with(head)));
        match head {
            Some((_, kind)) => Some(*kind),
            None if lines().any(|line| SETTINGS.iter().any(|key| line.starts_with(key))) => {
                Some(Kind::Settings)
            }
            None => None,
        }
    }

    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Questionnaire => "a questionnaire",
            Kind::Examples => "a file of examples",
            Kind::Directory => "a referral directory",
            Kind::Jurisdiction => "a jurisdiction pack",
            Kind::Scenario => "a practice scenario",
            Kind::Settings => "a settings file",
            Kind::Json => "a JSON document",
        }
    }
}

/// Refuses a document whose head tells of another kind than the one that is wanted.
///
/// # Errors
/// What it is instead.
pub fn expect(source: &Source, wanted: Kind) -> Result<()> {
    match Kind::of(source) {
        Some(kind) if kind != wanted => {
            bail!("{} is {}, and {} is needed here", source.name(), kind.name(), wanted.name())
        }
        _ => Ok(()),
    }
}
