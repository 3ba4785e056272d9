//! Reads an answers document. Numbers keep their text; a key that stands twice is a mistake, not the
//! last one wins. What an answer may be is checked against the questionnaire; no message repeats one.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::answers::{Answer, Answers, Value};
use crate::assessment::{Fault, NamedJudgement};
use crate::decimal::Decimal;
use crate::questionnaire::Kind;
use crate::questionnaire::model::Questionnaire;

/// An answers document as it was handed in.
pub struct AnswersDocument {
    /// The id of the questionnaire, perhaps with `@version`.
    pub questionnaire: Option<String>,
    answers: Vec<(String, Box<RawValue>)>,
    /// The values of contexts.
    pub context: BTreeMap<String, String>,
    /// The practitioner's judgements, by outcome.
    pub judgements: BTreeMap<String, NamedJudgement>,
}

/// Reads an answers document.
///
/// # Errors
/// What is wrong with its JSON or its shape, with the line.
pub fn read_answers(text: &str) -> Result<AnswersDocument, String> {
    let document: Document = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        // serde_json quotes what it found; the sentence is cut before any value could be repeated.
        format!("line {}, column {}: {}", error.line(), error.column(), without_values(&error.to_string()))
    })?;
    if document.format != 1 {
        return Err(format!("`format` is {}; this version reads format 1", document.format));
    }
    let context = document.context.unwrap_or_default();
    Ok(AnswersDocument {
        questionnaire: document.questionnaire,
        answers: document.answers.0,
        context: context.0.into_iter().map(|(id, value)| (id, value.0)).collect(),
        judgements: document
            .judgements
            .unwrap_or_default()
            .0
            .into_iter()
            .map(|(id, judged)| (id, NamedJudgement { level: judged.level, reason: judged.reason }))
            .collect(),
    })
}

/// Cuts the part of a message that may repeat a value.
fn without_values(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    match message.split_once("invalid type: ") {
        Some((_, rest)) => match rest.rsplit_once(", expected ") {
            Some((_, expected)) => format!("expected {expected}"),
            None => "a value of the wrong type".to_owned(),
        },
        None if message.contains("invalid value") => "a value that is not allowed here".to_owned(),
        None => message.to_owned(),
    }
}

impl AnswersDocument {
    /// Returns the answers as a questionnaire means them.
    ///
    /// # Errors
    /// Every answer that is of the wrong type, by question.
    pub fn answers(&self, questionnaire: &Questionnaire) -> Result<Answers, Vec<Fault>> {
        let mut answers = Answers::none(questionnaire.edition());
        let mut faults = Vec::new();
        for (id, raw) in &self.answers {
            let kind = questionnaire.find(id).map(|place| &questionnaire.question(place).kind);
            match answer(raw.get(), kind) {
                Ok(answer) => answers.give(id.clone(), answer),
                Err(message) => faults.push(Fault { about: id.clone(), message }),
            }
        }
        if faults.is_empty() { Ok(answers) } else { Err(faults) }
    }
}

/// Reads one answer. A question that is not known is refused later, by name; its answer only has to
/// be of some type.
fn answer(raw: &str, kind: Option<&Kind>) -> Result<Answer, String> {
    let expected = || match kind {
        Some(kind) => format!("the answer must be {}, or {{\"state\": \"declined\"}}", kind.expects()),
        None => "there is no such question in this questionnaire".to_owned(),
    };
    match raw.as_bytes().first() {
        Some(b'{') => state(raw),
        Some(b'[') => {
            let ids: Vec<String> = serde_json::from_str(raw).map_err(|_| expected())?;
            Ok(Answer::Given(Value::Choices(in_order(ids, kind))))
        }
        Some(b'"') => {
            let text: String = serde_json::from_str(raw).map_err(|_| expected())?;
            text_value(text, kind).map(Answer::Given).ok_or_else(expected)
        }
        Some(b'-' | b'0'..=b'9') => match (kind, Decimal::parse(raw)) {
            (Some(Kind::DatePart { .. }), _) => year(raw).map(Answer::Given).ok_or_else(expected),
            (_, Ok(number)) => Ok(Answer::Given(Value::Number(number))),
            (_, Err(error)) => Err(format!("the number is {error}")),
        },
        _ => Err(expected()),
    }
}

fn state(raw: &str) -> Result<Answer, String> {
    let expected = "an answer that is no value is {\"state\": \"declined\"}, \"dont_know\" or \"later\"";
    let State { state } = serde_json::from_str(raw).map_err(|_| expected.to_owned())?;
    match state.as_str() {
        "declined" => Ok(Answer::Declined),
        "dont_know" => Ok(Answer::DontKnow),
        "later" => Ok(Answer::Later),
        _ => Err(expected.to_owned()),
    }
}

fn text_value(text: String, kind: Option<&Kind>) -> Option<Value> {
    match kind {
        Some(Kind::YesNo) => match text.as_str() {
            "yes" => Some(Value::YesNo(true)),
            "no" => Some(Value::YesNo(false)),
            _ => None,
        },
        Some(Kind::Text { .. }) => Some(Value::Text(text)),
        Some(Kind::DatePart { .. }) => kind?.read_line(&text).ok(),
        Some(Kind::Choices(_)) | Some(Kind::Number(_)) => None,
        _ => Some(Value::Choice(text)),
    }
}

fn year(raw: &str) -> Option<Value> {
    Some(Value::DatePart { year: raw.parse().ok()?, month: None })
}

/// The options in the order of the questionnaire; one that is not known stays, to be refused.
fn in_order(mut ids: Vec<String>, kind: Option<&Kind>) -> Vec<String> {
    let options = kind.map(Kind::options).unwrap_or_default();
    ids.sort_by_key(|id| options.iter().position(|option| option.id == *id).unwrap_or(usize::MAX));
    ids
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    #[serde(default)]
    questionnaire: Option<String>,
    answers: Once<Box<RawValue>>,
    #[serde(default)]
    context: Option<Once<ContextValue>>,
    #[serde(default)]
    judgements: Option<Once<Judged>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    state: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    level: String,
    reason: String,
}

/// The value of a context: a text, or a number kept as it was written.
struct ContextValue(String);

impl<'de> Deserialize<'de> for ContextValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get()).map(ContextValue).map_err(D::Error::custom),
            Some(b'-' | b'0'..=b'9') => Ok(ContextValue(raw.get().to_owned())),
            _ => Err(D::Error::custom("a context value is a text or a number")),
        }
    }
}

/// An object in which every key stands once, in its order.
struct Once<T>(Vec<(String, T)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Once(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Once<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OnceVisitor(PhantomData))
    }
}

struct OnceVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OnceVisitor<T> {
    type Value = Once<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object { … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs: Vec<(String, T)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, T>()? {
            if pairs.iter().any(|(earlier, _)| *earlier == key) {
                return Err(A::Error::custom(format!("`{key}` stands here twice")));
            }
            pairs.push((key, value));
        }
        Ok(Once(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read_answers(text).err().expect("this is no answers document")
    }

    #[test]
    fn what_is_no_answers_document_says_where_and_repeats_nothing() {
        assert!(error("{").starts_with("line 1"));
        assert!(error(r#"{"format": 2, "answers": {}}"#).contains("reads format 1"));
        assert!(
            error(r#"{"format": 1, "answers": {"a": "yes", "a": "no"}}"#).contains("`a` stands here twice")
        );
        assert!(error(r#"{"format": 1, "answers": {}, "nmae": 1}"#).contains("nmae"));
        let wrong = error(r#"{"format": "canary", "answers": {}}"#);
        assert!(!wrong.contains("canary"), "{wrong}");
        let wrong = error(r#"{"format": 1, "answers": "canary"}"#);
        assert!(!wrong.contains("canary"), "{wrong}");
    }
}
