//! The named results: their levels, and how one of them is found.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::rule::Rule;
use super::score::IdentityWeight;
use crate::decimal::Decimal;
use crate::rules::{IndicatorRef, Name, ScoreRef};
use crate::truth::Set;

/// A named result with ordered levels.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it is called in a note, where the label would tell what was answered.
    pub in_note: Option<String>,
    /// Its levels, lowest first.
    pub levels: Vec<Level>,
    /// How the level is found.
    pub decide: Decide,
    /// What raises or lowers it afterwards.
    pub adjust: Vec<Adjust>,
    /// What is said while answers are missing.
    pub incomplete: Incomplete,
    /// What it is called in the systems of others.
    pub codes: Vec<Code>,
}

impl Outcome {
    /// Returns the place of the level that a row or band gives.
    pub fn level_of(&self, row: usize) -> usize {
        match &self.decide {
            Decide::FirstMatch(rows) => rows[row].level,
            Decide::Bands { from, .. } => from[row].level,
            Decide::Practitioner { .. } => row,
        }
    }

    /// Returns all its levels.
    pub fn all_levels(&self) -> Set {
        Set::below(self.levels.len())
    }

    /// Returns everything that its rows and adjustments name.
    pub fn names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = match &self.decide {
            Decide::FirstMatch(rows) => {
                rows.iter().filter_map(|row| row.when.as_ref()).flat_map(Rule::names).collect()
            }
            Decide::Bands { score, .. } => vec![Name::Score(*score)],
            Decide::Practitioner { .. } => Vec::new(),
        };
        names.extend(self.adjust.iter().flat_map(|row| row.when.names()));
        names
    }
}

/// One level of an outcome.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// What it is called: what to do.
    pub label: String,
    /// The words that stand for the label in a note, where the label would tell what was answered.
    pub in_note: Option<String>,
    /// The words that stand for the label where it offers contact and the person wants none.
    pub no_contact: Option<String>,
    /// What to do next, in a sentence.
    pub next: String,
}

/// How the level of an outcome is found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Decide {
    /// The first true row gives the level. The last row is `otherwise`.
    FirstMatch(Vec<Row>),
    /// Where a score falls among ascending starts.
    Bands {
        /// The score.
        score: ScoreRef,
        /// The bands, ascending.
        from: Vec<Band>,
    },
    /// The practitioner decides, with these indicators in view.
    Practitioner {
        /// The indicators.
        support: Vec<IndicatorRef>,
    },
}

/// One row of a first-match table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// The place of its level.
    pub level: usize,
    /// When it gives that level; `otherwise` has no rule.
    pub when: Option<Rule>,
    /// Why.
    pub because: Option<String>,
    /// Permission for an identity question to carry weight here.
    pub identity_weight: Option<IdentityWeight>,
}

/// One band of a score.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Band {
    /// The place of its level.
    pub level: usize,
    /// The smallest value in it.
    pub at: Decimal,
}

/// A floor or a ceiling.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Adjust {
    /// Whether it is a floor or a ceiling, and at which level.
    pub clamp: Clamp,
    /// When.
    pub when: Rule,
    /// Why.
    pub because: String,
    /// Permission for an identity question to carry weight here.
    pub identity_weight: Option<IdentityWeight>,
}

/// A floor or a ceiling, by the place of its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clamp {
    /// At least this level.
    AtLeast(usize),
    /// At most this level.
    AtMost(usize),
}

/// What is said of an outcome while answers are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Incomplete {
    /// The range of levels.
    Range,
    /// "Not enough answered", because the instrument must be complete.
    Block,
    /// "Not enough answered", because the instrument leaves such people out.
    Exclude,
}

impl Incomplete {
    /// Returns the word for it in files.
    pub fn id(self) -> &'static str {
        match self {
            Incomplete::Range => "range",
            Incomplete::Block => "block",
            Incomplete::Exclude => "exclude",
        }
    }
}
