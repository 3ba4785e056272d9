//! What was found in documents, and what came of worked examples: for editors and other programs.

use serde::{Deserialize, Serialize};

use super::wire::FormatVersion;
use crate::diagnostic::Severity;
use crate::example::{Check, Unreached};

/// The version of both formats.
pub const FORMAT: u32 = 1;

/// What `check` found.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "What `safelight check` found, format 1"))]
pub struct CheckDocument {
    /// The version of this format.
    pub format: FormatVersion<FORMAT>,
    /// One for each document, in the order in which they were named; folders by name.
    pub files: Vec<CheckedFile>,
    /// How many there were.
    pub summary: CheckSummary,
}

/// One document that was looked at.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckedFile {
    /// The path or id, as it was named; nothing for a folder that has none.
    pub file: Option<String>,
    /// Why it could not be read; nothing if it was.
    pub unread: Option<String>,
    /// What was found in it.
    pub findings: Vec<FindingRecord>,
}

/// One finding. Lines and columns are from 1; columns count characters.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingRecord {
    /// Stable; `safelight explain` says what it means.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z]+(-[a-z]+)*$")))]
    pub code: String,
    /// How much it matters this time.
    pub severity: Severity,
    /// Where it begins.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: usize,
    /// Where it begins in that line.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub column: usize,
    /// Where it ends.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub end_line: usize,
    /// The first column after it.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub end_column: usize,
    /// What is wrong, or could be better.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// How many there were.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckSummary {
    /// Documents.
    pub files: usize,
    /// Mistakes.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Documents that could not be read at all.
    pub unread: usize,
}

/// What came of the worked examples of questionnaires.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "What `safelight test` found, format 1"))]
pub struct TestDocument {
    /// The version of this format.
    pub format: FormatVersion<FORMAT>,
    /// One for each questionnaire.
    pub files: Vec<TestedFile>,
}

/// What came of one questionnaire.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestedFile {
    /// The file, or the id of what is built in.
    pub file: String,
    /// Why it could not be tested.
    pub error: Option<String>,
    /// Its edition.
    pub questionnaire: Option<String>,
    /// What is wrong with examples, each drawn under its line.
    pub mistakes: Vec<String>,
    /// What came of each case.
    pub cases: Vec<TestedCase>,
    /// How many parts its rules have.
    pub rule_parts: usize,
    /// How many of them an example reaches.
    pub rule_parts_reached: usize,
    /// What no example reaches.
    pub not_reached: Vec<Unreached>,
}

/// What came of one case.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestedCase {
    /// The name of the example.
    pub example: String,
    /// The row, from 1, if it is one of a table.
    pub row: Option<usize>,
    /// Where it stands.
    pub place: String,
    /// Whether all of it holds.
    pub holds: bool,
    /// What was expected.
    pub checks: Vec<Check>,
}
