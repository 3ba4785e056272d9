//! A record that was scored again.

use serde::{Deserialize, Serialize};

use super::result::ResultDocument;
use super::wire::{Day, FormatVersion};
use crate::diff::{NotCarried, RenamedId};
use crate::questionnaire::ElementId;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// What came of scoring a record again.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight record scored again, format 1"))]
pub struct RescoreDocument {
    /// The version of this format.
    pub format: FormatVersion<FORMAT>,
    /// What it is.
    pub kind: RescoreKind,
    /// Which record it was.
    pub record: WhichRecord,
    /// Whether the record is as it was sealed.
    pub seal_fits: bool,
    /// Whether the edition that was used is the one that the record names.
    pub same_edition: SameEdition,
    /// Everything that is written otherwise than its own answers give.
    pub differences: Vec<RecordDifference>,
    /// The result of its own edition.
    pub result: ResultDocument,
    /// What another edition gives, if one was named.
    pub with: Option<WithOther>,
}

/// The kind of such a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum RescoreKind {
    /// Of one record.
    #[serde(rename = "safelight-rescore")]
    Rescore,
}

/// Which record it was.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WhichRecord {
    /// The id of its questionnaire.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub questionnaire: String,
    /// The version of that.
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+([-+].+)?$")))]
    pub version: String,
    /// The day of the screening.
    pub date: Day,
    /// The version of the program that wrote it.
    pub tool_version: String,
}

/// Which fingerprints are those that the record names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SameEdition {
    /// What is asked, and when.
    pub structure: bool,
    /// What follows from it.
    pub scoring: bool,
    /// Every text that is read aloud or shown.
    pub wording: bool,
}

/// Something in a record that is not what its own answers give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RecordDifference {
    /// What it is about.
    pub about: ElementId,
    /// The key that differs.
    pub key: String,
    /// What is written; nothing where it could repeat an answer, or is not there.
    pub written: Option<String>,
    /// What is computed, likewise.
    pub computed: Option<String>,
}

/// The same answers scored with another edition.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WithOther {
    /// Whether results of both editions can be compared.
    pub results_comparable: bool,
    /// What could not be carried over.
    pub not_carried_over: Vec<NotCarried>,
    /// Which questions have another id.
    pub renamed: Vec<RenamedId>,
    /// Every result that is another one.
    pub differences: Vec<OtherResult>,
    /// The result.
    pub result: ResultDocument,
}

/// One result that is another one under another edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OtherResult {
    /// What it is about, with its id in the other edition where it is there.
    pub about: ElementId,
    /// What its own edition gives; nothing where it has no such result.
    pub own: Option<String>,
    /// What the other edition gives.
    pub other: Option<String>,
    /// What may be behind it: changes, and answers that were not carried over.
    pub because: Vec<String>,
}
