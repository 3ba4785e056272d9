//! The questionnaire as a whole, and how each of its things is found by its place.

use std::ops::Range;

use jiff::civil::Date;
use semver::Version;
use serde::{Deserialize, Serialize};

use super::action::{Action, Next};
use super::head::{Allow, ChangeNote, Citation, FormAbout, Population, SurvivorReview, Validation};
use super::moment::{Moment, Stop};
use super::outcome::Outcome;
use super::question::{AnswerSource, Question};
use super::score::{Indicator, Score};
use super::setting::{Context, Gate, Section, Spoken};
use crate::answers::Edition;
use crate::questionnaire::program::Program;
use crate::questionnaire::remembered::Remembered;
use crate::rules::{ContextRef, IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef};

/// A questionnaire, complete and correct.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its id, such as `adult-brief`.
    pub id: String,
    /// Its semantic version.
    pub version: Version,
    /// Its title.
    pub title: String,
    /// The language tag of every text in it.
    pub language: String,
    /// What it is for.
    pub purpose: String,
    /// Whom or what it is about.
    pub about: FormAbout,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The licence of its wording.
    pub license: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it should be looked over again.
    pub review_by: Option<Date>,
    /// Whom it is for.
    pub population: Population,
    /// What is known of how well it works.
    pub validation: Validation,
    /// What it draws on.
    pub sources: Vec<Citation>,
    /// Who with lived experience reviewed it.
    pub survivor_reviews: Vec<SurvivorReview>,
    /// What the programme knows rather than asks.
    pub contexts: Vec<Context>,
    /// What must be so before it is safe to begin.
    pub gates: Vec<Gate>,
    /// What is read aloud first.
    pub openings: Vec<Spoken>,
    /// Grounding words for a break.
    pub break_words: Option<String>,
    /// What whoever asks has to know where the person is asked whether a copy may be kept.
    pub copy_note: Option<String>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// All questions, in the order of the conversation.
    pub questions: Vec<Question>,
    /// What to say and do when something hard has been said.
    pub disclosures: Vec<Moment>,
    /// What ends the asked questions.
    pub stops: Vec<Stop>,
    /// What answers mean.
    pub indicators: Vec<Indicator>,
    /// What indicators and answers add up to.
    pub scores: Vec<Score>,
    /// The named results.
    pub outcomes: Vec<Outcome>,
    /// What should or must happen.
    pub actions: Vec<Action>,
    /// Which questionnaire may follow.
    pub next: Vec<Next>,
    /// What advice its authors have looked at and set aside.
    pub allows: Vec<Allow>,
    /// What its authors say of the changes since earlier editions.
    pub changes: Vec<ChangeNote>,
    /// Everything that is computed, each after what it needs.
    pub plan: Vec<Name>,
    /// All rules as they are evaluated.
    pub program: Program,
    /// Its fingerprints, once they are known.
    #[serde(skip)]
    pub remembered: Remembered,
}

impl Questionnaire {
    /// Returns whether anything is asked of the person at all.
    pub fn asks(&self) -> bool {
        self.questions.iter().any(|question| question.from == AnswerSource::Asked)
    }

    /// Returns the id and version.
    pub fn edition(&self) -> Edition {
        Edition { id: self.id.clone(), version: self.version.to_string() }
    }

    /// Returns a warning if it should have been looked over before a day.
    pub fn review_passed(&self, today: Date) -> Option<String> {
        let by = self.review_by.filter(|by| *by < today)?;
        Some(format!("{} was to be reviewed by {by}; ask its authors for a newer edition", self.id))
    }

    /// Returns a question.
    pub fn question(&self, question: QuestionRef) -> &Question {
        &self.questions[question.index()]
    }

    /// Returns an indicator.
    pub fn indicator(&self, indicator: IndicatorRef) -> &Indicator {
        &self.indicators[indicator.index()]
    }

    /// Returns a score.
    pub fn score(&self, score: ScoreRef) -> &Score {
        &self.scores[score.index()]
    }

    /// Returns an outcome.
    pub fn outcome(&self, outcome: OutcomeRef) -> &Outcome {
        &self.outcomes[outcome.index()]
    }

    /// Returns a context.
    pub fn context(&self, context: ContextRef) -> &Context {
        &self.contexts[context.index()]
    }

    /// Returns the id of what a name means.
    pub fn id_of(&self, name: Name) -> &str {
        match name {
            Name::Question(place) => &self.question(place).id,
            Name::Indicator(place) => &self.indicator(place).id,
            Name::Score(place) => &self.score(place).id,
            Name::Outcome(place) => &self.outcome(place).id,
            Name::Context(place) => &self.context(place).id,
        }
    }

    /// Returns the places of the gates that are asked on one screen with one of them.
    pub fn asked_together(&self, gate: usize) -> Range<usize> {
        let joins = |place: &usize| self.gates[*place].with.is_some();
        let first = (1..=gate).rev().find(|place| !joins(place)).unwrap_or(0);
        let after = (first + 1..self.gates.len()).find(|place| !joins(place));
        first..after.unwrap_or(self.gates.len())
    }

    /// Returns what no gate makes sure, of what must be so before anybody is asked anything; nothing is missing where
    /// nobody is asked.
    pub fn missing_gates(&self) -> Vec<&'static str> {
        let asks = self.asks();
        if !asks || !self.about.is_person() {
            return Vec::new();
        }
        let is_there = |ids: &[&str]| self.gates.iter().any(|gate| ids.contains(&gate.id.as_str()));
        let needed = [
            (is_there(Gate::ABOUT_PRIVACY), "that nobody can hear (`private`)"),
            (
                is_there(Gate::ABOUT_LANGUAGE),
                "that you share a language or have a fit interpreter (`interpreter`)",
            ),
            (self.gates.iter().any(|gate| gate.danger), "that nobody is in danger now (`danger = true`)"),
        ];
        needed.into_iter().filter(|(is_there, _)| !is_there).map(|(_, what)| what).collect()
    }

    /// Returns the question with that id.
    pub fn find(&self, id: &str) -> Option<QuestionRef> {
        self.questions.iter().position(|question| question.id == id).map(QuestionRef::at)
    }

    /// Returns all questions with their places, in order.
    pub fn each_question(&self) -> impl Iterator<Item = (QuestionRef, &Question)> {
        self.questions.iter().enumerate().map(|(place, question)| (QuestionRef::at(place), question))
    }
}
