//! What answers mean, and what that adds up to.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::head::Citation;
use super::rule::Rule;
use crate::decimal::Decimal;
use crate::rules::{Name, OutcomeRef, QuestionRef, ScoreRef};
use crate::vocabulary::{self, Term};

/// What answers mean.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// What it is about.
    #[serde(deserialize_with = "vocabulary::family")]
    pub family: &'static Term,
    /// For which forms of exploitation; empty for all.
    #[serde(deserialize_with = "vocabulary::forms")]
    pub forms: Vec<&'static Term>,
    /// Tags.
    pub tags: Vec<String>,
    /// When it is present.
    pub when: Rule,
    /// Where it comes from.
    pub source: String,
    /// What it is called in the systems of others.
    pub codes: Vec<Code>,
}

/// A number made of terms.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// How its terms are combined.
    pub combine: Combine,
    /// The terms.
    pub terms: Vec<ScoreTerm>,
    /// What a sum begins with.
    pub constant: Decimal,
    /// That the published instrument counts "don't know" as no.
    pub dont_know_as_no: Option<Citation>,
}

/// How the terms of a score are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Combine {
    /// They are added (a count is a sum of ones).
    Sum,
    /// The highest counts.
    Highest,
}

/// One term of a score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScoreTerm {
    /// What it takes its points from.
    pub value: TermValue,
    /// Permission for an identity question to carry weight here.
    pub identity_weight: Option<IdentityWeight>,
}

/// What a term takes its points from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TermValue {
    /// These points when the condition holds.
    When {
        /// The condition.
        when: Rule,
        /// The points.
        points: Decimal,
    },
    /// The points of the answer, with a weight.
    ValueOf {
        /// The question.
        question: QuestionRef,
        /// The weight.
        times: Decimal,
    },
    /// Another score, with a weight.
    Score {
        /// The score.
        score: ScoreRef,
        /// The weight.
        times: Decimal,
    },
    /// Points for the level of an outcome.
    Level {
        /// The outcome.
        outcome: OutcomeRef,
        /// The points of each of its levels, lowest first.
        points: Vec<Decimal>,
    },
}

impl Score {
    /// Returns everything that its terms name.
    pub fn names(&self) -> Vec<Name> {
        self.terms.iter().flat_map(|term| term.value.names()).collect()
    }
}

impl TermValue {
    /// Returns everything that the term names.
    pub fn names(&self) -> Vec<Name> {
        match self {
            TermValue::When { when, .. } => when.names(),
            TermValue::ValueOf { question, .. } => vec![Name::Question(*question)],
            TermValue::Score { score, .. } => vec![Name::Score(*score)],
            TermValue::Level { outcome, .. } => vec![Name::Outcome(*outcome)],
        }
    }
}

/// Permission for an identity question to carry weight, as some published instruments do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityWeight {
    /// Why.
    pub reason: String,
    /// Published where.
    pub source: String,
}
