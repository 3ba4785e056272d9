//! Reads a JSON record back, strictly: what is unknown, missing, of another type or there twice is an error
//! that names it, or breaks the seal. No message repeats an answer. A record that is not of a real screening
//! is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{AnswersDocument, WithWords};
use super::other_language::OtherLanguages;
use super::outcome::OutcomeRecord;
use super::record::{FORMAT, KIND, Record};
use super::refused::{DocumentRefusal, OtherDocument, StateFault};
use super::seen::SeenRecord;
use super::stripped_record::KIND as STRIPPED;
use super::tree::Tree;
use super::wire::{Ordered, Raw, written};
use crate::answers::{Edition, Note};
use crate::questionnaire::Questionnaire;
use crate::scoring::{Case, Fault, NamedJudgement};

/// A record as it was read back.
pub struct ReadRecord {
    /// The record.
    pub record: Record,
    /// The edition that was asked.
    pub edition: Edition,
    /// Whether nothing was changed since it was written.
    pub is_sealed: bool,
    /// What is noted, by question.
    pub notes: BTreeMap<String, Note>,
    /// The questions asked in other words.
    pub reworded: BTreeSet<String>,
    /// The questions that the person answered alone.
    pub answered_alone: BTreeSet<String>,
    /// Who saw what is marked as seen, by question.
    pub seen: BTreeMap<String, SeenRecord>,
    /// What was said in other languages.
    pub languages: OtherLanguages,
    /// The whole record as it is written.
    pub written: Tree,
    answers: AnswersDocument,
}

/// Reads a record.
///
/// # Errors
/// Why it is no record of a screening, with the place where that can be said.
pub fn read_record(text: &str) -> Result<ReadRecord, DocumentRefusal> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with("Summary") || text.starts_with("# Summary") {
        return Err(DocumentRefusal::Summary);
    }
    if !text.starts_with('{') {
        return Err(DocumentRefusal::NotJson(
            "a JSON record is needed here, as `screen` saves it in a file that ends in .json",
        ));
    }
    let tree = Tree::read(text)?;
    refuse_another_kind(&tree)?;
    let record: Record = serde_json::from_str(text).map_err(|error| DocumentRefusal::of_json(&error, ""))?;
    let edition =
        Edition { id: record.questionnaire.id.clone(), version: record.questionnaire.version.clone() };
    let context = record.context.iter().map(|known| (known.id.clone(), known.value.clone()));
    let answers = AnswersDocument::new(
        edition.to_string(),
        answers(&record)?,
        context,
        judgements(&record.outcomes)?.into_iter(),
    );
    let noted = record.answers.iter().filter_map(|said| Some((said.question.clone(), said.note.clone()?)));
    let alone = record.notes_without_answer.iter().map(|alone| (alone.question.clone(), alone.note.clone()));
    let reworded = record.answers.iter().filter(|said| said.asked_differently);
    let alone_answered = record.answers.iter().filter(|said| said.answered_alone);
    // A key that is not there reads as one that is null, and a list as an object: what is written again
    // shows both.
    let is_as_written = Tree::read(&written(&record)).is_ok_and(|again| again == tree);
    Ok(ReadRecord {
        notes: noted.chain(alone).collect(),
        reworded: reworded.map(|said| said.question.clone()).collect(),
        answered_alone: alone_answered.map(|said| said.question.clone()).collect(),
        seen: record.answers.iter().filter_map(|said| Some((said.question.clone(), said.seen?))).collect(),
        languages: OtherLanguages {
            asked: record
                .answers
                .iter()
                .filter_map(|said| Some((said.question.clone(), said.asked_in.clone()?)))
                .collect(),
            wordings: record.wordings.clone(),
            heard: record.context.iter().find_map(|known| known.by_language.clone()),
        },
        is_sealed: is_as_written && record.has_its_seal(),
        written: tree,
        edition,
        answers,
        record,
    })
}

impl ReadRecord {
    /// Returns the case that the record tells of.
    ///
    /// # Errors
    /// Everything in it that does not fit the questionnaire, all at once. No fault repeats an answer.
    pub fn case<'q>(&self, questionnaire: &'q Questionnaire) -> Result<Case<'q>, Vec<Fault>> {
        self.answers.case(questionnaire)
    }
}

fn refuse_another_kind(tree: &Tree) -> Result<(), DocumentRefusal> {
    let kind = tree.get("kind").and_then(Tree::text);
    let is_training = |kind: &str| kind.contains("training") || kind.contains("practice");
    match kind {
        Some(KIND) => {}
        Some(STRIPPED) => return Err(DocumentRefusal::Instead(OtherDocument::WithoutIdentifiers)),
        Some(kind) if is_training(kind) => return Err(DocumentRefusal::Instead(OtherDocument::Practice)),
        None if tree.get("answers").is_some() && tree.get("outcomes").is_none() => {
            return Err(DocumentRefusal::Instead(OtherDocument::Answers));
        }
        None if tree.get("outcomes").is_some() => {
            return Err(DocumentRefusal::Instead(OtherDocument::Result));
        }
        kind => return Err(DocumentRefusal::OtherKind { needed: KIND, is_there: kind.is_some() }),
    }
    match tree.get("format") {
        Some(Tree::Plain(format)) if *format == FORMAT.to_string() => Ok(()),
        _ => Err(DocumentRefusal::OtherFormat(FORMAT)),
    }
}

/// Returns the answers as an answers document writes them.
fn answers(record: &Record) -> Result<Ordered<Raw>, DocumentRefusal> {
    let mut answers: Vec<(String, Raw)> = Vec::new();
    for said in &record.answers {
        let id = &said.question;
        if answers.iter().any(|(earlier, _)| earlier == id) {
            return Err(DocumentRefusal::Twice(format!("the answer to `{id}`")));
        }
        let answer = raw(id, &said.state, said.value.clone())?;
        answers.push((id.clone(), with_words(answer, said.words.as_deref())));
    }
    Ok(Ordered(answers))
}

fn with_words(Raw(value): Raw, words: Option<&str>) -> Raw {
    match words {
        Some(words) => {
            let both = WithWords { value, words: words.to_owned() };
            Raw::of(serde_json::to_string(&both).expect("texts are JSON"))
        }
        None => Raw(value),
    }
}

fn raw(id: &str, state: &str, value: Option<Raw>) -> Result<Raw, DocumentRefusal> {
    let contradicts = |fault| DocumentRefusal::State(id.to_owned(), fault);
    match (state, value) {
        ("given", value) => value.ok_or_else(|| contradicts(StateFault::NoValue)),
        ("declined" | "dont_know" | "later", Some(_)) => Err(contradicts(StateFault::Value)),
        ("declined" | "dont_know" | "later", None) => {
            Ok(Raw::of(serde_json::json!({ "state": state }).to_string()))
        }
        _ => Err(contradicts(StateFault::Unknown)),
    }
}

fn judgements(outcomes: &[OutcomeRecord]) -> Result<BTreeMap<String, NamedJudgement>, DocumentRefusal> {
    let mut judgements = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for outcome in outcomes {
        if !seen.insert(&outcome.id) {
            return Err(DocumentRefusal::Twice(format!("the outcome `{}`", outcome.id)));
        }
        if let Some(judged) = &outcome.judged {
            let judgement = NamedJudgement { level: judged.level.clone(), reason: judged.reason.clone() };
            judgements.insert(outcome.id.clone(), judgement);
        }
    }
    Ok(judgements)
}
