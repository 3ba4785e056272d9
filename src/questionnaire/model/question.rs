//! A question, when it is asked, where its answer comes from and where it stands in the summary.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::kind::Kind;
use super::rule::Rule;
use crate::answers::Answer;
use crate::escaped::escaped;
use crate::rules::QuestionRef;
use crate::vocabulary::closed_list;

/// The sensitivity from which leave is asked first, a break is offered after, and the limits of
/// confidentiality must have been explained.
pub const SENSITIVE: u32 = 2;

/// One question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The place of its section.
    pub section: usize,
    /// The words that are read aloud, or for the practitioner if it is not asked.
    pub ask: String,
    /// More for the practitioner, never read aloud.
    pub note: Option<String>,
    /// Whether nothing is to be written down beside its answer.
    pub no_note: bool,
    /// What kind of answer it has.
    pub kind: Kind,
    /// How sensitive it is, 0 to 3.
    pub sensitivity: u32,
    /// Where its answer comes from.
    pub from: AnswerSource,
    /// When it applies or may be asked.
    pub gate: AskGate,
    /// The questions to the person on which its `ask_if` rests: it builds on their answers.
    pub builds_on: Vec<QuestionRef>,
    /// Whether it is about who the person is.
    pub identity: bool,
    /// Where the answer stands in the summary.
    pub part: Part,
    /// Tags.
    pub tags: Vec<String>,
    /// What it is called in the systems of others.
    pub codes: Vec<Code>,
}

impl Question {
    /// Returns the rule of its `ask_if`.
    pub fn ask_if(&self) -> Option<&Rule> {
        match &self.gate {
            AskGate::If(rule) => Some(rule),
            AskGate::Always | AskGate::OnlyIf(_) => None,
        }
    }

    /// Returns the rule of its `ask_if` or `ask_only_if`.
    pub fn gate_rule(&self) -> Option<&Rule> {
        match &self.gate {
            AskGate::If(rule) | AskGate::OnlyIf(rule) => Some(rule),
            AskGate::Always => None,
        }
    }

    /// Returns an answer as people read it, whatever its state.
    pub fn show(&self, answer: &Answer, could_not_tell: &str) -> String {
        let person = self.from == AnswerSource::Asked;
        match answer {
            Answer::Given(value) => self.kind.show(value),
            Answer::Declined if person => "preferred not to say".to_owned(),
            Answer::Declined => "left open".to_owned(),
            Answer::DontKnow if person => "does not know".to_owned(),
            Answer::DontKnow => could_not_tell.to_owned(),
            Answer::Later => "left for later".to_owned(),
        }
    }

    /// Returns an answer as people read it, with the words of the option that takes them.
    pub fn show_with_words(&self, answer: &Answer, words: Option<&str>, could_not_tell: &str) -> String {
        let shown = self.show(answer, could_not_tell);
        match words {
            Some(words) => format!("{shown}: “{}”", escaped(words)),
            None => shown,
        }
    }

    /// Returns whether leave is asked before it.
    pub fn is_sensitive(&self) -> bool {
        self.sensitivity >= SENSITIVE
    }
}

/// When a question applies or may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskGate {
    /// Always.
    Always,
    /// It applies if this holds, and is asked while that is not known, unless the person withheld an
    /// answer that it builds on.
    If(Rule),
    /// It is asked only if this definitely holds, and its answer stays unknown otherwise.
    OnlyIf(Rule),
}

closed_list! {
    /// Where an answer comes from.
    pub enum AnswerSource {
        /// Asked of the person.
        Asked = "asked",
        /// Seen by the practitioner.
        Observed = "observed",
        /// Read in a record.
        Record = "record",
        /// Judged by the practitioner.
        Judgement = "judgement",
    }
}

closed_list! {
    /// Where an answer stands in the summary.
    pub enum Part {
        /// With the evidence of indicators.
        Evidence = "evidence",
        /// With the person's needs.
        Needs = "needs",
        /// With the person's strengths.
        Strengths = "strengths",
        /// With the person's goals.
        Goals = "goals",
        /// Whether the person wants to be in touch again. After a no nobody asks how.
        Contact = "contact",
        /// With the safety plan.
        SafetyPlan = "safety_plan",
        /// With the background: no rule uses it, and it helps whoever goes on.
        Background = "background",
    }
}
