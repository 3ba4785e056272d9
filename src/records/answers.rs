//! Reads an answers document. Numbers keep their text; a key that stands twice is a mistake, not the
//! last one wins. What an answer may be is checked against the questionnaire; no message repeats one.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::training::is_of_training;
use crate::answers::{Answer, Answers, Value};
use crate::decimal::Decimal;
use crate::escaped::escaped;
use crate::lookalike;
use crate::questionnaire::model::Questionnaire;
use crate::questionnaire::{Kind, slip};
use crate::scoring::{Case, Fault, NamedJudgement};

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
    let text = text.trim_start_matches('\u{feff}');
    if is_of_training(text) {
        return Err(
            "this is of practice, with an invented person; it is not scored as a screening".to_owned()
        );
    }
    let Object(document) = serde_json::from_str::<Object<Document>>(text).map_err(|error| {
        // serde_json quotes what it found; the sentence is cut before any value could be repeated.
        let said = without_values(&error.to_string());
        let seen = look_alike_at(text, error.line(), error.column()).unwrap_or_default();
        format!("line {}, column {}: {}{seen}", error.line(), error.column(), escaped(&said))
    })?;
    if document.format.get() != "1" {
        return Err("`format` is not 1; this version reads format 1".to_owned());
    }
    let judgements = document.judgements.0.into_iter();
    Ok(AnswersDocument {
        questionnaire: document.questionnaire,
        answers: document.answers.0,
        context: document.context.0.into_iter().map(|(id, value)| (id, value.0)).collect(),
        judgements: judgements
            .map(|(id, Object(judged))| (id, NamedJudgement { level: judged.level, reason: judged.reason }))
            .collect(),
    })
}

/// Returns what stands where the JSON goes wrong, if it is something that looks like what JSON needs.
fn look_alike_at(text: &str, line: usize, column: usize) -> Option<String> {
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let mut at = column.saturating_sub(1).min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    let character = line[at..].chars().next()?;
    let found = lookalike::find(character)?;
    let instead = found.meant.filter(|meant| !meant.is_ascii_alphanumeric());
    Some(match instead {
        Some(instead) => format!("; there is a {} here: write {instead}", found.name),
        None if found.meant.is_some() => format!("; there is a {} here: write plain ones", found.name),
        None => format!("; there is a {} here: remove it", lookalike::named(character)),
    })
}

/// Cuts the part of a message that may repeat a value.
pub(super) fn without_values(message: &str) -> String {
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
    /// Returns the document of answers that were written down elsewhere.
    pub(super) fn new(
        questionnaire: String,
        answers: Vec<(String, Box<RawValue>)>,
        context: BTreeMap<String, String>,
        judgements: BTreeMap<String, NamedJudgement>,
    ) -> Self {
        AnswersDocument { questionnaire: Some(questionnaire), answers, context, judgements }
    }

    /// Returns the case that the document describes.
    ///
    /// # Errors
    /// Everything that does not fit the questionnaire, all at once. No fault repeats an answer.
    pub fn case<'q>(&self, questionnaire: &'q Questionnaire) -> Result<Case<'q>, Vec<Fault>> {
        let (answers, mut unread) = self.answers(questionnaire);
        Case::new(questionnaire, answers, &self.context, &self.judgements).map_err(|mut faults| {
            for fault in &mut faults {
                // The faults of answers come first, so a context of the same name keeps its own.
                if let Some(message) = unread.remove(&fault.about) {
                    fault.message = message;
                }
            }
            faults
        })
    }

    /// Returns the answers as a questionnaire means them, and why some could not be read, by question.
    /// In the place of each of those stands a text that no kind of question accepts, so that no case
    /// can come of them.
    fn answers(&self, questionnaire: &Questionnaire) -> (Answers, BTreeMap<String, String>) {
        let mut answers = Answers::none(questionnaire.edition());
        let mut unread = BTreeMap::new();
        for (id, raw) in &self.answers {
            let read = match questionnaire.find(id) {
                Some(place) => answer(raw.get(), &questionnaire.question(place).kind),
                // It is refused by its name, whatever was answered.
                None => Ok(Answer::Later),
            };
            let answer = read.unwrap_or_else(|message| {
                unread.insert(id.clone(), message);
                Answer::Given(Value::Text(String::new()))
            });
            answers.give(id.clone(), answer);
        }
        (answers, unread)
    }
}

/// Reads one answer that its question accepts. The message names the kind of what is wrong.
fn answer(raw: &str, kind: &Kind) -> Result<Answer, String> {
    let expected = || format!("the answer must be {}, or {{\"state\": \"declined\"}}", kind.expects());
    let but = |slip: Option<String>| slip.map_or_else(expected, |slip| format!("{}; {slip}", expected()));
    match raw.as_bytes().first() {
        Some(b'{') => state(raw),
        Some(b'[') => {
            let ids: Vec<String> = serde_json::from_str(raw).map_err(|_| expected())?;
            let slip = slip::of_list(kind, &ids);
            accepted(kind, kind.value_of_list(ids), slip)
        }
        Some(b'"') => {
            let text: String = serde_json::from_str(raw).map_err(|_| expected())?;
            let slip = slip::of_text(kind, &text);
            match kind.value_of_text(text) {
                Some(value) => accepted(kind, value, slip),
                None => Err(but(slip)),
            }
        }
        Some(b'-' | b'0'..=b'9') => match kind.value_of_number(raw) {
            Ok(value) => accepted(kind, value, number_slip(kind)),
            Err(Some(error)) => Err(format!("the number is {error}")),
            Err(None) => Err(but(number_slip(kind))),
        },
        Some(b't' | b'f') if *kind == Kind::YesNo => {
            Err(but(Some("write \"yes\" or \"no\" in quotes, not true or false".to_owned())))
        }
        Some(b'n') => Err(but(Some("null says nothing: leave the question out, or give a state".to_owned()))),
        _ => Err(expected()),
    }
}

fn accepted(kind: &Kind, value: Value, slip: Option<String>) -> Result<Answer, String> {
    match (kind.accepts(&value), slip) {
        (Ok(()), _) => Ok(Answer::Given(value)),
        (Err(expected), Some(slip)) => Err(format!("the answer must be {expected}; {slip}")),
        (Err(expected), None) => Err(format!("the answer must be {expected}")),
    }
}

/// Why a number is no answer to a question that is not answered with one.
fn number_slip(kind: &Kind) -> Option<String> {
    let is_number = matches!(kind, Kind::Number(_) | Kind::DatePart { .. });
    (!is_number).then(|| "it is a number: write a text in quotes".to_owned())
}

fn state(raw: &str) -> Result<Answer, String> {
    let expected = "an answer that is no value is {\"state\": \"declined\"}, \"dont_know\" or \"later\"";
    let State { state } = serde_json::from_str(raw).map_err(|_| expected.to_owned())?;
    let slip = || slip::of_word(&state, |word| state_of(word).is_some());
    state_of(&state)
        .ok_or_else(|| slip().map_or_else(|| expected.to_owned(), |slip| format!("{expected}; {slip}")))
}

fn state_of(word: &str) -> Option<Answer> {
    match word {
        "declined" => Some(Answer::Declined),
        "dont_know" => Some(Answer::DontKnow),
        "later" => Some(Answer::Later),
        _ => None,
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: Box<RawValue>,
    #[serde(default)]
    questionnaire: Option<String>,
    answers: Once<Box<RawValue>>,
    #[serde(default)]
    context: Once<ContextValue>,
    #[serde(default)]
    judgements: Once<Object<Judged>>,
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

/// The value of a context: a text, or a number in our way of writing it.
struct ContextValue(String);

impl<'de> Deserialize<'de> for ContextValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get()).map(ContextValue).map_err(D::Error::custom),
            Some(b'-' | b'0'..=b'9') => {
                let number = Decimal::of_equal(raw.get()).map(|number| number.to_string());
                Ok(ContextValue(number.unwrap_or_else(|_| raw.get().to_owned())))
            }
            _ => Err(D::Error::custom("a context value is a text or a number")),
        }
    }
}

/// A struct that is written as an object. serde takes a list in its place, in the order of its
/// fields; a document of ours does not.
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object { … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// An object in which every key stands once, in its order.
pub(super) struct Once<T>(pub(super) Vec<(String, T)>);

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
