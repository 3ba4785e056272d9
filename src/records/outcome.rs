//! What a record says of an outcome: which levels are possible, and by which rows.

use serde::{Deserialize, Serialize};

use crate::truth::Truth;

/// One outcome.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutcomeRecord {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it is called in a note, if it is called otherwise there.
    pub in_note: Option<String>,
    /// The levels that are possible, lowest first.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub possible: Vec<LevelRecord>,
    /// Whether only one is.
    pub settled: bool,
    /// Whether enough is answered.
    pub enough_answered: bool,
    /// Whether the practitioner alone decides it.
    pub decided_by_practitioner: bool,
    /// The ids of the levels that were possible before it was adjusted.
    #[cfg_attr(test, schemars(length(min = 1), extend("uniqueItems" = true)))]
    pub before_adjustment: Vec<String>,
    /// The rows that are true or unknown, down to the one that is true.
    pub decided_by: Vec<RowRecord>,
    /// The adjustments that are true or unknown.
    pub adjusted_by: Vec<AdjustmentRecord>,
    /// The ids of the indicators that are present and that the rules above read, directly or through others.
    #[cfg_attr(test, schemars(extend("uniqueItems" = true)))]
    pub facts: Vec<String>,
    /// The practitioner's own judgement.
    pub judged: Option<JudgementRecord>,
}

/// One level.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelRecord {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it is called in a note, if it is called otherwise there.
    pub in_note: Option<String>,
    /// What it is called where it offers contact and the person wants none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_contact: Option<String>,
    /// What to do next.
    pub next: String,
}

/// One row that decides.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowRecord {
    /// Its number, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub row: usize,
    /// Whether it holds.
    #[cfg_attr(test, schemars(schema_with = "super::schemas::open_truth"))]
    pub truth: Truth,
    /// What the level is called that it gives.
    pub says: String,
    /// Why, in the words of the questionnaire.
    pub because: Option<String>,
    /// Its rule as the questionnaire writes it; nothing where it holds in all other cases, or is no rule.
    pub rule: Option<String>,
    /// The score and its range, where the level goes by a score.
    pub points: Option<String>,
}

/// One adjustment.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AdjustmentRecord {
    /// Its row, from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub row: usize,
    /// Whether it holds.
    #[cfg_attr(test, schemars(schema_with = "super::schemas::open_truth"))]
    pub truth: Truth,
    /// What it does, in words.
    pub does: String,
    /// Whether it makes a difference to the levels before it. If not, a page need not speak of it.
    pub changes: bool,
    /// The levels before it.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub before: Vec<NamedRecord>,
    /// Why.
    pub because: String,
}

/// Something by its id, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedRecord {
    /// Its id.
    pub id: String,
    /// What it is called: the label of a level, the wording of a question.
    pub label: String,
}

/// The practitioner's own judgement.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JudgementRecord {
    /// The id of the level.
    pub level: String,
    /// What it is called.
    pub label: String,
    /// What it is called in a note, if it is called otherwise there.
    pub in_note: Option<String>,
    /// What it is called where it offers contact and the person wants none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_contact: Option<String>,
    /// Why.
    pub reason: String,
}
