//! Everything a document may say, already decided and in its final words. Exports decide nothing,
//! look up nothing and read no clock: the date is passed in. The order is the field's: the person's
//! needs and strengths first, what to do next before why, and never a verdict.

mod build;
mod document;
mod paper;
mod wish;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::{Answer, Edition, Note};
use crate::questionnaire::Fingerprint;
use crate::questionnaire::model::{AnswerSource, Part};
use crate::scoring::Due;
use crate::truth::{Interval, Truth};
pub use build::{Findings, build, service_name, step_name};
pub use document::{Block, document};
pub use paper::paper;
pub use wish::{Offers, offers, police_required, wish};

/// A finished report.
#[derive(Clone)]
pub struct Report {
    /// Which questionnaire, and when.
    pub head: Head,
    /// How the conversation went: ended early, stopped, in which words.
    pub course: Vec<String>,
    /// The id of the stop that ended the asked questions.
    pub stopped: Option<String>,
    /// Every answer, in the order of the questionnaire.
    pub answers: Vec<Said>,
    /// What is noted at questions without an answer.
    pub notes_alone: Vec<NoteAlone>,
    /// The ids of questions that did not apply.
    pub not_applicable: Vec<String>,
    /// The indicators, in the order of the questionnaire.
    pub indicators: Vec<Indicator>,
    /// The scores.
    pub scores: Vec<Score>,
    /// The outcomes.
    pub outcomes: Vec<Outcome>,
    /// The actions.
    pub actions: Vec<Action>,
    /// Questionnaires that may follow.
    pub next: Vec<Next>,
    /// Open questions that matter, the most decisive first, in words.
    pub open: Vec<Open>,
    /// Services that match.
    pub referrals: Vec<Referral>,
    /// How many police and tip lines match and are not shown.
    pub hidden_police: usize,
    /// What is known of how well the questionnaire works.
    pub validation: Vec<String>,
}

/// Which questionnaire, and when.
#[derive(Clone)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// Its id and version.
    pub edition: Edition,
    /// Its language.
    pub language: String,
    /// Its fingerprints.
    pub fingerprint: Fingerprint,
    /// The day, without the time.
    pub date: Date,
    /// The version of the tool.
    pub tool_version: String,
    /// The agency, if it is configured.
    pub agency: Option<String>,
    /// What the programme knew: label and value of each context that has one, with its id.
    pub context: Vec<(String, String, String)>,
    /// The jurisdiction pack, if one is chosen.
    pub jurisdiction: Option<String>,
    /// What the person agreed to; nothing if nobody was asked, as when scoring a file.
    pub consent: Option<Consent>,
}

/// What a person was told before agreeing to be asked. It is no release of information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Whether the person agreed.
    pub agreed: bool,
    /// The ids of the openings that were read aloud before.
    pub explained: Vec<String>,
    /// Whether the person agreed that a copy is kept; nothing if they were not asked.
    pub may_keep: Option<bool>,
    /// Why a copy is kept although the person did not agree to one.
    pub kept_because: Option<String>,
}

/// One answer.
#[derive(Clone)]
pub struct Said {
    /// The id of the question.
    pub id: String,
    /// The wording that was asked.
    pub asked: String,
    /// Where the answer comes from.
    pub from: AnswerSource,
    /// Where it stands in the summary.
    pub part: Part,
    /// The answer itself.
    pub answer: Answer,
    /// The answer in words.
    pub shown: String,
    /// What is noted beside it.
    pub note: Option<Note>,
    /// Whether it was asked in other words.
    pub reworded: bool,
}

/// A note at a question without an answer.
#[derive(Clone)]
pub struct NoteAlone {
    /// The id of the question.
    pub id: String,
    /// Its wording.
    pub asked: String,
    /// What is noted.
    pub note: Note,
}

/// One indicator.
#[derive(Clone)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// The id and label of its family.
    pub family: (&'static str, &'static str),
    /// The ids of its forms.
    pub forms: Vec<&'static str>,
    /// The labels of its forms.
    pub form_labels: Vec<&'static str>,
    /// Whether it is present.
    pub truth: Truth,
    /// The ids of the questions behind it.
    pub behind: Vec<String>,
    /// The answers behind it, in words.
    pub evidence: Vec<String>,
    /// Whether it is made of other indicators rather than of answers directly.
    pub is_summary: bool,
    /// Whether any question behind it applies. What does not apply was not looked for.
    pub applies: bool,
    /// Where it comes from.
    pub source: String,
}

/// One score.
#[derive(Clone)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it can be.
    pub interval: Interval,
    /// Its value where "don't know" counts as no, as published.
    pub as_published: Option<crate::decimal::Decimal>,
    /// Why and where that was published.
    pub published_rule: Option<(String, String)>,
    /// What each term adds, with what it is.
    pub terms: Vec<(String, Interval)>,
}

/// One outcome.
#[derive(Clone)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The levels that are possible, lowest first: id, label and what to do next.
    pub possible: Vec<Level>,
    /// The ids of the levels that were possible before it was adjusted.
    pub before: Vec<String>,
    /// Whether enough is answered.
    pub enough: bool,
    /// Whether the practitioner alone decides it.
    pub by_practitioner: bool,
    /// The rows that are true or unknown: their number from 1, whether they hold, and why in words.
    pub rows: Vec<(usize, Truth, String)>,
    /// The adjustments: row from 1, whether it holds, levels before it, and why.
    pub adjusted: Vec<Adjusted>,
    /// The practitioner's own judgement and its reason.
    pub judged: Option<(Level, String)>,
}

/// One level.
#[derive(Clone, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What to do next.
    pub next: String,
}

/// One adjustment.
#[derive(Clone)]
pub struct Adjusted {
    /// Its row, from 1.
    pub row: usize,
    /// Whether it holds.
    pub truth: Truth,
    /// What it does, in words.
    pub does: String,
    /// Whether it makes a difference to the levels before it. If not, a document need not speak of it.
    pub changes: bool,
    /// The labels of the levels before it.
    pub before: Vec<String>,
    /// The ids of the levels before it.
    pub before_ids: Vec<String>,
    /// Why.
    pub because: String,
}

/// One action.
#[derive(Clone)]
pub struct Action {
    /// Its id.
    pub id: String,
    /// What to do.
    pub label: String,
    /// Whether it is due.
    pub due: Due,
    /// The id and label of how binding it is.
    pub duty: (&'static str, &'static str),
    /// Within how many hours.
    pub within_hours: Option<u32>,
    /// After how many days again.
    pub repeat_after_days: Option<u32>,
    /// The ids of the needs it asks for.
    pub needs: Vec<&'static str>,
    /// Why.
    pub because: String,
    /// Where that comes from.
    pub source: Option<String>,
    /// What the jurisdiction pack says: text, citation, address.
    pub law: Option<(String, String, String)>,
    /// The open questions that decide it: id and wording.
    pub open: Vec<(String, String)>,
    /// The answers that its rule depends on, in words.
    pub evidence: Vec<String>,
    /// What the person said to it.
    pub response: Response,
}

/// A questionnaire that may follow.
#[derive(Clone)]
pub struct Next {
    /// Its id.
    pub questionnaire: String,
    /// Whether it is due.
    pub due: Due,
    /// Why.
    pub because: Option<String>,
}

/// An open question that matters.
#[derive(Clone)]
pub struct Open {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub asked: String,
    /// Whether the person chose to leave it open.
    pub by_choice: bool,
    /// How many levels its best single answer would rule out.
    pub levels_removed: usize,
}

/// A service that matches.
#[derive(Clone)]
pub struct Referral {
    /// Its id.
    pub id: String,
    /// Its directory.
    pub directory: String,
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
    /// Something to know before using it.
    pub alert: Option<String>,
    /// Who can use it.
    pub eligibility: Option<String>,
    /// Whether it shares with police, in words.
    pub police: &'static str,
    /// Whether a report made here fulfils a legal duty.
    pub is_reporting_line: bool,
    /// Whether it is police or a tip line.
    pub is_police: bool,
    /// How old the entry is, in words.
    pub freshness: String,
    /// Where the facts were read.
    pub source_url: String,
    /// What the person said to it.
    pub response: Response,
}

/// What the person said to a service or a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// It has not been offered.
    #[default]
    NotOffered,
    /// It was offered.
    Offered,
    /// The person accepted it.
    Accepted,
    /// The person declined it.
    Declined,
    /// The person wants to come back to it.
    Later,
}

impl Response {
    /// Every response, in the order in which they are offered.
    pub const ALL: [Response; 5] =
        [Response::NotOffered, Response::Offered, Response::Accepted, Response::Declined, Response::Later];

    /// Returns the word for it in documents.
    pub fn id(self) -> &'static str {
        match self {
            Response::NotOffered => "not_offered",
            Response::Offered => "offered",
            Response::Accepted => "accepted",
            Response::Declined => "declined",
            Response::Later => "later",
        }
    }

    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Response::NotOffered => "not offered yet",
            Response::Offered => "offered",
            Response::Accepted => "accepted",
            Response::Declined => "declined",
            Response::Later => "later",
        }
    }
}

/// What every summary states.
pub const STATEMENT: &str = "This is a screening aid. It is not a finding, and it is not evidence that \
    something did not happen. What was not answered is not counted as no.";
