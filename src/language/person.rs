//! What the program itself says to the person, in one language: each sentence that is read aloud and does not come from
//! a questionnaire. What it says to whoever works with it is not here.

use serde::{Deserialize, Serialize};

/// The sentences of a language, as its file has them under `[person]`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonWords {
    /// What the language is called by those who speak it.
    pub own_name: String,
    /// Yes.
    pub yes: String,
    /// No.
    pub no: String,
    /// Whether one may ask.
    pub may_ask: String,
    /// After a no to being asked.
    pub all_right: String,
    /// After "not now".
    pub another_day: String,
    /// Leave before personal questions, where a section has no words of its own.
    pub leave: String,
    /// A break after them.
    pub break_offer: String,
    /// In a break, where a questionnaire has no words of its own.
    pub grounding: String,
    /// Where the talk has taken longer than it is made for.
    pub long_talk: String,
    /// Where it is stopped.
    pub stopping: String,
    /// Questions that were left for later.
    pub left: String,
    /// Before services are gone through.
    pub services: String,
    /// Where none is listed.
    pub no_services: String,
    /// How one may be in touch again.
    pub contact_how: String,
    /// On which day.
    pub contact_when: String,
    /// Whether a copy may be kept.
    pub keep: String,
    /// Whether anybody may be told something.
    pub tell_others: String,
    /// Whether somebody there is feared.
    pub feared: String,
    /// What it is told for.
    pub told_for: String,
    /// Which of it.
    pub told_what: String,
    /// Until when it may be used.
    pub told_until: String,
    /// The last words to somebody who decides alone.
    pub closing: String,
    /// The last words to somebody who may be a child.
    pub closing_child: String,
}

impl PersonWords {
    /// Returns every sentence, with its key, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = (String, String)> {
        let table = toml::Table::try_from(self).expect("all of it is text");
        let text = |(key, value): (String, toml::Value)| Some((key, value.as_str()?.to_owned()));
        table.into_iter().filter_map(text)
    }
}
