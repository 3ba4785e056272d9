//! What goes into an example: answers, context and judgements, written as TOML. What they may be is
//! the questionnaire's; a case is checked by [`Case::new`] as every other is.

use std::collections::BTreeMap;

use super::names::{ExampleTarget, Side, target};
use crate::answers::{Answer, Answers};
use crate::questionnaire::model::Questionnaire;
use crate::questionnaire::{Kind, slip};
use crate::reading::{Notes, Placed, Table, Untyped};
use crate::rules::QuestionRef;
use crate::scoring::{Case, Fault, NamedJudgement};
use crate::source::Span;

/// The states that are no value; the last takes an answer away.
const STATES: &[(&str, Option<Answer>)] = &[
    ("declined", Some(Answer::Declined)),
    ("dont_know", Some(Answer::DontKnow)),
    ("later", Some(Answer::Later)),
    ("not_asked", None),
];

/// What goes in, by id, each with its place. Nothing in the place of an answer or a context value takes
/// away what was there.
#[derive(Debug, Clone, Default)]
pub struct Given {
    answers: BTreeMap<String, Placed<Option<Answer>>>,
    context: BTreeMap<String, Placed<Option<String>>>,
    judgements: BTreeMap<String, Placed<NamedJudgement>>,
    /// Where it says that some of this is taken over from another example.
    like: Option<Span>,
}

impl Given {
    /// Reads `answers`, `context` and `judgements` of an example.
    pub fn read(questionnaire: &Questionnaire, table: &Table<'_>) -> Given {
        let mut given = Given::default();
        let notes = table.notes();
        for (id, value) in pairs(table.table("answers", "`answers`")) {
            if let Some(found) = target(questionnaire, &id, Side::Answers, notes) {
                given.put(questionnaire, found, &id.value, &value, notes);
            }
        }
        for (id, value) in pairs(table.table("context", "`context`")) {
            if let Some(found) = target(questionnaire, &id, Side::Context, notes) {
                given.put(questionnaire, found, &id.value, &value, notes);
            }
        }
        for (id, value) in pairs(table.table("judgements", "`judgements`")) {
            if target(questionnaire, &id, Side::Judgements, notes).is_some() {
                given.judge(id, value, notes);
            }
        }
        given
    }

    /// Puts in the value of a question or a context.
    pub fn put(
        &mut self,
        questionnaire: &Questionnaire,
        target: ExampleTarget,
        id: &str,
        value: &Placed<Untyped<'_>>,
        notes: &Notes<'_>,
    ) {
        let span = value.span.clone();
        match target {
            ExampleTarget::Question(question) => {
                if let Some(answer) = answer(questionnaire, question, value, notes) {
                    self.answers.insert(id.to_owned(), Placed { value: answer, span });
                }
            }
            _ => match &value.value {
                Untyped::Text(text) | Untyped::Number(text) => {
                    let value = Some(text.clone()).filter(|text| !text.is_empty());
                    self.context.insert(id.to_owned(), Placed { value, span });
                }
                _ => {
                    let help = "write a text such as \"yes\", or a number";
                    notes.error("bad-input", span, format!("`{id}` cannot have this value"), help);
                }
            },
        }
    }

    fn judge(&mut self, id: Placed<String>, value: Placed<Untyped<'_>>, notes: &Notes<'_>) {
        let Untyped::Table(table) = value.value else {
            let help = format!("write `{} = {{level = \"…\", reason = \"…\"}}`", id.value);
            notes.error("bad-input", value.span, "a judgement is a level and its reason", help);
            return;
        };
        let (level, reason) = (table.need_text("level"), table.need_text("reason"));
        if let (Some(level), Some(reason)) = (level, reason) {
            let judgement = NamedJudgement { level: level.value, reason: reason.value };
            self.judgements.insert(id.value, Placed { value: judgement, span: value.span });
        }
    }

    /// Adds what another says, in place of what is here.
    pub fn overlay(&mut self, other: &Given) {
        self.answers.extend(other.answers.clone());
        self.context.extend(other.context.clone());
        self.judgements.extend(other.judgements.clone());
    }

    /// Says that all of this stands at one place, such as the line that takes it over.
    pub fn all_at(mut self, span: &Span) -> Given {
        self.answers.values_mut().for_each(|placed| placed.span = span.clone());
        self.context.values_mut().for_each(|placed| placed.span = span.clone());
        self.judgements.values_mut().for_each(|placed| placed.span = span.clone());
        self.like = Some(span.clone());
        self
    }

    /// Returns the case of all this, or notes what does not fit the questionnaire.
    pub fn case<'q>(
        &self,
        questionnaire: &'q Questionnaire,
        whole: &Span,
        notes: &Notes<'_>,
    ) -> Option<Case<'q>> {
        let mut answers = Answers::none(questionnaire.edition());
        for (id, answer) in &self.answers {
            if let Some(answer) = &answer.value {
                answers.give(id.clone(), answer.clone());
            }
        }
        let context =
            self.context.iter().filter_map(|(id, value)| Some((id.clone(), value.value.clone()?))).collect();
        let judgements =
            self.judgements.iter().map(|(id, judged)| (id.clone(), judged.value.clone())).collect();
        let case = Case::new(questionnaire, answers, &context, &judgements);
        case.map_err(|faults| faults.iter().for_each(|fault| self.note(fault, whole, notes))).ok()
    }

    fn note(&self, fault: &Fault, whole: &Span, notes: &Notes<'_>) {
        let id = fault.about.as_str();
        let span = (self.answers.get(id).map(|placed| &placed.span))
            .or_else(|| self.context.get(id).map(|placed| &placed.span))
            .or_else(|| self.judgements.get(id).map(|placed| &placed.span));
        // What a fault advises stands behind its last semicolon.
        let (what, advice) = fault
            .message
            .rsplit_once("; ")
            .unwrap_or((&fault.message, "write one that the questionnaire takes"));
        let span = span.unwrap_or(whole).clone();
        if self.like.as_ref() == Some(&span) && self.answers.contains_key(id) {
            let advice = format!(
                "this answer comes from `like`; write `{id} = \"\"` among the answers to take it away"
            );
            return notes.error("bad-input", span, format!("`{id}`: {what}"), advice);
        }
        notes.error("bad-input", span, format!("`{id}`: {what}"), advice);
    }
}

/// The pairs of an optional table of free keys.
pub fn pairs<'t>(table: Option<Table<'t>>) -> Vec<(Placed<String>, Placed<Untyped<'t>>)> {
    table.map(|table| table.free_values()).unwrap_or_default()
}

/// Reads one answer: nothing within if it takes one away, nothing at all if it was noted as wrong.
pub fn answer(
    questionnaire: &Questionnaire,
    question: QuestionRef,
    value: &Placed<Untyped<'_>>,
    notes: &Notes<'_>,
) -> Option<Option<Answer>> {
    let asked = questionnaire.question(question);
    let read = match &value.value {
        Untyped::Table(table) => return state(table),
        Untyped::Text(text) if text.is_empty() => return Some(None),
        Untyped::Text(text) => match STATES.iter().find(|(word, _)| word == text) {
            Some((_, Some(state))) if !matches!(asked.kind, Kind::Text { .. }) => {
                return Some(Some(state.clone()));
            }
            _ => asked.kind.value_of_text(text.clone()),
        },
        Untyped::Number(number) => asked.kind.value_of_number(number).ok(),
        list @ Untyped::List(_) => list.texts().map(|ids| asked.kind.value_of_list(ids)),
        Untyped::Flag(_) | Untyped::Date => None,
    };
    let expected = match read.map(|value| asked.kind.accepts(&value).map(|()| value)) {
        Some(Ok(value)) => return Some(Some(Answer::Given(value))),
        Some(Err(expected)) => expected,
        None => asked.kind.expects(),
    };
    let slip = match &value.value {
        Untyped::Text(text) if !asked.kind.takes_several() => slip::of_text(&asked.kind, text),
        _ => None,
    };
    let slip = slip.map(|slip| format!("; {slip}")).unwrap_or_default();
    let message = format!("`{}`: the answer must be {expected}{slip}", asked.id);
    notes.error("bad-input", value.span.clone(), message, advice(&asked.kind, &value.value, notes));
    None
}

/// Reads `{state = "…"}`.
fn state(table: &Table<'_>) -> Option<Option<Answer>> {
    let places: Vec<(&'static str, usize)> =
        STATES.iter().enumerate().map(|(place, (word, _))| (*word, place)).collect();
    let place = table.need_word("state", &places);
    place.map(|place| STATES[place].1.clone())
}

/// The nearest option, or how an answer is written.
fn advice(kind: &Kind, value: &Untyped<'_>, notes: &Notes<'_>) -> String {
    let options = || kind.options().iter().map(|option| option.id.as_str());
    let unknown = |text: &&String| !options().any(|option| option == text.as_str());
    let texts = value.texts().or_else(|| value.text().map(|text| vec![text.to_owned()])).unwrap_or_default();
    let near = texts.iter().find(unknown).and_then(|text| notes.nearest(text, options()));
    match (near, value) {
        (Some(near), _) => format!("did you mean \"{near}\"?"),
        (None, Untyped::Text(text)) if kind.takes_several() && options().any(|option| option == text) => {
            format!("several may be chosen, so it is a list: `[\"{text}\"]`")
        }
        (None, Untyped::Flag(_)) => "write \"yes\" or \"no\", in quotes".to_owned(),
        _ => "or write \"declined\", \"dont_know\", \"later\", or \"\" for not asked".to_owned(),
    }
}
