//! Reads a JSON record back, strictly: what is unknown, missing, of another type or there twice is an
//! error that names it. No message repeats an answer. A record that is not of a real screening is
//! refused.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::answers::{AnswersDocument, Object, Once, without_values};
use super::tree::Tree;
use crate::answers::{Edition, Note};
use crate::export::json::FORMAT;
use crate::questionnaire::{Fingerprint, Questionnaire};
use crate::scoring::{Case, Fault, NamedJudgement};

/// The kind of a record of a screening.
const KIND: &str = "safelight-screening";

/// A record as it was read back.
pub struct Record {
    /// The edition that was asked.
    pub edition: Edition,
    /// The fingerprints of that edition.
    pub fingerprint: Fingerprint,
    /// The day of the screening.
    pub date: Date,
    /// The version of the program that wrote it.
    pub tool_version: String,
    /// What is noted, by question.
    pub(super) notes: BTreeMap<String, Note>,
    /// The questions asked in other words.
    pub(super) reworded: BTreeSet<String>,
    /// The whole record as it is written.
    pub(super) written: Tree,
    answers: AnswersDocument,
}

/// Reads a record.
///
/// # Errors
/// Why it is no record of a screening, with the place where that can be said.
pub fn read_record(text: &str) -> Result<Record, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with('{') {
        return Err(no_json(text));
    }
    let written = Tree::read(text)?;
    refuse_another_kind(&written)?;
    let Object(document) = serde_json::from_str::<Object<Document>>(text).map_err(|error| {
        format!("line {}, column {}: {}", error.line(), error.column(), without_values(&error.to_string()))
    })?;
    let date = document.date.parse().map_err(|_| "`date` is not a date such as 2026-01-31".to_owned())?;
    let Object(questionnaire) = document.questionnaire;
    let Object(fingerprint) = questionnaire.fingerprint;
    let edition = Edition { id: questionnaire.id, version: questionnaire.version };
    let said = Said::of(document.answers)?;
    let judgements = judgements(document.outcomes)?;
    let context = document.context.0.into_iter().collect();
    Ok(Record {
        answers: AnswersDocument::new(edition.to_string(), said.answers, context, judgements),
        edition,
        fingerprint: Fingerprint {
            structure: fingerprint.structure,
            scoring: fingerprint.scoring,
            wording: fingerprint.wording,
        },
        date,
        tool_version: document.tool.0.version,
        notes: said.notes,
        reworded: said.reworded,
        written,
    })
}

impl Record {
    /// Returns the case that the record tells of.
    ///
    /// # Errors
    /// Everything in it that does not fit the questionnaire, all at once. No fault repeats an answer.
    pub fn case<'q>(&self, questionnaire: &'q Questionnaire) -> Result<Case<'q>, Vec<Fault>> {
        self.answers.case(questionnaire)
    }
}

fn no_json(text: &str) -> String {
    let wanted = "a JSON record is needed here, as `screen` saves it in a file that ends in .json";
    if text.starts_with("Summary") || text.starts_with("# Summary") {
        return format!("this is a summary for people; {wanted}");
    }
    format!("this is not JSON; {wanted}")
}

fn refuse_another_kind(written: &Tree) -> Result<(), String> {
    let kind = written.get("kind").and_then(Tree::text);
    let is_training = |kind: &str| kind.contains("training") || kind.contains("practice");
    match kind {
        Some(KIND) => {}
        Some(kind) if is_training(kind) => {
            return Err("this is a record of practice, not of a screening; it is not scored again".to_owned());
        }
        Some(_) => return Err(format!("`kind` is not \"{KIND}\"; this is another kind of document")),
        None if written.get("answers").is_some() && written.get("outcomes").is_none() => {
            return Err("this is an answers document; `safelight score` scores it".to_owned());
        }
        None if written.get("outcomes").is_some() => {
            return Err(
                "this is a result of `safelight score`; it holds no answers to score again".to_owned()
            );
        }
        None => return Err(format!("there is no `kind`; a record of a screening has \"{KIND}\"")),
    }
    match written.get("format") {
        Some(Tree::Plain(format)) if *format == FORMAT.to_string() => Ok(()),
        Some(_) => Err(format!("`format` is not {FORMAT}; this version reads format {FORMAT}")),
        None => Err("there is no `format`; a record of ours begins with it".to_owned()),
    }
}

/// What was said, question by question.
struct Said {
    answers: Vec<(String, Box<RawValue>)>,
    notes: BTreeMap<String, Note>,
    reworded: BTreeSet<String>,
}

impl Said {
    fn of(answers: Vec<Object<AnswerOf>>) -> Result<Self, String> {
        let mut said = Said { answers: Vec::new(), notes: BTreeMap::new(), reworded: BTreeSet::new() };
        let mut seen = BTreeSet::new();
        for Object(answer) in answers {
            let id = answer.question;
            if !seen.insert(id.clone()) {
                return Err(format!("the answer to `{id}` stands here twice"));
            }
            said.answers.push((id.clone(), raw(&id, &answer.state, answer.value)?));
            said.notes.extend(answer.note.map(|Object(note)| (id.clone(), note)));
            said.reworded.extend(answer.asked_differently.then_some(id));
        }
        Ok(said)
    }
}

/// Returns an answer as an answers document writes it.
fn raw(id: &str, state: &str, value: Option<Box<RawValue>>) -> Result<Box<RawValue>, String> {
    match (state, value) {
        ("given", Some(value)) => Ok(value),
        ("given", None) => Err(format!("`{id}` is \"given\" and has no `value`")),
        ("declined" | "dont_know" | "later", Some(_)) => {
            Err(format!("`{id}` has a `value` although its `state` says that there is none"))
        }
        ("declined" | "dont_know" | "later", None) => {
            let state = serde_json::json!({ "state": state }).to_string();
            Ok(RawValue::from_string(state).expect("it was just written as JSON"))
        }
        _ => Err(format!("the `state` of `{id}` must be given, declined, dont_know or later")),
    }
}

fn judgements(outcomes: Vec<Object<OutcomeOf>>) -> Result<BTreeMap<String, NamedJudgement>, String> {
    let mut judgements = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for Object(outcome) in outcomes {
        if !seen.insert(outcome.id.clone()) {
            return Err(format!("the outcome `{}` stands here twice", outcome.id));
        }
        if let Some(Object(judged)) = outcome.judged {
            judgements.insert(outcome.id, NamedJudgement { level: judged.level, reason: judged.reason });
        }
    }
    Ok(judgements)
}

/// Something that is compared as a whole and not read here.
type Unread = serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct Document {
    format: Unread,
    kind: String,
    statement: String,
    tool: Object<Tool>,
    date: String,
    agency: Option<String>,
    jurisdiction: Option<String>,
    questionnaire: Object<QuestionnaireOf>,
    context: Once<String>,
    consent: Option<Unread>,
    course: Vec<String>,
    stopped: Option<String>,
    validation: Vec<String>,
    answers: Vec<Object<AnswerOf>>,
    notes_without_answer: Vec<Object<NoteAloneOf>>,
    not_applicable: Vec<String>,
    indicators: Vec<Unread>,
    scores: Vec<Unread>,
    outcomes: Vec<Object<OutcomeOf>>,
    open_questions: Vec<Unread>,
    actions: Vec<Unread>,
    next: Vec<Unread>,
    referrals: Vec<Unread>,
    police_and_tip_lines_not_shown: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct Tool {
    name: String,
    version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct QuestionnaireOf {
    id: String,
    version: String,
    title: String,
    language: String,
    fingerprint: Object<FingerprintOf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FingerprintOf {
    structure: String,
    scoring: String,
    wording: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct AnswerOf {
    question: String,
    asked: String,
    source: String,
    part: String,
    state: String,
    value: Option<Box<RawValue>>,
    shown: String,
    note: Option<Object<Note>>,
    asked_differently: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct NoteAloneOf {
    question: String,
    asked: String,
    note: Object<Note>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct OutcomeOf {
    id: String,
    label: String,
    possible: Vec<Unread>,
    settled: bool,
    enough_answered: bool,
    decided_by_practitioner: bool,
    before_adjustment: Vec<String>,
    decided_by: Vec<Unread>,
    adjusted_by: Vec<Unread>,
    judged: Option<Object<JudgedOf>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "every key is named, so that an unknown one is refused")]
struct JudgedOf {
    level: String,
    label: String,
    reason: String,
}
