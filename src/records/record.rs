//! The record of a screening: complete enough to come to the result again and to explain it, and all that a
//! page for people says. What is read back is what was written; a seal covers all of it, also what no answer
//! tells, such as the consent, the text of a duty or a telephone number. Its one surprise: a record whose
//! seal does not fit is still read, so that it can be said what else is wrong with it.

use serde::{Deserialize, Serialize};

use super::again::Again;
use super::alone::AloneRecord;
use super::beginning::{GateRecord, InterpreterRecord, TalkWay};
use super::case_reference::CaseReference;
use super::contact::{ContactWay, NextContact};
use super::context::ContextRecord;
use super::other_language::{AskedIn, WordingRecord};
use super::outcome::{NamedRecord, OutcomeRecord};
use super::release::Release;
use super::removed::Removed;
use super::response::Response;
use super::seen::SeenRecord;
use super::wire::{Day, Exact, FormatVersion, Raw, seal_of};
use crate::answers::Note;
use crate::questionnaire::Fingerprint;
use crate::questionnaire::FrameWords;
use crate::questionnaire::model::{AnswerSource, FormAbout, Part, Step};
use crate::scoring::Due;
use crate::truth::Truth;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// The kind of a record of a screening.
pub const KIND: &str = "safelight-screening";

/// A record.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "Safelight screening record, format 1"))]
pub struct Record {
    /// The version of this format.
    pub format: FormatVersion<FORMAT>,
    /// What it is.
    pub kind: RecordKind,
    /// What every summary states.
    pub statement: String,
    /// What wrote it.
    pub tool: Tool,
    /// The day of the screening.
    pub date: Day,
    /// The agency, if it is configured.
    pub agency: Option<String>,
    /// The role and the initials of whoever led the talk, if they are configured.
    pub worker: Option<String>,
    /// The agency's own reference of the case, if one was given.
    pub case: Option<CaseReference>,
    /// Why the person was screened again, and what was before; nothing if that was not said.
    pub again: Option<Again>,
    /// The title of the jurisdiction pack, if one is chosen, and that of the pack on which it stands.
    pub jurisdiction: Option<String>,
    /// What was asked.
    pub questionnaire: EditionRecord,
    /// What the programme knew.
    pub context: Vec<ContextRecord>,
    /// How the talk was held; nothing if that was not said.
    pub held: Option<TalkWay>,
    /// What was so before the questions: each gate that was answered, in the order of the questionnaire.
    pub gates: Vec<GateRecord>,
    /// Who interpreted, in the order in which it was written down: the last holds from its question on.
    pub interpreters: Vec<InterpreterRecord>,
    /// The tag of the person's language, if it was said for this talk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoken: Option<String>,
    /// What the person agreed to; nothing if nobody was asked, as when scoring a file.
    pub consent: Option<Consent>,
    /// How and on which day the person and whoever screens are in touch again; nothing if that was not asked.
    pub next_contact: Option<NextContact>,
    /// What the person agreed may be given to whom: nothing else, and to nobody else.
    pub releases: Vec<Release>,
    /// How the conversation went: ended early, stopped, in which words.
    pub course: Vec<String>,
    /// That the person answered alone; nothing if they did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<AloneRecord>,
    /// The id of the stop that ended the asked questions.
    pub stopped: Option<String>,
    /// What is known of how well the questionnaire works.
    pub validation: Vec<String>,
    /// The translations in which it was asked, where it was not asked in the questionnaire's own words alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<WordingRecord>,
    /// Every answer, in the order of the questionnaire.
    pub answers: Vec<AnswerRecord>,
    /// Whether parts of a safety plan were talked through; nothing if that was not asked or not answered.
    pub safety_plan: Option<bool>,
    /// What is noted at questions without an answer.
    pub notes_without_answer: Vec<NoteRecord>,
    /// The ids of questions that did not apply.
    #[cfg_attr(test, schemars(extend("uniqueItems" = true)))]
    pub not_applicable: Vec<String>,
    /// The indicators, in the order of the questionnaire.
    pub indicators: Vec<IndicatorRecord>,
    /// The scores.
    pub scores: Vec<ScoreRecord>,
    /// The outcomes.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub outcomes: Vec<OutcomeRecord>,
    /// Open questions that matter, the most decisive first.
    pub open_questions: Vec<OpenRecord>,
    /// What the programme has not said and could change a level or an action. Nobody is asked it.
    pub open_contexts: Vec<OpenContextRecord>,
    /// The actions.
    pub actions: Vec<ActionRecord>,
    /// Questionnaires that may follow.
    pub next: Vec<NextRecord>,
    /// Whether the list of services was on the screen while the person was there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub services_looked_at: bool,
    /// Services that match.
    pub referrals: Vec<ReferralRecord>,
    /// The needs that were named and that none of these services meets.
    pub needs_without_service: Vec<UnmetNeed>,
    /// How many police, tip and report lines match and are not shown.
    pub police_and_tip_lines_not_shown: usize,
    /// A SHA-256 over everything else. It is no signature: whoever changes a record on purpose can seal it
    /// anew.
    #[cfg_attr(test, schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub seal: String,
    /// How much was left out, where it is one without identifiers: then its day is the first of its year, it has no
    /// seal, and it is written as another document.
    #[serde(skip)]
    pub removed: Option<Removed>,
}

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum RecordKind {
    /// Of a screening.
    #[serde(rename = "safelight-screening")]
    Screening,
}

/// What wrote a record.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Which questionnaire was asked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EditionRecord {
    /// Its id.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub id: String,
    /// Its version.
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+([-+].+)?$")))]
    pub version: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Whom or what it is about; absent where that is a person.
    #[serde(default, skip_serializing_if = "FormAbout::is_person")]
    pub about: FormAbout,
    /// Its fingerprints.
    pub fingerprint: Fingerprint,
}

/// What a person was told before agreeing to be asked. It is no release of information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Consent {
    /// Whether the person agreed.
    pub agreed: bool,
    /// The openings that were read aloud before, by id, in the words that were read.
    pub explained_before: Vec<NamedRecord>,
    /// The first question that was asked after the limits of confidentiality were said; nothing if none was, or they
    /// were not said.
    pub limits_before: Option<NamedRecord>,
    /// Whether the person agreed that a copy is kept; nothing if they were not asked.
    pub may_keep: Option<bool>,
    /// Why a copy is kept although the person did not agree to one.
    pub kept_because: Option<String>,
}

/// One answer.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnswerRecord {
    /// The id of the question.
    pub question: String,
    /// The wording that was asked.
    pub asked: String,
    /// Where the answer comes from.
    pub source: AnswerSource,
    /// Where it stands in the summary.
    pub part: Part,
    /// How sensitive its question is, from 0, open, to 3. What is above 0 stands in no note.
    #[cfg_attr(test, schemars(range(max = 3)))]
    pub sensitivity: u32,
    /// Whether there is a value, and why not.
    #[cfg_attr(test, schemars(extend("enum" = ["given", "declined", "dont_know", "later"])))]
    pub state: String,
    /// The value, if it is given, as an answers document writes it.
    pub value: Option<Raw>,
    /// The answer in words.
    pub shown: String,
    /// The words of the chosen option, where it takes words of its own.
    pub words: Option<String>,
    /// What is noted beside it.
    pub note: Option<Note>,
    /// Whether it was asked in other words.
    pub asked_differently: bool,
    /// Whether the person answered it alone, and handed it over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answered_alone: bool,
    /// Who saw it and on which day, where it is marked as seen; nothing if that was not said.
    pub seen: Option<SeenRecord>,
    /// In which language it was asked, where that is not the questionnaire's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_in: Option<AskedIn>,
}

/// Returns the tag of the language in which the person was spoken to last; nothing where that was the questionnaire's
/// own, or nobody was asked.
pub fn heard_in(answers: &[AnswerRecord]) -> Option<&str> {
    let last = answers.iter().rfind(|said| said.source == AnswerSource::Asked)?;
    last.asked_in.as_ref().map(|asked| asked.language.as_str())
}

/// A note at a question without an answer.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoteRecord {
    /// The id of the question.
    pub question: String,
    /// Its wording.
    pub asked: String,
    /// What is noted.
    pub note: Note,
}

/// One indicator.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndicatorRecord {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// The id of its family.
    pub family: String,
    /// The ids of its forms.
    pub forms: Vec<String>,
    /// Whether it is present.
    pub truth: Truth,
    /// The ids of the questions behind it.
    pub questions: Vec<String>,
    /// The answers behind it, in words.
    pub evidence: Vec<String>,
    /// Whether it is made of other indicators rather than of answers directly.
    pub sums_up: bool,
    /// Whether any question behind it applies. What does not apply was not looked for.
    pub applies: bool,
    /// Where it comes from.
    pub source: String,
}

/// One score.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScoreRecord {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The lowest it can be.
    pub low: Exact,
    /// The highest it can be.
    pub high: Exact,
    /// Its value where "don't know" counts as no, as published.
    pub as_published: Option<Exact>,
    /// Why that was published.
    pub published_reason: Option<String>,
    /// Where that was published.
    pub published_source: Option<String>,
    /// What each term adds.
    pub terms: Vec<TermRecord>,
}

/// One term of a score.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TermRecord {
    /// What it is.
    pub label: String,
    /// The least it adds.
    pub low: Exact,
    /// The most it adds.
    pub high: Exact,
}

/// An open question that matters.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenRecord {
    /// Its id.
    pub question: String,
    /// Its wording.
    pub asked: String,
    /// Whether the person chose to leave it open.
    pub left_open_by_choice: bool,
    /// How many levels its best single answer would rule out; absent where that is too much work to find out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels_removed: Option<usize>,
}

/// A context that is not known and matters.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenContextRecord {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What can be given: each value, or what kind of value, in words.
    pub can_be: String,
}

/// One action.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ActionRecord {
    /// What should or must happen: its keys stand beside the others.
    #[serde(flatten)]
    pub step: Step,
    /// Whether it is due.
    pub status: Due,
    /// What the jurisdiction pack says, and then the pack on which that one stands.
    pub law: Vec<LawRecord>,
    /// The open questions that decide it.
    pub open_questions: Vec<NamedRecord>,
    /// The answers that its rule depends on, in words.
    pub evidence: Vec<String>,
    /// What the person said to it, or what came of it.
    pub response: Response,
}

/// What the law of a place says of an action.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LawRecord {
    /// The title of the pack that says it.
    pub of: String,
    /// The duty, in words.
    pub text: String,
    /// Where it stands.
    pub citation: String,
    /// Where that was read.
    pub url: String,
}

/// A questionnaire that may follow.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextRecord {
    /// Its id.
    pub questionnaire: String,
    /// Its title, where it comes with the program.
    pub title: Option<String>,
    /// Whether it is due.
    pub status: Due,
    /// Why.
    pub because: Option<String>,
}

/// A service that matches.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReferralRecord {
    /// Its id.
    pub id: String,
    /// Its directory.
    pub directory: String,
    /// The country or the part of it in which it works.
    pub area: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub organization: String,
    /// What it does.
    pub description: String,
    /// Why it is listed.
    pub reasons: Vec<String>,
    /// How to reach it, a line each.
    pub channels: Vec<String>,
    /// Who can use it.
    pub eligibility: Option<String>,
    /// Something to know before using it.
    pub alert: Option<String>,
    /// Whether it shares with police, in words.
    pub police: String,
    /// Whether it is police or a tip line.
    pub is_police_or_tip_line: bool,
    /// Whether a report made here fulfils a legal duty.
    pub is_reporting_line: bool,
    /// How old the entry is, in words.
    pub freshness: String,
    /// Where the facts were read.
    pub source_url: String,
    /// How it stands on what the person carries, in neutral words; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<String>,
    /// What the person said to it.
    pub response: Response,
}

/// A need for which no service is shown.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnmetNeed {
    /// Its id.
    pub need: String,
    /// In words.
    pub label: String,
    /// Whom to ask.
    pub ask: String,
}

impl Record {
    /// Returns the record with the seal over it.
    pub fn sealed(mut self) -> Self {
        self.seal = self.computed_seal();
        self
    }

    /// Returns the words around the form that was asked.
    pub fn frame(&self) -> &'static FrameWords {
        self.questionnaire.about.words()
    }

    /// Returns whether it was agreed that no contact is wanted.
    pub fn wants_no_contact(&self) -> bool {
        self.next_contact.is_some_and(|contact| contact.how == ContactWay::NoContact)
    }

    /// Returns the record code: the beginning of the seal, in groups that can be read aloud. It stands on paper, so
    /// that a record can be compared with it later.
    pub fn code(&self) -> String {
        let digits: Vec<char> = self.seal.chars().take(20).collect();
        digits.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// Returns whether this is its code, however it is typed.
    pub fn has_code(&self, typed: &str) -> bool {
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        plain(typed).to_lowercase() == plain(&self.code())
    }

    /// Returns whether nothing was changed since it was sealed.
    pub fn has_its_seal(&self) -> bool {
        self.seal == self.computed_seal()
    }

    fn computed_seal(&self) -> String {
        seal_of(KIND, &Record { seal: String::new(), ..self.clone() })
    }
}
