//! The document of a record without identifiers. It is of a kind of its own: no program takes it for the record, its
//! seal is gone, and it cannot be scored again, because answers are missing in it.

use serde::{Deserialize, Serialize};

use super::alone::AloneRecord;
use super::beginning::{GateRecord, InterpreterRecord, TalkWay};
use super::contact::NextContact;
use super::context::ContextRecord;
use super::outcome::OutcomeRecord;
use super::record::{
    ActionRecord, AnswerRecord, Consent, EditionRecord, IndicatorRecord, NextRecord, OpenContextRecord,
    OpenRecord, Record, ScoreRecord, Tool,
};
use super::removed::Removed;
use super::response::Response;
use super::wire::FormatVersion;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// The kind of such a document.
pub const KIND: &str = "safelight-screening-without-identifiers";

/// What every such document and page says.
pub const NO_GUARANTEE: &str = "This is not a guarantee: what is left may still tell who it is, above all to somebody \
    who knows the person. Read it through before you give it to anybody. It is no record any more: it has no seal, and \
    it cannot be scored again.";

/// A record without identifiers.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(title = "Safelight screening without identifiers, format 1")
)]
pub struct StrippedRecord {
    format: FormatVersion<FORMAT>,
    kind: StrippedKind,
    /// What every summary states.
    statement: String,
    /// What it is not.
    no_guarantee: String,
    /// How much was left out, by kind.
    removed: Removed,
    /// What wrote it.
    tool: Tool,
    /// The year of the screening.
    year: i16,
    /// What was asked; nothing if the questionnaire does not come with the program, as its name may name the agency.
    questionnaire: Option<EditionRecord>,
    /// What the programme knew.
    context: Vec<ContextRecord>,
    /// How the talk was held.
    held: Option<TalkWay>,
    /// What was so before the questions.
    gates: Vec<GateRecord>,
    /// Who interpreted, without the language.
    interpreters: Vec<InterpreterRecord>,
    /// What the person agreed to.
    consent: Option<Consent>,
    /// How and on which day they are in touch again.
    next_contact: Option<NextContact>,
    /// How the conversation went.
    course: Vec<String>,
    /// That the person answered alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alone: Option<AloneRecord>,
    /// The id of the stop that ended the asked questions.
    stopped: Option<String>,
    /// What is known of how well the questionnaire works.
    validation: Vec<String>,
    /// Every answer; one whose value was left out is given and has none.
    answers: Vec<AnswerRecord>,
    /// Whether parts of a safety plan were talked through.
    safety_plan: Option<bool>,
    /// The ids of questions that did not apply.
    not_applicable: Vec<String>,
    /// The indicators.
    indicators: Vec<IndicatorRecord>,
    /// The scores.
    scores: Vec<ScoreRecord>,
    /// The outcomes.
    outcomes: Vec<OutcomeRecord>,
    /// Open questions that matter.
    open_questions: Vec<OpenRecord>,
    /// What the programme has not said and could change something.
    open_contexts: Vec<OpenContextRecord>,
    /// The actions.
    actions: Vec<ActionRecord>,
    /// Questionnaires that may follow.
    next: Vec<NextRecord>,
    /// Services that match and work in a whole country.
    services: Vec<ServiceSaid>,
    /// The ids of the needs that were named and that no service meets.
    needs_without_service: Vec<String>,
    /// How many police, tip and report lines match and are not shown.
    police_and_tip_lines_not_shown: usize,
}

/// The kind of such a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum StrippedKind {
    /// Of a screening.
    #[serde(rename = "safelight-screening-without-identifiers")]
    Screening,
}

/// A service, and what the person said to it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ServiceSaid {
    /// Its id.
    id: String,
    /// Its directory.
    directory: String,
    /// Its name.
    name: String,
    /// What the person said to it.
    response: Response,
}

impl StrippedRecord {
    /// Returns the document of a record that is without identifiers; nothing of another one.
    pub fn of(record: &Record) -> Option<Self> {
        let removed = record.removed?;
        let one = record.clone();
        let services = one.referrals.into_iter().map(|service| ServiceSaid {
            id: service.id,
            directory: service.directory,
            name: service.name,
            response: service.response,
        });
        Some(StrippedRecord {
            format: FormatVersion,
            kind: StrippedKind::Screening,
            statement: one.statement,
            no_guarantee: NO_GUARANTEE.to_owned(),
            removed,
            tool: one.tool,
            year: one.date.0.year(),
            questionnaire: Some(one.questionnaire).filter(|edition| !edition.id.is_empty()),
            context: one.context,
            held: one.held,
            gates: one.gates,
            interpreters: one.interpreters,
            consent: one.consent,
            next_contact: one.next_contact,
            course: one.course,
            alone: one.alone,
            stopped: one.stopped,
            validation: one.validation,
            answers: one.answers,
            safety_plan: one.safety_plan,
            not_applicable: one.not_applicable,
            indicators: one.indicators,
            scores: one.scores,
            outcomes: one.outcomes,
            open_questions: one.open_questions,
            open_contexts: one.open_contexts,
            actions: one.actions,
            next: one.next,
            services: services.collect(),
            needs_without_service: one.needs_without_service.into_iter().map(|unmet| unmet.need).collect(),
            police_and_tip_lines_not_shown: one.police_and_tip_lines_not_shown,
        })
    }
}
