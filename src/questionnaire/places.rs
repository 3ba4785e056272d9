//! Where each thing of a questionnaire stands in its text. The model itself holds no places: they are
//! looked up here when something is to be said about the document. Its one surprise: what is not
//! there, such as a key that was left out, stands where the table around it does.

use std::cell::OnceCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::model::{Decide, Questionnaire};
use crate::reading::text::place_within;
use crate::rules::{IndicatorRef, OutcomeRef, QuestionRef, ScoreRef};
use crate::source::{Source, Span};

/// One thing of a questionnaire, by its place, and the key of it that is meant. An empty key means the
/// whole thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A key of `[questionnaire]`.
    Head(&'static str),
    /// A key of `[questionnaire.population]`.
    Population(&'static str),
    /// A key of `[questionnaire.validation]`.
    Validation(&'static str),
    /// A `[[questionnaire.source]]`.
    Citation(usize, &'static str),
    /// A `[[questionnaire.survivor_review]]`.
    SurvivorReview(usize, &'static str),
    /// A `[[context]]`.
    Context(usize, &'static str),
    /// A `[[gate]]`.
    Gate(usize, &'static str),
    /// An `[[opening]]`.
    Opening(usize, &'static str),
    /// A key of `[break]`.
    Break(&'static str),
    /// A `[[section]]`.
    Section(usize, &'static str),
    /// A `[[section.question]]`.
    Question(QuestionRef, &'static str),
    /// An option of a question, in the question or in its `[[scale]]`.
    Choice(QuestionRef, usize, &'static str),
    /// A `[[disclosure]]`.
    Disclosure(usize, &'static str),
    /// A `[[stop]]`.
    Stop(usize, &'static str),
    /// An `[[indicator]]`.
    Indicator(IndicatorRef, &'static str),
    /// A `[[score]]`.
    Score(ScoreRef, &'static str),
    /// A term of a score.
    Term(ScoreRef, usize, &'static str),
    /// An `[[outcome]]`.
    Outcome(OutcomeRef, &'static str),
    /// A level of an outcome.
    Level(OutcomeRef, usize, &'static str),
    /// A row of a table `decide`, or a band.
    Row(OutcomeRef, usize, &'static str),
    /// A row of `adjust`.
    Adjust(OutcomeRef, usize, &'static str),
    /// An `[[action]]`.
    Action(usize, &'static str),
    /// A `[[next]]`.
    Next(usize, &'static str),
    /// An `[[allow]]`.
    Allow(usize, &'static str),
}

/// A document that was read, to look places up in.
pub struct Places<'s> {
    source: &'s Source,
    /// The document as a tree, as soon as something is to be found in it.
    root: OnceCell<Spanned<DeTable<'s>>>,
}

impl<'s> Places<'s> {
    /// Returns the places of a document.
    pub fn of(source: &'s Source) -> Self {
        Places { source, root: OnceCell::new() }
    }

    fn root(&self) -> &DeTable<'s> {
        self.root.get_or_init(|| DeTable::parse_recoverable(self.source.text()).0).get_ref()
    }

    /// Returns where something stands: its key, or the nearest thing around it that is there.
    pub fn find(&self, questionnaire: &Questionnaire, place: Place) -> Span {
        let mut walk = Walk { at: At::Table(self.root()), span: 0..0 };
        let key = self.lead(&mut walk, questionnaire, place);
        if !key.is_empty() {
            walk.key(key);
        }
        walk.span
    }

    /// Returns where a part of a text stands, however the text is written there.
    pub fn find_part(&self, questionnaire: &Questionnaire, place: Place, part: Span) -> Span {
        let span = self.source.clamp(&self.find(questionnaire, place));
        place_within(self.source.text(), &span, part)
    }

    /// Walks to the table that a place means, and returns the key in it.
    fn lead<'a>(&'a self, walk: &mut Walk<'a>, questionnaire: &Questionnaire, place: Place) -> &'static str {
        match place {
            Place::Head(key) => walk.key("questionnaire").then(key),
            Place::Population(key) => walk.key("questionnaire").key("population").then(key),
            Place::Validation(key) => walk.key("questionnaire").key("validation").then(key),
            Place::Citation(nth, key) => walk.key("questionnaire").key("source").nth(nth).then(key),
            Place::SurvivorReview(nth, key) => {
                walk.key("questionnaire").key("survivor_review").nth(nth).then(key)
            }
            Place::Context(nth, key) => walk.key("context").nth(nth).then(key),
            Place::Gate(nth, key) => walk.key("gate").nth(nth).then(key),
            Place::Opening(nth, key) => walk.key("opening").nth(nth).then(key),
            Place::Break(key) => walk.key("break").then(key),
            Place::Section(nth, key) => walk.key("section").nth(nth).then(key),
            Place::Question(question, key) => walk.question(questionnaire, question).then(key),
            Place::Choice(question, nth, key) => {
                walk.question(questionnaire, question);
                self.to_options(walk);
                walk.nth(nth).then(key)
            }
            Place::Disclosure(nth, key) => walk.key("disclosure").nth(nth).then(key),
            Place::Stop(nth, key) => walk.key("stop").nth(nth).then(key),
            Place::Indicator(nth, key) => walk.key("indicator").nth(nth.index()).then(key),
            Place::Score(nth, key) => walk.key("score").nth(nth.index()).then(key),
            Place::Term(score, nth, key) => {
                walk.key("score").nth(score.index()).first_of(&["sum", "count", "highest"]).nth(nth).then(key)
            }
            Place::Outcome(nth, key) => walk.key("outcome").nth(nth.index()).then(key),
            Place::Level(outcome, nth, key) => {
                walk.key("outcome").nth(outcome.index()).key("levels").nth(nth).then(key)
            }
            Place::Row(outcome, nth, key) => {
                walk.key("outcome").nth(outcome.index());
                match questionnaire.outcome(outcome).decide {
                    Decide::Bands { .. } => walk.key("bands").key("from"),
                    _ => walk.key("decide"),
                };
                walk.nth(nth).then(key)
            }
            Place::Adjust(outcome, nth, key) => {
                walk.key("outcome").nth(outcome.index()).key("adjust").nth(nth).then(key)
            }
            Place::Action(nth, key) => walk.key("action").nth(nth).then(key),
            Place::Next(nth, key) => walk.key("next").nth(nth).then(key),
            Place::Allow(nth, key) => walk.key("allow").nth(nth).then(key),
        }
    }

    /// Goes on to the options of a question: its own, or those of the scale that it names.
    fn to_options<'a>(&'a self, walk: &mut Walk<'a>) {
        let named = match walk.at {
            At::Table(question) => {
                question.get("scale").and_then(|scale| scale.get_ref().as_str()).map(str::trim_end)
            }
            _ => None,
        };
        let scales = self.root().get("scale").and_then(|scales| scales.get_ref().as_array());
        let (Some(named), Some(scales)) = (named, scales) else {
            walk.key("options");
            return;
        };
        for scale in scales {
            let table = scale.get_ref().as_table();
            let id = table
                .and_then(|table| table.get("id"))
                .and_then(|id| id.get_ref().as_str())
                .map(str::trim_end);
            if let (Some(table), true) = (table, id == Some(named)) {
                walk.at = At::Table(table);
                walk.span = scale.span();
                walk.key("options");
            }
        }
    }
}

/// What a walk through a document stands on.
#[derive(Clone, Copy)]
enum At<'w> {
    Table(&'w DeTable<'w>),
    Value(&'w DeValue<'w>),
    /// Something on the way was not there.
    Lost,
}

/// A walk through a document; it stays where it was when it cannot go on.
struct Walk<'w> {
    at: At<'w>,
    span: Span,
}

impl<'w> Walk<'w> {
    fn table(&self) -> Option<&'w DeTable<'w>> {
        match self.at {
            At::Table(table) => Some(table),
            At::Value(value) => value.as_table(),
            At::Lost => None,
        }
    }

    fn step(&mut self, to: Option<&'w Spanned<DeValue<'w>>>) -> &mut Self {
        match to {
            Some(value) => {
                self.at = At::Value(value.get_ref());
                self.span = value.span();
            }
            None => self.at = At::Lost,
        }
        self
    }

    fn key(&mut self, key: &str) -> &mut Self {
        let value = self.table().and_then(|table| table.get(key));
        self.step(value)
    }

    fn first_of(&mut self, keys: &[&str]) -> &mut Self {
        let value = self.table().and_then(|table| keys.iter().find_map(|key| table.get(*key)));
        self.step(value)
    }

    fn nth(&mut self, nth: usize) -> &mut Self {
        let value = match self.at {
            At::Value(value) => value.as_array().and_then(|list| list.get(nth)),
            _ => None,
        };
        self.step(value)
    }

    fn question(&mut self, questionnaire: &Questionnaire, question: QuestionRef) -> &mut Self {
        let section = questionnaire.question(question).section;
        let before = &questionnaire.questions[..question.index()];
        let nth = before.iter().filter(|earlier| earlier.section == section).count();
        self.key("section").nth(section).key("question").nth(nth)
    }

    fn then(&mut self, key: &'static str) -> &'static str {
        key
    }
}
