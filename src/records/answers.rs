//! Reads an answers document. Numbers keep their text; a key that stands twice is a mistake, not the
//! last one wins. What an answer may be is checked against the questionnaire; no message repeats one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::refused::{DocumentRefusal, OtherDocument};
use super::training::is_of_training;
use super::wire::{FormatVersion, Object, Ordered, Raw};
use crate::answers::{Answer, Answers, Value};
use crate::decimal::Decimal;
use crate::lookalike;
use crate::questionnaire::model::Questionnaire;
use crate::questionnaire::{Kind, slip};
use crate::scoring::{Case, Fault, NamedJudgement};

/// The version of this format.
const FORMAT: u32 = 1;

/// Answers as they are handed in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight answers document, format 1"))]
pub struct AnswersDocument {
    format: FormatVersion<FORMAT>,
    /// The id of the questionnaire, perhaps with `@version`.
    #[serde(default)]
    #[cfg_attr(test, schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*(@[0-9]+\.[0-9]+\.[0-9]+.*)?$")))]
    pub questionnaire: Option<String>,
    /// The tag of the language in which the questions were asked, where it is not that of the questionnaire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A question that is absent was not asked.
    #[cfg_attr(test, schemars(schema_with = "super::schemas::answers"))]
    answers: Ordered<Raw>,
    /// What the programme knows; null where it is not known, so that no default holds.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "super::schemas::contexts"))]
    context: Ordered<ContextValue>,
    /// The practitioner's own judgements, by outcome.
    #[serde(default)]
    judgements: Ordered<Object<NamedJudgement>>,
}

/// Reads an answers document.
///
/// # Errors
/// What is wrong with its JSON or its shape, with the line.
pub fn read_answers(text: &str) -> Result<AnswersDocument, DocumentRefusal> {
    let text = text.trim_start_matches('\u{feff}');
    if is_of_training(text) {
        return Err(DocumentRefusal::Instead(OtherDocument::Practice));
    }
    let Object(document) = serde_json::from_str::<Object<AnswersDocument>>(text).map_err(|error| {
        let seen = look_alike_at(text, error.line(), error.column()).unwrap_or_default();
        DocumentRefusal::of_json(&error, &seen)
    })?;
    Ok(document)
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

impl fmt::Debug for AnswersDocument {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[answers document]")
    }
}

impl AnswersDocument {
    /// Returns the document of answers that were written down elsewhere.
    pub(super) fn new(
        questionnaire: String,
        answers: Ordered<Raw>,
        context: impl Iterator<Item = (String, Option<String>)>,
        judgements: impl Iterator<Item = (String, NamedJudgement)>,
    ) -> Self {
        AnswersDocument {
            format: FormatVersion,
            questionnaire: Some(questionnaire),
            language: None,
            answers,
            context: context.map(|(id, value)| (id, ContextValue(value))).collect(),
            judgements: judgements.map(|(id, judgement)| (id, Object(judgement))).collect(),
        }
    }

    /// Returns the case that the document describes.
    ///
    /// # Errors
    /// Everything that does not fit the questionnaire, all at once. No fault repeats an answer.
    pub fn case<'q>(&self, questionnaire: &'q Questionnaire) -> Result<Case<'q>, Vec<Fault>> {
        let given = self.context.0.iter();
        let context = given.clone().filter_map(|(id, value)| Some((id.clone(), value.0.clone()?))).collect();
        let unknown = given.filter(|(_, value)| value.0.is_none()).map(|(id, _)| id.clone()).collect();
        self.case_with(questionnaire, &context, &unknown)
    }

    /// Returns the case that the document describes, asked in another language than that of the questionnaire, with the
    /// values of that language. What has none there is unknown.
    ///
    /// # Errors
    /// Everything that does not fit the questionnaire, all at once; also a value that holds in its own language alone.
    pub fn case_in<'q>(
        &self,
        questionnaire: &'q Questionnaire,
        values: &BTreeMap<String, String>,
    ) -> Result<Case<'q>, Vec<Fault>> {
        let by_language = questionnaire.contexts.iter().filter(|context| context.by_language);
        let by_language: Vec<&str> = by_language.map(|context| context.id.as_str()).collect();
        let is_by_language = |id: &String| by_language.contains(&id.as_str());
        let (of_language, given): (Vec<_>, Vec<_>) =
            self.context.0.iter().partition(|(id, _)| is_by_language(id));
        let stated = of_language.into_iter().filter(|(_, value)| value.0.is_some()).map(|(id, _)| Fault {
            about: id.clone(),
            message: format!(
                "a value that is given holds in {} alone, and these answers are in {}; leave it out: the translation says \
                 what it is there, or it is unknown",
                questionnaire.language,
                self.language.as_deref().unwrap_or("another language")
            ),
        });
        let mut faults: Vec<Fault> = stated.collect();
        let known = given.iter().filter_map(|(id, value)| Some((id.clone(), value.0.clone()?)));
        let context = known.chain(values.clone()).collect();
        let not_given = given.iter().filter(|(_, value)| value.0.is_none()).map(|(id, _)| id.clone());
        let not_found = by_language.iter().filter(|id| !values.contains_key(**id)).map(|id| (*id).to_owned());
        match self.case_with(questionnaire, &context, &not_given.chain(not_found).collect()) {
            Ok(case) if faults.is_empty() => Ok(case),
            Ok(_) => Err(faults),
            Err(others) => {
                faults.extend(others);
                Err(faults)
            }
        }
    }

    fn case_with<'q>(
        &self,
        questionnaire: &'q Questionnaire,
        context: &BTreeMap<String, String>,
        unknown: &BTreeSet<String>,
    ) -> Result<Case<'q>, Vec<Fault>> {
        let (answers, mut unread) = self.answers(questionnaire);
        let judgements: BTreeMap<String, NamedJudgement> =
            self.judgements.0.iter().map(|(id, Object(judged))| (id.clone(), judged.clone())).collect();
        Case::with_unknown(questionnaire, answers, context, unknown, &judgements).map_err(|mut faults| {
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
        for (id, Raw(raw)) in &self.answers.0 {
            let (raw, words) = apart(raw.get());
            let read = match questionnaire.find(id) {
                Some(place) => answer(&raw, &questionnaire.question(place).kind),
                // It is refused by its name, whatever was answered.
                None => Ok(Answer::Later),
            };
            let answer = read.unwrap_or_else(|message| {
                unread.insert(id.clone(), message);
                Answer::Given(Value::Text(String::new()))
            });
            answers.give(id.clone(), answer);
            if let Some(words) = words {
                answers.put_words(id.clone(), words);
            }
        }
        (answers, unread)
    }
}

/// Returns the answer and the words of the option that takes them, where both are given together:
/// `{"value": "other", "words": "…"}`.
fn apart(raw: &str) -> (Cow<'_, str>, Option<String>) {
    match serde_json::from_str::<Object<WithWords>>(raw) {
        Ok(Object(both)) => (both.value.get().to_owned().into(), Some(both.words)),
        Err(_) => (raw.into(), None),
    }
}

/// An answer with the words of its option, as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WithWords {
    /// The answer.
    pub value: Box<RawValue>,
    /// The words.
    pub words: String,
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
    let AnswerState { state } = serde_json::from_str(raw).map_err(|_| expected.to_owned())?;
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerState {
    state: String,
}

/// The value of a context: a text, or a number in our way of writing it; nothing where it is said to be unknown.
#[derive(Serialize)]
struct ContextValue(Option<String>);

impl<'de> Deserialize<'de> for ContextValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().as_bytes().first() {
            Some(b'"') => {
                serde_json::from_str(raw.get()).map(|text| ContextValue(Some(text))).map_err(D::Error::custom)
            }
            Some(b'n') => Ok(ContextValue(None)),
            Some(b'-' | b'0'..=b'9') => {
                let number = Decimal::of_equal(raw.get()).map(|number| number.to_string());
                Ok(ContextValue(Some(number.unwrap_or_else(|_| raw.get().to_owned()))))
            }
            _ => {
                Err(D::Error::custom("a context value is a text or a number, or null where it is not known"))
            }
        }
    }
}
