//! The JSON record: complete enough to recompute and to explain the result. It has a format version
//! of its own; numbers are written exactly.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::answers::{Note, Value};
use crate::decimal::Decimal;
use crate::report::{Level, Report, STATEMENT};
use crate::truth::Interval;

/// The version of this format.
pub const FORMAT: u32 = 1;

/// Writes a report as a JSON record.
pub fn write(report: &Report) -> String {
    let mut json = serde_json::to_string_pretty(&Record::of(report)).expect("a record has only text keys");
    json.push('\n');
    json
}

/// Returns a number as JSON writes it, exactly.
pub fn exact(number: Decimal) -> Box<RawValue> {
    RawValue::from_string(number.to_string()).expect("a decimal is a JSON number")
}

#[derive(Serialize)]
struct Record<'r> {
    format: u32,
    kind: &'static str,
    statement: &'static str,
    tool: Tool<'r>,
    date: String,
    agency: Option<&'r str>,
    jurisdiction: Option<&'r str>,
    questionnaire: Questionnaire<'r>,
    context: Map<&'r str>,
    consent: Option<ConsentOf<'r>>,
    course: &'r [String],
    stopped: Option<&'r str>,
    validation: &'r [String],
    answers: Vec<AnswerOf<'r>>,
    notes_without_answer: Vec<NoteAloneOf<'r>>,
    not_applicable: &'r [String],
    indicators: Vec<IndicatorOf<'r>>,
    scores: Vec<ScoreOf<'r>>,
    outcomes: Vec<OutcomeOf<'r>>,
    open_questions: Vec<OpenOf<'r>>,
    actions: Vec<ActionOf<'r>>,
    next: Vec<NextOf<'r>>,
    referrals: Vec<ReferralOf<'r>>,
    police_and_tip_lines_not_shown: usize,
}

#[derive(Serialize)]
struct Tool<'r> {
    name: &'static str,
    version: &'r str,
}

#[derive(Serialize)]
struct Questionnaire<'r> {
    id: &'r str,
    version: &'r str,
    title: &'r str,
    language: &'r str,
    fingerprint: Fingerprint<'r>,
}

/// Fingerprints as documents write them.
#[derive(Serialize)]
pub struct Fingerprint<'r> {
    structure: &'r str,
    scoring: &'r str,
    wording: &'r str,
}

impl<'r> From<&'r crate::questionnaire::Fingerprint> for Fingerprint<'r> {
    fn from(fingerprint: &'r crate::questionnaire::Fingerprint) -> Self {
        Fingerprint {
            structure: &fingerprint.structure,
            scoring: &fingerprint.scoring,
            wording: &fingerprint.wording,
        }
    }
}

#[derive(Serialize)]
struct ConsentOf<'r> {
    agreed: bool,
    explained_before: &'r [String],
    may_keep: Option<bool>,
    kept_because: Option<&'r str>,
}

#[derive(Serialize)]
struct AnswerOf<'r> {
    question: &'r str,
    asked: &'r str,
    source: &'static str,
    part: &'static str,
    state: &'static str,
    value: Option<Box<RawValue>>,
    shown: &'r str,
    note: Option<&'r Note>,
    asked_differently: bool,
}

#[derive(Serialize)]
struct NoteAloneOf<'r> {
    question: &'r str,
    asked: &'r str,
    note: &'r Note,
}

#[derive(Serialize)]
struct IndicatorOf<'r> {
    id: &'r str,
    label: &'r str,
    family: &'static str,
    forms: &'r [&'static str],
    truth: &'static str,
    questions: &'r [String],
    evidence: &'r [String],
    source: &'r str,
}

#[derive(Serialize)]
struct ScoreOf<'r> {
    id: &'r str,
    label: &'r str,
    low: Box<RawValue>,
    high: Box<RawValue>,
    as_published: Option<Box<RawValue>>,
    published_reason: Option<&'r str>,
    published_source: Option<&'r str>,
    terms: Vec<TermOf<'r>>,
}

#[derive(Serialize)]
struct TermOf<'r> {
    label: &'r str,
    low: Box<RawValue>,
    high: Box<RawValue>,
}

#[derive(Serialize)]
struct LevelOf<'r> {
    id: &'r str,
    label: &'r str,
    next: &'r str,
}

#[derive(Serialize)]
struct OutcomeOf<'r> {
    id: &'r str,
    label: &'r str,
    possible: Vec<LevelOf<'r>>,
    settled: bool,
    enough_answered: bool,
    decided_by_practitioner: bool,
    before_adjustment: &'r [String],
    decided_by: Vec<RowOf<'r>>,
    adjusted_by: Vec<AdjustedOf<'r>>,
    judged: Option<JudgedOf<'r>>,
}

#[derive(Serialize)]
struct RowOf<'r> {
    row: usize,
    truth: &'static str,
    why: &'r str,
}

#[derive(Serialize)]
struct AdjustedOf<'r> {
    row: usize,
    truth: &'static str,
    does: &'r str,
    before: &'r [String],
    because: &'r str,
}

#[derive(Serialize)]
struct JudgedOf<'r> {
    level: &'r str,
    label: &'r str,
    reason: &'r str,
}

#[derive(Serialize)]
struct OpenOf<'r> {
    question: &'r str,
    asked: &'r str,
    left_open_by_choice: bool,
    levels_removed: usize,
}

#[derive(Serialize)]
struct ActionOf<'r> {
    id: &'r str,
    label: &'r str,
    status: &'static str,
    duty: &'static str,
    within_hours: Option<u32>,
    repeat_after_days: Option<u32>,
    needs: &'r [&'static str],
    because: &'r str,
    source: Option<&'r str>,
    law: Option<LawOf<'r>>,
    open_questions: Vec<&'r str>,
    evidence: &'r [String],
    response: &'static str,
}

#[derive(Serialize)]
struct LawOf<'r> {
    text: &'r str,
    citation: &'r str,
    url: &'r str,
}

#[derive(Serialize)]
struct NextOf<'r> {
    questionnaire: &'r str,
    status: &'static str,
    because: Option<&'r str>,
}

#[derive(Serialize)]
struct ReferralOf<'r> {
    id: &'r str,
    directory: &'r str,
    name: &'r str,
    organization: &'r str,
    description: &'r str,
    reasons: &'r [String],
    channels: &'r [String],
    eligibility: Option<&'r str>,
    alert: Option<&'r str>,
    police: &'static str,
    is_police_or_tip_line: bool,
    is_reporting_line: bool,
    freshness: &'r str,
    source_url: &'r str,
    response: &'static str,
}

impl<'r> Record<'r> {
    fn of(report: &'r Report) -> Self {
        let head = &report.head;
        Record {
            format: FORMAT,
            kind: "safelight-screening",
            statement: STATEMENT,
            tool: Tool { name: "safelight", version: &head.tool_version },
            date: head.date.to_string(),
            agency: head.agency.as_deref(),
            jurisdiction: head.jurisdiction.as_deref(),
            questionnaire: Questionnaire {
                id: &head.edition.id,
                version: &head.edition.version,
                title: &head.title,
                language: &head.language,
                fingerprint: Fingerprint::from(&head.fingerprint),
            },
            context: Map(head.context.iter().map(|(id, _, value)| (id.as_str(), value.as_str())).collect()),
            consent: head.consent.as_ref().map(|consent| ConsentOf {
                agreed: consent.agreed,
                explained_before: &consent.explained,
                may_keep: consent.may_keep,
                kept_because: consent.kept_because.as_deref(),
            }),
            course: &report.course,
            stopped: report.stopped.as_deref(),
            validation: &report.validation,
            answers: report.answers.iter().map(AnswerOf::of).collect(),
            notes_without_answer: report.notes_alone.iter().map(NoteAloneOf::of).collect(),
            not_applicable: &report.not_applicable,
            indicators: report.indicators.iter().map(IndicatorOf::of).collect(),
            scores: report.scores.iter().map(ScoreOf::of).collect(),
            outcomes: report.outcomes.iter().map(OutcomeOf::of).collect(),
            open_questions: report.open.iter().map(OpenOf::of).collect(),
            actions: report.actions.iter().map(ActionOf::of).collect(),
            next: report.next.iter().map(NextOf::of).collect(),
            referrals: report.referrals.iter().map(ReferralOf::of).collect(),
            police_and_tip_lines_not_shown: report.hidden_police,
        }
    }
}

impl<'r> AnswerOf<'r> {
    fn of(said: &'r crate::report::Said) -> Self {
        AnswerOf {
            question: &said.id,
            asked: &said.asked,
            source: said.from.id(),
            part: said.part.id(),
            state: said.answer.state(),
            value: said.answer.value().map(value),
            shown: &said.shown,
            note: said.note.as_ref(),
            asked_differently: said.reworded,
        }
    }
}

impl<'r> NoteAloneOf<'r> {
    fn of(alone: &'r crate::report::NoteAlone) -> Self {
        NoteAloneOf { question: &alone.id, asked: &alone.asked, note: &alone.note }
    }
}

/// Returns a value as the answers document writes it.
fn value(value: &Value) -> Box<RawValue> {
    let text = |text: &str| serde_json::to_string(text).expect("text is JSON");
    let json = match value {
        Value::YesNo(answer) => text(if *answer { "yes" } else { "no" }),
        Value::Choice(id) => text(id),
        Value::Choices(ids) => serde_json::to_string(ids).expect("texts are JSON"),
        Value::Number(number) => number.to_string(),
        Value::DatePart { year, month: None } => text(&year.to_string()),
        Value::DatePart { year, month: Some(month) } => text(&format!("{year}-{month:02}")),
        Value::Text(words) => text(words),
    };
    RawValue::from_string(json).expect("it was just written as JSON")
}

impl<'r> IndicatorOf<'r> {
    fn of(indicator: &'r crate::report::Indicator) -> Self {
        IndicatorOf {
            id: &indicator.id,
            label: &indicator.label,
            family: indicator.family.0,
            forms: &indicator.forms,
            truth: indicator.truth.name(),
            questions: &indicator.behind,
            evidence: &indicator.evidence,
            source: &indicator.source,
        }
    }
}

impl<'r> ScoreOf<'r> {
    fn of(score: &'r crate::report::Score) -> Self {
        let term = |(label, adds): &'r (String, Interval)| TermOf {
            label,
            low: exact(adds.low),
            high: exact(adds.high),
        };
        ScoreOf {
            id: &score.id,
            label: &score.label,
            low: exact(score.interval.low),
            high: exact(score.interval.high),
            as_published: score.as_published.map(exact),
            published_reason: score.published_rule.as_ref().map(|(reason, _)| reason.as_str()),
            published_source: score.published_rule.as_ref().map(|(_, source)| source.as_str()),
            terms: score.terms.iter().map(term).collect(),
        }
    }
}

impl<'r> LevelOf<'r> {
    fn of(level: &'r Level) -> Self {
        LevelOf { id: &level.id, label: &level.label, next: &level.next }
    }
}

impl<'r> OutcomeOf<'r> {
    fn of(outcome: &'r crate::report::Outcome) -> Self {
        let row = |(row, truth, why): &'r (usize, crate::truth::Truth, String)| RowOf {
            row: *row,
            truth: truth.name(),
            why,
        };
        OutcomeOf {
            id: &outcome.id,
            label: &outcome.label,
            possible: outcome.possible.iter().map(LevelOf::of).collect(),
            settled: outcome.possible.len() == 1,
            enough_answered: outcome.enough,
            decided_by_practitioner: outcome.by_practitioner,
            before_adjustment: &outcome.before,
            decided_by: outcome.rows.iter().map(row).collect(),
            adjusted_by: outcome.adjusted.iter().map(AdjustedOf::of).collect(),
            judged: outcome.judged.as_ref().map(|(level, reason)| JudgedOf {
                level: &level.id,
                label: &level.label,
                reason,
            }),
        }
    }
}

impl<'r> AdjustedOf<'r> {
    fn of(adjusted: &'r crate::report::Adjusted) -> Self {
        AdjustedOf {
            row: adjusted.row,
            truth: adjusted.truth.name(),
            does: &adjusted.does,
            before: &adjusted.before_ids,
            because: &adjusted.because,
        }
    }
}

impl<'r> OpenOf<'r> {
    fn of(open: &'r crate::report::Open) -> Self {
        OpenOf {
            question: &open.id,
            asked: &open.asked,
            left_open_by_choice: open.by_choice,
            levels_removed: open.levels_removed,
        }
    }
}

impl<'r> ActionOf<'r> {
    fn of(action: &'r crate::report::Action) -> Self {
        ActionOf {
            id: &action.id,
            label: &action.label,
            status: action.due.id(),
            duty: action.duty.0,
            within_hours: action.within_hours,
            repeat_after_days: action.repeat_after_days,
            needs: &action.needs,
            because: &action.because,
            source: action.source.as_deref(),
            law: action.law.as_ref().map(|(text, citation, url)| LawOf { text, citation, url }),
            open_questions: action.open.iter().map(|(id, _)| id.as_str()).collect(),
            evidence: &action.evidence,
            response: action.response.id(),
        }
    }
}

impl<'r> NextOf<'r> {
    fn of(next: &'r crate::report::Next) -> Self {
        NextOf { questionnaire: &next.questionnaire, status: next.due.id(), because: next.because.as_deref() }
    }
}

impl<'r> ReferralOf<'r> {
    fn of(referral: &'r crate::report::Referral) -> Self {
        ReferralOf {
            id: &referral.id,
            directory: &referral.directory,
            name: &referral.name,
            organization: &referral.organization,
            description: &referral.description,
            reasons: &referral.reasons,
            channels: &referral.channels,
            eligibility: referral.eligibility.as_deref(),
            alert: referral.alert.as_deref(),
            police: referral.police,
            is_police_or_tip_line: referral.is_police,
            is_reporting_line: referral.is_reporting_line,
            freshness: &referral.freshness,
            source_url: &referral.source_url,
            response: referral.response.id(),
        }
    }
}

/// An object whose keys stay in order.
pub struct Map<V>(pub Vec<(V, V)>);

impl Serialize for Map<&str> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
