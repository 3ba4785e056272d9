//! The result of one practice scenario, for a trainer: whose code, which scenario, what was done. It is of
//! another kind than every document about a person, says so in its first lines, and is sealed, so that what
//! was changed afterwards is noticed. It holds nothing that somebody wrote in own words.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::refused::{DocumentRefusal, OtherDocument, without_values};
use super::wire::{FormatVersion, Object, seal_of};
use crate::vocabulary::closed_list;

/// The version of this format.
pub const FORMAT: u32 = 1;
/// The kind of a training result.
const KIND: &str = "safelight-training-result";

/// A training result as it is written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight training result, format 1"))]
pub struct TrainingResult {
    /// The version of this format.
    pub format: FormatVersion<FORMAT>,
    /// What it is.
    pub kind: TrainingKind,
    /// That nobody is meant.
    #[cfg_attr(test, schemars(regex(pattern = "^TRAINING")))]
    pub statement: String,
    /// The version of the program.
    pub tool_version: String,
    /// The day of practice.
    #[cfg_attr(test, schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$")))]
    pub date: String,
    /// The code of the trainee, never a name.
    #[cfg_attr(test, schemars(regex(pattern = "^[A-Za-z]{0,3}-?[0-9]{1,4}$")))]
    pub trainee: String,
    /// The id of the scenario.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9-]+$")))]
    pub scenario: String,
    /// Its fingerprint: two texts of a scenario are comparable only where it is the same.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub fingerprint: String,
    /// The edition of the questionnaire.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9-]+@")))]
    pub questionnaire: String,
    /// How it ended.
    pub ended: Ended,
    /// Where it was stopped.
    #[serde(deserialize_with = "there")]
    pub stopped_at: Option<String>,
    /// What was done, in order.
    pub moves: Vec<MoveRecord>,
    /// What was taken down.
    pub ratings: Vec<RatingRecord>,
    /// What was decided, by the id of the decision.
    pub decisions: BTreeMap<String, String>,
    /// The ids of questions asked in other words.
    pub reworded: Vec<String>,
    /// How many breaks there were.
    pub breaks: usize,
    /// The level that was called.
    #[serde(deserialize_with = "there")]
    pub call: Option<String>,
    /// The needs that were met with an offer.
    #[serde(deserialize_with = "there")]
    pub offers: Option<Vec<String>>,
    /// A SHA-256 over everything else. It is no signature.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub seal: String,
}

/// The kind of a training result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum TrainingKind {
    /// Of one scenario.
    #[serde(rename = "safelight-training-result")]
    Result,
}

closed_list! {
    /// How a conversation in practice ended.
    pub enum Ended {
        /// It came to its end.
        Finished = "finished",
        /// It was stopped on the way, and what was answered counts.
        Stopped = "stopped",
        /// It was ended because of danger.
        Danger = "danger",
        /// A gate was not passed.
        NotNow = "not_now",
        /// The person said no.
        NoConsent = "no_consent",
        /// The person said not now.
        AnotherTime = "another_time",
        /// The trainee left practice.
        Left = "left",
    }
}

/// One step that was done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MoveRecord {
    /// Where.
    pub at: String,
    /// The place of the entry that was heard.
    #[serde(deserialize_with = "there")]
    pub heard: Option<usize>,
    /// Nothing at a question: what was taken down there is among the ratings.
    #[serde(deserialize_with = "there")]
    pub chose: Option<String>,
}

/// What was taken down at one question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RatingRecord {
    /// The id of the question.
    pub question: String,
    /// The answer.
    pub rating: String,
}

/// Reads what may be nothing, but must stand there: a key that was taken out is a change like any other.
fn there<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(value)
}

/// Returns why a code for a trainee will not do, if it will not: it is so short that it can hardly be a name or
/// a date of birth.
pub fn bad_code(code: &str) -> Option<&'static str> {
    let letters = code.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = code[letters..].strip_prefix('-').unwrap_or(&code[letters..]);
    let fits = letters <= 3 && (1..=4).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    if !fits {
        return Some(
            "a code is up to three letters and one to four digits, such as T07 or KU-112: never a name or a date",
        );
    }
    None
}

/// Returns whether a JSON text says of itself that it is of practice.
pub fn is_of_training(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Kind {
        kind: Option<String>,
    }
    let kind =
        serde_json::from_str::<Kind>(text.trim_start_matches('\u{feff}')).ok().and_then(|head| head.kind);
    kind.is_some_and(|kind| kind.contains("training"))
}

/// Reads a training result.
///
/// # Errors
/// Why it is none, or that it was changed.
pub fn read_training_result(text: &str) -> Result<TrainingResult, DocumentRefusal> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('{') {
        return Err(DocumentRefusal::NotJson(
            "a training result is needed, as `practice --assess` writes it",
        ));
    }
    if text.contains("\"safelight-screening\"") {
        return Err(DocumentRefusal::Instead(OtherDocument::Screening));
    }
    let Object(result) = serde_json::from_str::<Object<TrainingResult>>(text).map_err(|error| {
        let what = without_values(&error.to_string());
        DocumentRefusal::Shape {
            line: error.line(),
            column: error.column(),
            what: format!("this is no training result: {what}"),
        }
    })?;
    if bad_code(&result.trainee).is_some() {
        return Err(DocumentRefusal::NotACode);
    }
    if result.seal != result.computed_seal() {
        return Err(DocumentRefusal::Changed);
    }
    Ok(result)
}

impl fmt::Debug for TrainingResult {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[training result]")
    }
}

impl TrainingResult {
    /// Returns it with the seal over everything else.
    pub fn sealed(mut self) -> Self {
        self.seal = self.computed_seal();
        self
    }

    fn computed_seal(&self) -> String {
        seal_of(KIND, &TrainingResult { seal: String::new(), ..self.clone() })
    }
}
