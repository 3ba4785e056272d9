//! The debrief of one scenario, for whoever keeps it elsewhere. It is marked as training, and no command
//! reads it.

use serde::{Deserialize, Serialize};

use super::training::Ended;
use super::wire::FormatVersion;
use crate::vocabulary::closed_list;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// A debrief as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight training debrief, format 1"))]
pub struct DebriefDocument {
    /// The version of this format.
    pub format: FormatVersion<FORMAT>,
    /// What it is.
    pub kind: DebriefKind,
    /// That nobody is meant.
    #[cfg_attr(test, schemars(regex(pattern = "^TRAINING")))]
    pub statement: String,
    /// The id of the scenario.
    pub scenario: String,
    /// The edition of the questionnaire.
    pub questionnaire: String,
    /// The title of the scenario.
    pub title: String,
    /// How it ended.
    pub ended: Ended,
    /// How it should have ended.
    pub should_end: Ended,
    /// The steps, in the order in which they came up.
    pub steps: Vec<StepReview>,
    /// The rated items, in the order of the questionnaire.
    pub items: Vec<ItemReview>,
    /// The questions that were asked in other words.
    pub asked_differently: Vec<String>,
    /// What the answers come to, outcome by outcome.
    pub results: Vec<BesideKey>,
    /// Why the key comes to what it does.
    pub because: String,
    /// The trainee's own call.
    pub own_call: Option<OwnCall>,
    /// What was offered, and what should have been.
    pub offers: Vec<Offer>,
    /// What can be counted, for whoever asked to be assessed.
    pub figures: Option<Figures>,
    /// What to talk about.
    pub talk_about: Vec<String>,
    /// What the scenario teaches.
    pub teaching: String,
}

/// The kind of a debrief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum DebriefKind {
    /// Of one scenario.
    #[serde(rename = "safelight-training-debrief")]
    Debrief,
}

/// One step beside the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepReview {
    /// Its name in files.
    pub id: String,
    /// What the step is called.
    #[serde(rename = "step")]
    pub called: String,
    /// What was heard there.
    #[serde(rename = "there_was")]
    pub heard: Option<String>,
    /// What was done.
    pub did: String,
    /// What is right.
    pub right: String,
    /// Whether it was done rightly.
    #[serde(rename = "as_the_key")]
    pub well: bool,
    /// Why.
    pub because: String,
    /// What was never heard because it was left out.
    #[serde(rename = "never_heard")]
    pub unheard: Vec<String>,
}

/// One item beside the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ItemReview {
    /// The id of the question.
    #[serde(rename = "question")]
    pub id: String,
    /// The question.
    pub asked: String,
    /// What was heard.
    #[serde(rename = "there_was")]
    pub heard: Option<String>,
    /// What was taken down.
    #[serde(rename = "taken_down")]
    pub given: String,
    /// What the key says of what was heard.
    #[serde(rename = "key")]
    pub right: String,
    /// How they differ.
    pub difference: Deviation,
    /// Which way that leads; nothing if they do not differ.
    pub leads: Option<Direction>,
    /// Why the key says so.
    pub because: Option<String>,
    /// Whether it is what is heard when everything is done right.
    #[serde(rename = "heard_in_full")]
    pub fullest: bool,
}

closed_list! {
    /// How an answer differs from the key.
    pub enum Deviation {
        /// It does not: it is what the key says, or what the key allows.
        Same = "same",
        /// An answer was made of silence.
        SilenceFilled = "silence_filled",
        /// What was said or seen was left open.
        LeftOpen = "left_open",
        /// Another value was taken down.
        Other = "other",
    }
}

closed_list! {
    /// Which way a difference leads.
    pub enum Direction {
        /// To more concern than the key: over-calling.
        Up = "over",
        /// To less concern than the key: under-calling.
        Down = "under",
        /// To neither, or to both.
        Neither = "neither",
    }
}

/// What the trainee's answers come to beside what the key's do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BesideKey {
    /// The outcome.
    pub about: String,
    /// What the trainee's answers come to.
    pub own: String,
    /// What the key's come to.
    pub key: String,
}

/// The trainee's own call beside the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnCall {
    /// The outcome.
    pub outcome: String,
    /// The level that was called; nothing if none was.
    pub called: Option<String>,
    /// The levels that are right.
    #[serde(rename = "key")]
    pub right: Vec<String>,
    /// Which way it leads; nothing if it is right.
    pub leads: Option<Direction>,
}

/// Something that could be offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Offer {
    /// The id of the need that it meets.
    pub need: String,
    /// Whether it was offered.
    pub offered: bool,
    /// Whether it fits.
    pub fits: bool,
}

/// What can be counted, for an assessment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Figures {
    /// The items with a reason in the key that were heard in full and rated as the key.
    pub items_as_the_key: usize,
    /// All items with a reason in the key, and the plain answers that were taken down otherwise.
    pub items: usize,
    /// The items that lead to more concern.
    pub over: usize,
    /// The items that lead to less concern.
    pub under: usize,
    /// The steps that were done well.
    pub steps_as_the_key: usize,
    /// The steps.
    pub steps: usize,
}
