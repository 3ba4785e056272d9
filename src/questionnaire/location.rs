//! Where each thing of a questionnaire stands in its text. The model itself holds no places: they are
//! looked up here when something is to be said about the document. Its one surprise: what is not
//! there, such as a key that was left out, stands where the table around it does.

use std::cell::OnceCell;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

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
    /// A `[[questionnaire.change]]`.
    ChangeNote(usize, &'static str),
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

/// One step on the way to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PathStep {
    /// To what stands at a key.
    Key(&'static str),
    /// To what stands at the first of these keys that is there.
    OneOf(&'static [&'static str]),
    /// To an entry of a list.
    Nth(usize),
    /// To the options of a question, wherever they stand.
    Options,
}

impl Place {
    /// Returns whether the other place is this one, or within it.
    pub fn is_around(self, questionnaire: &Questionnaire, other: Place) -> bool {
        other.path(questionnaire).starts_with(&self.path(questionnaire))
    }

    /// Returns the way to it from the top of the document.
    fn path(self, questionnaire: &Questionnaire) -> Vec<PathStep> {
        use PathStep::{Key, Nth, OneOf, Options};
        let head = Key("questionnaire");
        let (mut path, key) = match self {
            Place::Head(key) => (vec![head], key),
            Place::Population(key) => (vec![head, Key("population")], key),
            Place::Validation(key) => (vec![head, Key("validation")], key),
            Place::Citation(nth, key) => (vec![head, Key("source"), Nth(nth)], key),
            Place::SurvivorReview(nth, key) => (vec![head, Key("survivor_review"), Nth(nth)], key),
            Place::ChangeNote(nth, key) => (vec![head, Key("change"), Nth(nth)], key),
            Place::Context(nth, key) => (vec![Key("context"), Nth(nth)], key),
            Place::Gate(nth, key) => (vec![Key("gate"), Nth(nth)], key),
            Place::Opening(nth, key) => (vec![Key("opening"), Nth(nth)], key),
            Place::Break(key) => (vec![Key("break")], key),
            Place::Section(nth, key) => (vec![Key("section"), Nth(nth)], key),
            Place::Question(question, key) => (question_path(questionnaire, question).to_vec(), key),
            Place::Choice(question, nth, key) => {
                ([question_path(questionnaire, question).as_slice(), &[Options, Nth(nth)]].concat(), key)
            }
            Place::Disclosure(nth, key) => (vec![Key("disclosure"), Nth(nth)], key),
            Place::Stop(nth, key) => (vec![Key("stop"), Nth(nth)], key),
            Place::Indicator(nth, key) => (vec![Key("indicator"), Nth(nth.index())], key),
            Place::Score(nth, key) => (vec![Key("score"), Nth(nth.index())], key),
            Place::Term(score, nth, key) => {
                let terms = OneOf(&["sum", "count", "highest"]);
                (vec![Key("score"), Nth(score.index()), terms, Nth(nth)], key)
            }
            Place::Outcome(nth, key) => (vec![Key("outcome"), Nth(nth.index())], key),
            Place::Level(outcome, nth, key) => {
                (vec![Key("outcome"), Nth(outcome.index()), Key("levels"), Nth(nth)], key)
            }
            Place::Row(outcome, nth, key) => {
                let outcome_path = [Key("outcome"), Nth(outcome.index())];
                let rows: &[PathStep] = match questionnaire.outcome(outcome).decide {
                    Decide::Bands { .. } => &[Key("bands"), Key("from"), Nth(nth)],
                    _ => &[Key("decide"), Nth(nth)],
                };
                ([&outcome_path, rows].concat(), key)
            }
            Place::Adjust(outcome, nth, key) => {
                (vec![Key("outcome"), Nth(outcome.index()), Key("adjust"), Nth(nth)], key)
            }
            Place::Action(nth, key) => (vec![Key("action"), Nth(nth)], key),
            Place::Next(nth, key) => (vec![Key("next"), Nth(nth)], key),
            Place::Allow(nth, key) => (vec![Key("allow"), Nth(nth)], key),
        };
        path.extend((!key.is_empty()).then_some(Key(key)));
        path
    }
}

fn question_path(questionnaire: &Questionnaire, question: QuestionRef) -> [PathStep; 4] {
    let section = questionnaire.question(question).section;
    let before = &questionnaire.questions[..question.index()];
    let nth = before.iter().filter(|earlier| earlier.section == section).count();
    [PathStep::Key("section"), PathStep::Nth(section), PathStep::Key("question"), PathStep::Nth(nth)]
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
        let mut at = Found { table: Some(self.root()), list: None, span: 0..0 };
        for step in place.path(questionnaire) {
            at = match step {
                PathStep::Key(key) => at.step(at.table.and_then(|table| table.get(key))),
                PathStep::OneOf(keys) => {
                    at.step(at.table.and_then(|table| keys.iter().find_map(|key| table.get(*key))))
                }
                PathStep::Nth(nth) => at.step(at.list.and_then(|list| list.get(nth))),
                PathStep::Options => at.step(at.table.and_then(|question| self.options(question))),
            };
        }
        at.span
    }

    /// Returns where a part of a text stands, however the text is written there.
    pub fn find_part(&self, questionnaire: &Questionnaire, place: Place, part: Span) -> Span {
        let span = self.source.clamp(&self.find(questionnaire, place));
        place_within(self.source.text(), &span, part)
    }

    /// Returns the options of a question: its own, or those of the scale that it names.
    fn options<'a>(&'a self, question: &'a DeTable<'a>) -> Option<&'a Spanned<DeValue<'a>>> {
        fn text<'t>(table: &'t DeTable<'_>, key: &str) -> Option<&'t str> {
            table.get(key).and_then(|value| value.get_ref().as_str()).map(str::trim_end)
        }
        let Some(named) = text(question, "scale") else { return question.get("options") };
        let scales = self.root().get("scale")?.get_ref().as_array()?;
        let mut tables = scales.iter().filter_map(|scale| scale.get_ref().as_table());
        let scale = tables.find(|scale| text(scale, "id") == Some(named))?;
        scale.get("options")
    }
}

/// How far a path was followed; it stays where it was when it cannot go on.
struct Found<'w> {
    table: Option<&'w DeTable<'w>>,
    list: Option<&'w DeArray<'w>>,
    span: Span,
}

impl<'w> Found<'w> {
    fn step(&self, to: Option<&'w Spanned<DeValue<'w>>>) -> Self {
        match to {
            Some(value) => {
                let inner = value.get_ref();
                Found { table: inner.as_table(), list: inner.as_array(), span: value.span() }
            }
            None => Found { table: None, list: None, span: self.span.clone() },
        }
    }
}
