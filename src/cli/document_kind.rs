//! What kind of document a file is, told by its head. A file of one kind that is given in the place of
//! another is named as what it is.

use anyhow::{Result, bail};
use safelight::source::Source;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
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
    /// A page to hand over.
    Page,
    /// A translation of a questionnaire.
    Translation,
    /// Whose voice clips are, and what they say.
    Voice,
    /// A translation as a PO file of gettext.
    Po,
    /// The settings of this program.
    Settings,
    /// A document for other programs, such as a record.
    Json,
}

/// The heads by which kinds are told, in the order in which they count.
const HEADS: [(&str, DocumentKind); 9] = [
    ("[questionnaire]", DocumentKind::Questionnaire),
    ("[directory]", DocumentKind::Directory),
    ("[jurisdiction]", DocumentKind::Jurisdiction),
    ("[scenario]", DocumentKind::Scenario),
    ("[inform]", DocumentKind::Page),
    ("[translation]", DocumentKind::Translation),
    ("[voice]", DocumentKind::Voice),
    ("[[example]]", DocumentKind::Examples),
    ("msgid ", DocumentKind::Po),
];

/// Keys that only a settings file has.
const SETTINGS: [&str; 3] = ["directories", "agency", "jurisdiction "];

impl DocumentKind {
    /// Returns the kind of a document, if its head tells.
    pub fn of(source: &Source) -> Option<DocumentKind> {
        if source.text().trim_start().starts_with('{') {
            return Some(DocumentKind::Json);
        }
        let lines = || source.text().lines().map(str::trim_start);
        let head = HEADS.iter().find(|(head, _)| lines().any(|line| line.starts_with(head)));
        match head {
            Some((_, kind)) => Some(*kind),
            None if lines().any(|line| SETTINGS.iter().any(|key| line.starts_with(key))) => {
                Some(DocumentKind::Settings)
            }
            None => None,
        }
    }

    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            DocumentKind::Questionnaire => "a questionnaire",
            DocumentKind::Examples => "a file of examples",
            DocumentKind::Directory => "a referral directory",
            DocumentKind::Jurisdiction => "a jurisdiction pack",
            DocumentKind::Scenario => "a practice scenario",
            DocumentKind::Page => "a page to hand over",
            DocumentKind::Translation => "a translation",
            DocumentKind::Voice => "a voice",
            DocumentKind::Po => "a PO file",
            DocumentKind::Settings => "a settings file",
            DocumentKind::Json => "a JSON document",
        }
    }
}

/// Refuses a document whose head tells of another kind than the one that is wanted.
///
/// # Errors
/// What it is instead.
pub fn expect(source: &Source, wanted: DocumentKind) -> Result<()> {
    match DocumentKind::of(source) {
        Some(kind) if kind != wanted => {
            bail!("{} is {}, and {} is needed here", source.name(), kind.name(), wanted.name())
        }
        _ => Ok(()),
    }
}
