//! The debrief of one scenario, for whoever keeps it elsewhere. It is marked as training, and no command
//! reads it.

use serde::{Deserialize, Serialize};

use super::wire::FormatVersion;

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
    pub ended: String,
    /// How it should have ended.
    pub should_end: String,
    /// The steps, in the order in which they came up.
    pub steps: Vec<StepReview>,
    /// The rated items, in the order of the questionnaire.
    pub items: Vec<ItemRecord>,
    /// The questions that were asked in other words.
    pub asked_differently: Vec<String>,
    /// What the answers come to, outcome by outcome.
    pub results: Vec<BesideKey>,
    /// Why the key comes to what it does.
    pub because: String,
    /// The trainee's own call.
    pub own_call: Option<CallRecord>,
    /// What was offered, and what should have been.
    pub offers: Vec<OfferRecord>,
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
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ItemRecord {
    /// The id of the question.
    pub question: String,
    /// The question.
    pub asked: String,
    /// What was heard.
    pub there_was: Option<String>,
    /// What was taken down.
    pub taken_down: String,
    /// What the key says of what was heard.
    pub key: String,
    /// How they differ.
    #[cfg_attr(test, schemars(extend("enum" = ["same", "silence_filled", "left_open", "other"])))]
    pub difference: String,
    /// Which way that leads.
    #[cfg_attr(test, schemars(extend("enum" = ["over", "under", "neither", null])))]
    pub leads: Option<String>,
    /// Why the key says so.
    pub because: Option<String>,
    /// Whether it is what is heard when everything is done right.
    pub heard_in_full: bool,
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
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CallRecord {
    /// The outcome.
    pub outcome: String,
    /// The level that was called; nothing if none was.
    pub called: Option<String>,
    /// The levels that are right.
    pub key: Vec<String>,
    /// Which way it leads; nothing if it is right.
    #[cfg_attr(test, schemars(extend("enum" = ["over", "under", "neither", null])))]
    pub leads: Option<String>,
}

/// Something that could be offered.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OfferRecord {
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
