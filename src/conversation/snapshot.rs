//! A conversation written down, to be gone on with later. It holds the questionnaire's own text, so that it
//! can be read whatever is installed then, and opens with that text; its fingerprints; and the state, in
//! plain JSON. A seal over everything shows whether it was damaged. The text, which never changes, can be kept
//! apart: then the seal holds its checksum. It is not encrypted here, and nothing of it goes into an error.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::interview::Interview;
use super::setting::{Purpose, Setting};
use super::state::{Aside, ConversationState};
use super::value::Conversation;
use crate::answers::{Answer, Answers, Note, QuestionId};
use crate::library;
use crate::questionnaire::fingerprint::Canon;
use crate::questionnaire::{Fingerprint, Questionnaire, read};
use crate::scoring::{Case, NamedJudgement};
use crate::source::Source;
use crate::translation::WordingAtHand;

/// The version of this format.
const FORMAT: u32 = 1;
/// The kind of a snapshot of a screening.
const SCREENING: &str = "safelight-draft";
/// The kind of a snapshot of practice.
const PRACTICE: &str = "safelight-training-draft";

/// A conversation as it is written down.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// The text of the questionnaire; empty where it is kept apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    questionnaire: String,
    /// The checksum of that text, and of the translations.
    questionnaire_checksum: String,
    /// The text of each translation in which the person was asked, by language tag; none where they are kept apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    wordings: BTreeMap<String, String>,
    file: String,
    kind: String,
    format: u32,
    fingerprint: Fingerprint,
    answers: BTreeMap<QuestionId, Answer>,
    words: BTreeMap<QuestionId, String>,
    context: BTreeMap<String, String>,
    /// The numbers by language that are not known in the words that were heard.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    context_unknown: BTreeSet<String>,
    /// What those numbers are in the language of the questionnaire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    own_context: BTreeMap<String, String>,
    judgements: BTreeMap<String, NamedJudgement>,
    notes: BTreeMap<QuestionId, Note>,
    reworded: BTreeSet<QuestionId>,
    told: BTreeSet<usize>,
    /// The tag of the language in which a question was asked, where it is not that of the questionnaire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    asked_in: BTreeMap<QuestionId, String>,
    /// The questions that were interpreted into a language in which there are no words.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    interpreted: BTreeSet<QuestionId>,
    /// The questions whose translation was a prompt for whoever interpreted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    prompted: BTreeSet<QuestionId>,
    /// The questions that the person answered alone.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    answered_alone: BTreeSet<QuestionId>,
    state: ConversationState,
    /// What practice adds to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    practice: Option<String>,
    seal: String,
}

/// Why a text cannot be gone on with. It repeats nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotError {
    /// It is not a snapshot at all.
    NotOne,
    /// It is cut short, or was changed since it was written.
    Damaged,
    /// It is of a newer format: this one.
    Newer(u64),
    /// It is of practice, and a screening is wanted.
    OfPractice,
    /// It is of a screening, and practice is wanted.
    OfScreening,
    /// Its questionnaire does not read: so many mistakes.
    Questionnaire(usize),
    /// What is in it does not fit its questionnaire.
    DoesNotFit,
}

impl Snapshot {
    /// Returns what was written down, as text.
    pub fn write(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a snapshot has only text keys");
        json.push('\n');
        json
    }

    /// Reads what was written down.
    ///
    /// # Errors
    /// Why it cannot be gone on with.
    pub fn read(text: &str, purpose: Purpose) -> Result<Self, SnapshotError> {
        Snapshot::read_with(text, &ConversationTexts::default(), purpose)
    }

    /// Reads what was written down; where the texts are not in it, with these.
    ///
    /// # Errors
    /// Why it cannot be gone on with; that this is another text.
    pub fn read_with(text: &str, texts: &ConversationTexts, purpose: Purpose) -> Result<Self, SnapshotError> {
        let head: SnapshotHead =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(not_one)?;
        match (head.kind.as_deref(), purpose) {
            (Some(SCREENING), Purpose::Screening) | (Some(PRACTICE), Purpose::Practice) => {}
            (Some(PRACTICE), Purpose::Screening) => return Err(SnapshotError::OfPractice),
            (Some(SCREENING), Purpose::Practice) => return Err(SnapshotError::OfScreening),
            _ => return Err(SnapshotError::NotOne),
        }
        match head.format {
            Some(format) if format > u64::from(FORMAT) => return Err(SnapshotError::Newer(format)),
            Some(format) if format == u64::from(FORMAT) => {}
            _ => return Err(SnapshotError::Damaged),
        }
        let mut snapshot: Snapshot =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| SnapshotError::Damaged)?;
        if snapshot.questionnaire.is_empty() {
            texts.questionnaire.clone_into(&mut snapshot.questionnaire);
            texts.wordings.clone_into(&mut snapshot.wordings);
        }
        let checksum = TextChecksum::of(&snapshot.questionnaire, &snapshot.wordings).0;
        let written = std::mem::take(&mut snapshot.seal);
        snapshot.sealed();
        let is_whole = snapshot.questionnaire_checksum == checksum && written == snapshot.seal;
        if is_whole { Ok(snapshot) } else { Err(SnapshotError::Damaged) }
    }

    /// Returns the questionnaire, read from the text that was written down.
    ///
    /// # Errors
    /// That it does not read, or is not the one that was asked.
    pub fn questionnaire(&self) -> Result<Questionnaire, SnapshotError> {
        let reading = read(&self.source());
        let questionnaire =
            reading.questionnaire.ok_or(SnapshotError::Questionnaire(reading.findings.len()))?;
        let same = *questionnaire.fingerprint() == self.fingerprint;
        if same { Ok(questionnaire) } else { Err(SnapshotError::DoesNotFit) }
    }

    /// Returns the text of the questionnaire.
    pub fn source(&self) -> Source {
        Source::new(&self.file, self.questionnaire.clone())
    }

    /// Returns the translations that are in it.
    pub fn wordings(&self) -> Vec<WordingAtHand> {
        let at_hand = |(language, text): (&String, &String)| {
            let name = format!("{} in {language}", self.file);
            WordingAtHand::shipped(language, self.source(), Source::new(name, text.clone()))
        };
        self.wordings.iter().map(at_hand).collect()
    }

    /// Returns what practice added to it.
    pub fn practice(&self) -> Option<&str> {
        self.practice.as_deref()
    }

    /// Returns whether another text comes with the program under the same name.
    fn is_of_another_text(&self, questionnaire: &Questionnaire) -> bool {
        let edition = questionnaire.edition();
        let shipped = library::questionnaire(&edition.id, Some(&edition.version));
        shipped.is_some_and(|shipped| shipped.source().text() != self.questionnaire)
    }

    /// The texts are under the seal by their checksum. Puts the seal in its place, and returns what it is made of.
    fn sealed(&mut self) -> String {
        self.seal.clear();
        let texts = (std::mem::take(&mut self.questionnaire), std::mem::take(&mut self.wordings));
        let written = serde_json::to_string(self).expect("a snapshot has only text keys");
        (self.questionnaire, self.wordings) = texts;
        self.seal = Canon::default().put("snapshot", &written).digest();
        written
    }
}

/// What never changes while a conversation lasts: the text of its questionnaire, and the translations at hand.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversationTexts {
    questionnaire: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    wordings: BTreeMap<String, String>,
}

impl ConversationTexts {
    /// Returns those of a conversation that begins.
    pub fn new(questionnaire: &Source, wordings: &[WordingAtHand]) -> Self {
        let texts = |one: &WordingAtHand| (one.language.clone(), one.translation.text().to_owned());
        ConversationTexts {
            questionnaire: questionnaire.text().to_owned(),
            wordings: wordings.iter().map(texts).collect(),
        }
    }

    /// Returns their checksum.
    pub fn checksum(&self) -> TextChecksum {
        TextChecksum::of(&self.questionnaire, &self.wordings)
    }

    /// Returns them as they are kept apart.
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("texts have only text keys")
    }

    /// Reads them.
    ///
    /// # Errors
    /// That they are damaged.
    pub fn read(text: &str) -> Result<Self, SnapshotError> {
        serde_json::from_str(text).map_err(|_| SnapshotError::Damaged)
    }
}

/// The checksum of what never changes, which is made once.
pub struct TextChecksum(String);

impl TextChecksum {
    fn of(questionnaire: &str, wordings: &BTreeMap<String, String>) -> Self {
        let mut canon = Canon::default();
        canon.put("questionnaire", questionnaire);
        for (language, text) in wordings {
            canon.put(language, text);
        }
        TextChecksum(canon.digest())
    }
}

impl<'q> Conversation<'q> {
    /// Returns the conversation as it is now, with the text of its questionnaire, the translations that were used, and
    /// what practice adds.
    pub fn snapshot(&self, text: &Source, practice: Option<String>) -> Snapshot {
        let ConversationTexts { questionnaire, mut wordings } =
            ConversationTexts::new(text, self.setting.wordings);
        let used = self.languages_used();
        wordings.retain(|language, _| used.contains(language));
        let checksum = TextChecksum::of(&questionnaire, &wordings);
        let mut snapshot = self.snapshot_apart(text.name(), &checksum, practice);
        (snapshot.questionnaire, snapshot.wordings) = (questionnaire, wordings);
        snapshot
    }

    /// Returns the conversation as it is now as text, without what never changes: that is kept apart, the questionnaire
    /// under this name, with this checksum.
    pub fn written_apart(&self, file: &str, checksum: &TextChecksum) -> String {
        let mut snapshot = self.unsealed_apart(file, checksum, None);
        let mut written = snapshot.sealed();
        // The seal is the last field, and is empty in what it is made of.
        written.truncate(written.len() - "\"}".len());
        written + &snapshot.seal + "\"}"
    }

    fn snapshot_apart(&self, file: &str, checksum: &TextChecksum, practice: Option<String>) -> Snapshot {
        let mut snapshot = self.unsealed_apart(file, checksum, practice);
        snapshot.sealed();
        snapshot
    }

    fn unsealed_apart(&self, file: &str, checksum: &TextChecksum, practice: Option<String>) -> Snapshot {
        let case = self.interview.case();
        let questionnaire = case.questionnaire;
        let contexts = questionnaire.contexts.iter().zip(&case.context_values);
        let unknown = contexts.clone().filter(|(context, value)| context.by_language && value.is_none());
        let values = self.interview.values.as_ref();
        let judged = questionnaire.outcomes.iter().zip(&case.judgements);
        Snapshot {
            questionnaire: String::new(),
            questionnaire_checksum: checksum.0.clone(),
            wordings: BTreeMap::new(),
            file: file.to_owned(),
            kind: if self.setting.purpose == Purpose::Practice { PRACTICE } else { SCREENING }.to_owned(),
            format: FORMAT,
            fingerprint: questionnaire.fingerprint().clone(),
            answers: case.answers.iter().map(|(id, answer)| (id.to_owned(), answer.clone())).collect(),
            words: case.answers.all_words().map(|(id, words)| (id.to_owned(), words.to_owned())).collect(),
            context: contexts
                .filter_map(|(context, value)| Some((context.id.clone(), value.clone()?)))
                .collect(),
            context_unknown: unknown.map(|(context, _)| context.id.clone()).collect(),
            own_context: values.map(|values| values.own(questionnaire)).unwrap_or_default(),
            judgements: judged
                .filter_map(|(outcome, judgement)| {
                    let judgement = judgement.as_ref()?;
                    let level = outcome.levels[judgement.level].id.clone();
                    let reason = judgement.reason.clone();
                    Some((outcome.id.clone(), NamedJudgement { level, reason }))
                })
                .collect(),
            notes: self.interview.notes().clone(),
            reworded: self.interview.reworded().clone(),
            told: self.interview.told.clone(),
            asked_in: self.interview.asked_in.clone(),
            interpreted: self.interview.interpreted.clone(),
            prompted: self.interview.prompted.clone(),
            answered_alone: self.interview.answered_alone.clone(),
            state: self.state.clone(),
            practice,
            seal: String::new(),
        }
    }

    /// Returns the conversation that was written down, with its questionnaire as it was read from there.
    ///
    /// # Errors
    /// That what is in it does not fit the questionnaire.
    pub fn resume(
        snapshot: &Snapshot,
        questionnaire: &'q Questionnaire,
        setting: Setting<'q>,
    ) -> Result<Self, SnapshotError> {
        let mut answers = Answers::none(questionnaire.edition());
        for (id, answer) in &snapshot.answers {
            answers.give(id.clone(), answer.clone());
        }
        for (id, words) in &snapshot.words {
            answers.put_words(id.clone(), words.clone());
        }
        let (context, unknown) = (&snapshot.context, &snapshot.context_unknown);
        let case = Case::with_unknown(questionnaire, answers, context, unknown, &snapshot.judgements)
            .map_err(|_| SnapshotError::DoesNotFit)?;
        let known = |id: &QuestionId| questionnaire.find(id).is_some();
        let fits = snapshot.state.fits(questionnaire)
            && snapshot.told.iter().all(|place| *place < questionnaire.disclosures.len())
            && snapshot.notes.keys().chain(&snapshot.reworded).chain(snapshot.asked_in.keys()).all(known)
            && snapshot
                .interpreted
                .iter()
                .chain(&snapshot.prompted)
                .chain(&snapshot.answered_alone)
                .all(known);
        if !fits {
            return Err(SnapshotError::DoesNotFit);
        }
        let mut interview = Interview::new(case);
        interview.notes.clone_from(&snapshot.notes);
        interview.reworded.clone_from(&snapshot.reworded);
        interview.told.clone_from(&snapshot.told);
        interview.asked_in.clone_from(&snapshot.asked_in);
        interview.interpreted.clone_from(&snapshot.interpreted);
        interview.prompted.clone_from(&snapshot.prompted);
        interview.answered_alone.clone_from(&snapshot.answered_alone);
        if let Some(values) = &mut interview.values {
            values.put_own(questionnaire, &snapshot.own_context);
        }
        let mut conversation = Conversation { interview, setting, state: snapshot.state.clone() };
        conversation.learn_values();
        conversation.begin_alone_anew();
        conversation.leave_in_peace_if_alone();
        if snapshot.is_of_another_text(questionnaire)
            && !conversation.state.asides.contains(&Aside::OtherText)
        {
            conversation.state.asides.push(Aside::OtherText);
        }
        conversation.settle();
        Ok(conversation)
    }
}

/// What tells one kind of document from another.
#[derive(Deserialize)]
struct SnapshotHead {
    kind: Option<String>,
    format: Option<u64>,
}

/// What ends too early was one once.
fn not_one(error: serde_json::Error) -> SnapshotError {
    if error.is_eof() { SnapshotError::Damaged } else { SnapshotError::NotOne }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SnapshotError::NotOne => out.write_str("this is not a conversation that was put aside"),
            SnapshotError::Damaged => {
                out.write_str("this is damaged: it is cut short, or was changed since it was written")
            }
            SnapshotError::Newer(format) => write!(
                out,
                "this is of format {format}, and this version reads format {FORMAT}; open it with a newer version"
            ),
            SnapshotError::OfPractice => {
                out.write_str("this is of practice, with an invented person; it is no screening")
            }
            SnapshotError::OfScreening => {
                out.write_str("this is of a screening; it has no place in practice")
            }
            SnapshotError::Questionnaire(mistakes) => {
                write!(out, "the questionnaire in it does not read: {mistakes} mistakes")
            }
            SnapshotError::DoesNotFit => out.write_str("what is in it does not fit its questionnaire"),
        }
    }
}

impl std::error::Error for SnapshotError {}

impl fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[snapshot]")
    }
}
