//! Why somebody is screened again, and what earlier screenings came to. They are history beside the new one: nothing
//! of them is filled in before, and nothing is averaged.

use serde::{Deserialize, Serialize};

use super::outcome::{LevelRecord, NamedRecord, OutcomeRecord};
use super::wire::Day;

/// That somebody is screened again.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Again {
    /// Why.
    pub because: String,
    /// The earlier screenings, the first of them first.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub earlier: Vec<EarlierScreening>,
}

/// An earlier screening.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EarlierScreening {
    /// Its day.
    pub date: Day,
    /// The edition that was asked, as `id@version`.
    pub questionnaire: String,
    /// What that is called.
    pub title: String,
    /// Whether its levels can be set beside those of the new one: it is the same questionnaire, and no rule, no
    /// question and no level of it has changed so that an answer counts otherwise.
    pub comparable: bool,
    /// What it came to.
    pub outcomes: Vec<EarlierOutcome>,
}

/// What an earlier screening came to in one outcome.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EarlierOutcome {
    /// Its id.
    pub id: String,
    /// What it was called.
    pub label: String,
    /// The levels that were possible, lowest first.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub possible: Vec<LevelRecord>,
    /// Whether enough was answered.
    pub enough_answered: bool,
    /// The level that the practitioner judged it to be, if they did.
    pub judged: Option<NamedRecord>,
}

impl EarlierOutcome {
    /// Returns whether an outcome of now is as it was: the same levels are possible, and the same was judged.
    pub fn is_as(&self, now: &OutcomeRecord) -> bool {
        let ids = |levels: &[LevelRecord]| levels.iter().map(|level| level.id.clone()).collect::<Vec<_>>();
        ids(&self.possible) == ids(&now.possible)
            && self.enough_answered == now.enough_answered
            && self.judged.as_ref().map(|judged| &judged.id)
                == now.judged.as_ref().map(|judged| &judged.level)
    }
}
