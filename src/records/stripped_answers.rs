//! What stays of answers where a record is without identifiers, and of the lines of evidence that are made of them:
//! what the questionnaire offered, and nothing that was said or typed.

use std::collections::BTreeMap;

use super::record::AnswerRecord;
use super::removed::{LEFT_OUT, Removed};
use super::wire::Raw;
use crate::answers::{Answer, Value};
use crate::decimal::Decimal;
use crate::questionnaire::FrameWords;
use crate::questionnaire::model::{AnswerSource, Kind, Question, Questionnaire};

/// An age from which on a year tells it: ages over 89 are told as one.
const OLDEST: i16 = 89;

/// What a question is where it is not answered, as evidence says it.
pub const NOT_APPLICABLE: &str = "does not apply";
/// What a question is that was not asked, as evidence says it.
pub const NOT_ASKED: &str = "not asked";

/// Returns a line of evidence as records write it: where the answer is from, what was asked, what came.
pub fn evidence_line(frame: &FrameWords, source: AnswerSource, asked: &str, state: &str) -> String {
    format!("{}: {asked} — {state}", frame.evidence_from(source))
}

/// Answers that are gone through.
pub struct AnswersToStrip<'q> {
    /// The questionnaire that was asked.
    pub questionnaire: &'q Questionnaire,
    /// Whether it comes with the program: then no number in it is an age.
    pub is_shipped: bool,
    /// The year of the screening.
    pub year: i16,
}

impl AnswersToStrip<'_> {
    /// Returns what stays of an answer: nothing of one to a question that is not known.
    pub fn answer(&self, said: &AnswerRecord, removed: &mut Removed) -> Option<AnswerRecord> {
        // All fields are named: what is added to an answer is decided on here.
        let AnswerRecord {
            question,
            asked: _,
            source: _,
            part: _,
            sensitivity: _,
            state,
            value,
            shown: _,
            words,
            note,
            asked_differently,
            answered_alone,
            seen,
            asked_in,
        } = said;
        // A language can tell where somebody is from.
        removed.words +=
            usize::from(words.is_some()) + usize::from(note.is_some()) + usize::from(asked_in.is_some());
        let Some(place) = self.questionnaire.find(question) else {
            removed.words += 1;
            return None;
        };
        let (question, frame) = (self.questionnaire.question(place), self.questionnaire.about.words());
        let (value, shown) = match (state.as_str(), value) {
            ("given", Some(value)) => self.value(question, value, removed),
            ("declined", _) => (None, question.show(&Answer::Declined, frame.could_not_tell)),
            ("dont_know", _) => (None, question.show(&Answer::DontKnow, frame.could_not_tell)),
            ("later", _) => (None, question.show(&Answer::Later, frame.could_not_tell)),
            _ => {
                removed.words += 1;
                return None;
            }
        };
        Some(AnswerRecord {
            question: question.id.clone(),
            asked: question.ask.clone(),
            source: question.from,
            part: question.part,
            sensitivity: question.sensitivity,
            state: state.clone(),
            value,
            shown,
            words: None,
            note: None,
            asked_differently: *asked_differently,
            answered_alone: *answered_alone,
            seen: *seen,
            asked_in: None,
        })
    }

    /// Returns what stays of a value: what the question offered, and a number of a form that is known.
    fn value(&self, question: &Question, value: &Raw, removed: &mut Removed) -> (Option<Raw>, String) {
        let json = value.0.get();
        let offered = match &question.kind {
            Kind::YesNo => offered(json, &["yes", "no"]).map(|id| Value::YesNo(id == "yes")),
            Kind::Choice(options) | Kind::Scale(options) => {
                let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
                offered(json, &ids).map(Value::Choice)
            }
            Kind::Choices(options) => {
                let is_one = |id: &String| options.iter().any(|option| option.id == *id);
                let ids = serde_json::from_str::<Vec<String>>(json).ok();
                ids.filter(|ids| ids.iter().all(is_one)).map(Value::Choices)
            }
            Kind::Number(_) if self.is_shipped => Decimal::of_equal(json).ok().map(Value::Number),
            Kind::DatePart { with_month } => {
                removed.dates += usize::from(*with_month);
                self.year_of(json).map(|year| Value::DatePart { year, month: None })
            }
            Kind::Number(_) | Kind::Text { .. } => None,
        };
        let Some(offered) = offered else {
            let is_text = matches!(question.kind, Kind::Text { .. });
            *(if is_text { &mut removed.words } else { &mut removed.numbers }) += 1;
            return (None, LEFT_OUT.to_owned());
        };
        let kept = match &offered {
            Value::DatePart { year, .. } => Raw::of(format!("\"{year}\"")),
            _ => value.clone(),
        };
        (Some(kept), question.show(&Answer::Given(offered), self.questionnaire.about.words().could_not_tell))
    }

    /// Returns the year of an answer, unless it could tell an age over 89.
    fn year_of(&self, json: &str) -> Option<u16> {
        let year = json.trim_matches('"').split('-').next()?.parse::<u16>().ok()?;
        (self.year - i16::try_from(year).ok()? < OLDEST).then_some(year)
    }

    /// Returns the lines of evidence that may stay, and what stays of each.
    pub fn lines(&self, before: &[AnswerRecord], after: &[AnswerRecord]) -> BTreeMap<String, String> {
        let frame = self.questionnaire.about.words();
        let said = after.iter().filter_map(|after| {
            let before = before.iter().find(|before| before.question == after.question)?;
            let line = |shown| evidence_line(frame, after.source, &after.asked, shown);
            Some((line(&before.shown), line(&after.shown)))
        });
        let open = self.questionnaire.questions.iter().flat_map(|question| {
            [NOT_APPLICABLE, NOT_ASKED].map(|state| {
                let line = evidence_line(frame, question.from, &question.ask, state);
                (line.clone(), line)
            })
        });
        open.chain(said).collect()
    }
}

fn offered(json: &str, ids: &[&str]) -> Option<String> {
    serde_json::from_str::<String>(json).ok().filter(|id| ids.contains(&id.as_str()))
}

/// Returns what stays of lines of evidence: what is not known of one is left out.
pub fn allowed(evidence: &[String], lines: &BTreeMap<String, String>) -> Vec<String> {
    evidence.iter().map(|line| lines.get(line).cloned().unwrap_or_else(|| LEFT_OUT.to_owned())).collect()
}
