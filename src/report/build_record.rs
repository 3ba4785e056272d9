//! Builds a record: chooses every word from the questionnaire, the assessment and the surroundings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::outcome_records::outcomes;
use super::referrals::{referral, without_service};
use super::rule_words;
use super::services::Offers;
use crate::answers::{Answer, Note, QuestionId, Value};
use crate::language::tag::english_name;
use crate::library;
use crate::questionnaire::Summary;
use crate::questionnaire::model::{self, ContextKind, Duty, Questionnaire, StepPart, TermValue};
use crate::records::{
    ActionRecord, Again, AloneRecord, AnswerRecord, CaseReference, Consent, ContactWay, ContextRecord, Day,
    EditionRecord, Exact, FormatVersion, GateRecord, HeardIn, IndicatorRecord, InterpreterRecord, LawRecord,
    NOT_APPLICABLE, NOT_ASKED, NamedRecord, NextContact, NextRecord, NoteRecord, OpenContextRecord,
    OpenRecord, OtherLanguages, Raw, Record, RecordKind, Release, Response, ScoreRecord, SeenRecord, TalkWay,
    TermRecord, Tool, evidence_line, heard_in,
};
use crate::referral::{Jurisdiction, Match};
use crate::rules::{Condition, Name, QuestionRef};
use crate::scoring::{ActionDue, Assessment, Case};
use crate::truth::{Interval, Truth};

/// Everything that a record is built from.
pub struct Findings<'f> {
    /// The case.
    pub case: &'f Case<'f>,
    /// What follows from it.
    pub assessment: &'f Assessment,
    /// What is noted, by question.
    pub notes: &'f BTreeMap<QuestionId, Note>,
    /// The questions asked in other words.
    pub reworded: &'f BTreeSet<QuestionId>,
    /// The questions that the person answered alone.
    pub answered_alone: &'f BTreeSet<QuestionId>,
    /// That the person answered alone, if they did.
    pub alone: Option<AloneRecord>,
    /// How the talk was held, if that was said.
    pub held: Option<TalkWay>,
    /// What was answered at the gates.
    pub gates: Vec<GateRecord>,
    /// Who saw what is marked as seen, by question.
    pub seen: &'f BTreeMap<QuestionId, SeenRecord>,
    /// What was said in other languages than that of the questionnaire.
    pub languages: &'f OtherLanguages,
    /// Who interpreted.
    pub interpreters: &'f [InterpreterRecord],
    /// The tag of the person's language, if it was said.
    pub spoken: Option<&'f str>,
    /// What the person agreed to; nothing if nobody was asked.
    pub consent: Option<Consent>,
    /// Whether the conversation was stopped on the way.
    pub stopped_early: bool,
    /// The day.
    pub date: Date,
    /// The version of the tool.
    pub tool_version: &'f str,
    /// The agency.
    pub agency: Option<&'f str>,
    /// The role and the initials of whoever led the talk.
    pub worker: Option<&'f str>,
    /// The agency's own reference of the case.
    pub case_reference: Option<&'f CaseReference>,
    /// Why the person is screened again, and what was before.
    pub again: Option<&'f Again>,
    /// The jurisdiction pack.
    pub jurisdiction: Option<&'f Jurisdiction>,
    /// The services that match.
    pub offers: &'f Offers<'f>,
    /// Whether the list of services was on the screen while the person was there.
    pub services_looked_at: bool,
    /// What the person said to each service and step, by their names: `service.` or `step.` and the id.
    pub responses: &'f BTreeMap<String, Response>,
    /// What was agreed on the next contact, if it was asked.
    pub next_contact: Option<NextContact>,
    /// What may be given to whom.
    pub releases: &'f [Release],
}

/// Returns the name under which the response to a service stands.
pub fn service_name(id: &str) -> String {
    format!("service.{id}")
}

/// Returns the name under which the response to a step stands.
pub fn step_name(id: &str) -> String {
    format!("step.{id}")
}

/// What is written of the next contact where nobody was asked how.
const NO_CONTACT: NextContact = NextContact { how: ContactWay::NoContact, when: None, on: None };

/// Returns whether the person said no to being in touch again.
pub fn wants_no_contact(case: &Case<'_>) -> bool {
    let mut asked =
        case.questionnaire.each_question().filter(|(_, asked)| asked.part == model::Part::Contact);
    let no = Answer::Given(Value::YesNo(false));
    asked.any(|(place, _)| case.answer(place) == Some(&no))
}

/// Builds the record, and seals it.
pub fn build(findings: &Findings<'_>) -> Record {
    let (case, assessment) = (findings.case, findings.assessment);
    let questionnaire = case.questionnaire;
    let said = Sayings { case, findings };
    let not_applicable =
        questionnaire.each_question().filter(|(place, _)| assessment.applies[place.index()] == Truth::False);
    let answers: Vec<AnswerRecord> =
        questionnaire.each_question().filter_map(|(place, _)| said.said(place)).collect();
    let heard = heard_in(&answers).unwrap_or(&questionnaire.language).to_owned();
    let record = Record {
        format: FormatVersion,
        kind: RecordKind::Screening,
        statement: questionnaire.about.words().statement.to_owned(),
        tool: Tool { name: "safelight".to_owned(), version: findings.tool_version.to_owned() },
        date: Day(findings.date),
        agency: findings.agency.map(str::to_owned),
        worker: findings.worker.map(str::to_owned),
        case: findings.case_reference.cloned(),
        again: findings.again.cloned(),
        jurisdiction: findings.jurisdiction.map(Jurisdiction::titles),
        questionnaire: edition(questionnaire),
        context: context(case, findings.languages),
        held: findings.held,
        gates: findings.gates.clone(),
        interpreters: findings.interpreters.to_vec(),
        spoken: findings.spoken.map(str::to_owned),
        consent: findings.consent.clone(),
        next_contact: findings.next_contact.or_else(|| wants_no_contact(case).then_some(NO_CONTACT)),
        releases: findings.releases.to_vec(),
        course: course(findings),
        alone: findings.alone,
        stopped: assessment.stopped.map(|stop| questionnaire.stops[stop].moment.id.clone()),
        validation: validation(questionnaire),
        wordings: findings.languages.wordings.clone(),
        answers,
        safety_plan: safety_plan(case),
        notes_without_answer: said.notes_alone(),
        not_applicable: not_applicable.map(|(_, question)| question.id.clone()).collect(),
        indicators: indicators(&said),
        scores: scores(&said),
        outcomes: outcomes(case, assessment),
        open_questions: open(case, assessment),
        open_contexts: open_contexts(questionnaire, assessment),
        actions: actions(&said),
        next: next(questionnaire, assessment),
        services_looked_at: findings.services_looked_at,
        referrals: findings
            .offers
            .matches
            .iter()
            .map(|found| referral(found, response(found, findings.responses), &heard))
            .collect(),
        needs_without_service: without_service(&findings.offers.unmet, findings.offers.otherwise_ask),
        police_and_tip_lines_not_shown: findings.offers.hidden_police,
        seal: String::new(),
        removed: None,
    };
    record.sealed()
}

fn edition(questionnaire: &Questionnaire) -> EditionRecord {
    EditionRecord {
        id: questionnaire.id.clone(),
        version: questionnaire.version.to_string(),
        title: questionnaire.title.clone(),
        language: questionnaire.language.clone(),
        about: questionnaire.about,
        fingerprint: questionnaire.fingerprint().clone(),
    }
}

/// Returns what is known, and what is not although it has a default: without that it would hold where this is scored
/// again.
fn context(case: &Case<'_>, languages: &OtherLanguages) -> Vec<ContextRecord> {
    let own = || HeardIn { languages: vec![case.questionnaire.language.clone()], interpreted: false };
    let contexts = case.questionnaire.contexts.iter().zip(&case.context_values);
    let is_told = |(context, value): &(&model::Context, &Option<String>)| {
        value.is_some() || context.default.is_some() || context.by_language
    };
    let told = contexts.filter(is_told).map(|(context, value)| ContextRecord {
        id: context.id.clone(),
        label: context.label.clone(),
        value: value.clone(),
        by_language: context.by_language.then(|| languages.heard.clone().unwrap_or_else(own)),
    });
    told.collect()
}

fn course(findings: &Findings<'_>) -> Vec<String> {
    let mut course = Vec::new();
    if let Some(stop) = findings.assessment.stopped {
        let stop = &findings.case.questionnaire.stops[stop];
        course.push("The questions ended by a rule of the form. What was not asked stays open.".to_owned());
        course.extend(stop.moment.note.clone());
    } else if findings.stopped_early {
        course.push("The conversation was stopped on the way. What was not asked stays open.".to_owned());
    }
    course
}

/// Words for answers.
struct Sayings<'s> {
    case: &'s Case<'s>,
    findings: &'s Findings<'s>,
}

impl Sayings<'_> {
    fn said(&self, place: QuestionRef) -> Option<AnswerRecord> {
        let question = self.case.questionnaire.question(place);
        let answer = self.case.answer(place)?;
        Some(AnswerRecord {
            question: question.id.clone(),
            asked: question.ask.clone(),
            source: question.from,
            part: question.part,
            sensitivity: question.sensitivity,
            state: answer.state().to_owned(),
            value: answer.value().map(value),
            shown: question.show(answer, self.case.questionnaire.about.words().could_not_tell),
            words: self.case.answers.words(&question.id).map(str::to_owned),
            note: self.findings.notes.get(&question.id).cloned(),
            asked_differently: self.findings.reworded.contains(&question.id),
            answered_alone: self.findings.answered_alone.contains(&question.id),
            seen: self.findings.seen.get(&question.id).copied(),
            asked_in: self.findings.languages.asked.get(&question.id).cloned(),
        })
    }

    fn notes_alone(&self) -> Vec<NoteRecord> {
        let noted = self.case.questionnaire.each_question().filter_map(|(place, question)| {
            let note = self.findings.notes.get(&question.id)?.clone();
            let alone = NoteRecord { question: question.id.clone(), asked: question.ask.clone(), note };
            self.case.answer(place).is_none().then_some(alone)
        });
        noted.collect()
    }

    /// A line for each answer behind something, also for those that were not asked.
    fn evidence(&self, behind: &[QuestionRef]) -> Vec<String> {
        behind.iter().map(|place| self.evidence_line(*place)).collect()
    }

    fn evidence_line(&self, place: QuestionRef) -> String {
        let (question, frame) =
            (self.case.questionnaire.question(place), self.case.questionnaire.about.words());
        let state = match self.case.answer(place) {
            Some(answer) => question.show(answer, frame.could_not_tell),
            None if self.findings.assessment.applies[place.index()] == Truth::False => {
                NOT_APPLICABLE.to_owned()
            }
            None => NOT_ASKED.to_owned(),
        };
        evidence_line(frame, question.from, &question.ask, &state)
    }
}

/// Returns a value as the answers document writes it.
fn value(value: &Value) -> Raw {
    let text = |text: &str| serde_json::to_string(text).expect("text is JSON");
    Raw::of(match value {
        Value::YesNo(answer) => text(if *answer { "yes" } else { "no" }),
        Value::Choice(id) => text(id),
        Value::Choices(ids) => serde_json::to_string(ids).expect("texts are JSON"),
        Value::Number(number) => number.to_string(),
        Value::DatePart { year, month: None } => text(&year.to_string()),
        Value::DatePart { year, month: Some(month) } => text(&format!("{year}-{month:02}")),
        Value::Text(words) => text(words),
    })
}

fn indicators(said: &Sayings<'_>) -> Vec<IndicatorRecord> {
    let questionnaire = said.case.questionnaire;
    let applies = |place: &QuestionRef| said.findings.assessment.applies[place.index()] != Truth::False;
    let sums_up = |name: &Name| !matches!(name, Name::Question(_) | Name::Context(_));
    let findings = said.findings.assessment.indicators.iter();
    let found = questionnaire.indicators.iter().zip(findings).map(|(indicator, finding)| IndicatorRecord {
        id: indicator.id.clone(),
        label: indicator.label.clone(),
        family: indicator.family.id.to_owned(),
        forms: indicator.forms.iter().map(|form| form.id.to_owned()).collect(),
        truth: finding.truth,
        questions: finding.behind.iter().map(|place| questionnaire.question(*place).id.clone()).collect(),
        evidence: said.evidence(&finding.behind),
        sums_up: indicator.when.names().iter().any(sums_up),
        applies: finding.behind.is_empty() || finding.behind.iter().any(applies),
        source: indicator.source.clone(),
    });
    found.collect()
}

fn scores(said: &Sayings<'_>) -> Vec<ScoreRecord> {
    let questionnaire = said.case.questionnaire;
    let term = |(term, adds): (&model::ScoreTerm, &Interval)| TermRecord {
        label: term_in_words(questionnaire, &term.value),
        low: Exact(adds.low),
        high: Exact(adds.high),
    };
    let scored = questionnaire.scores.iter().zip(&said.findings.assessment.scores);
    let scores = scored.map(|(score, scored)| ScoreRecord {
        id: score.id.clone(),
        label: score.label.clone(),
        low: Exact(scored.interval.low),
        high: Exact(scored.interval.high),
        as_published: scored.as_published.map(Exact),
        published_reason: score.dont_know_as_no.as_ref().map(|rule| rule.used_for.clone()),
        published_source: score.dont_know_as_no.as_ref().map(|rule| rule.title.clone()),
        terms: score.terms.iter().zip(&scored.terms).map(term).collect(),
    });
    scores.collect()
}

fn term_in_words(questionnaire: &Questionnaire, term: &TermValue) -> String {
    match term {
        TermValue::When { when, .. } => match &when.condition {
            Condition::Indicator(indicator) => questionnaire.indicator(*indicator).label.clone(),
            condition => rule_words::in_words(questionnaire, condition),
        },
        TermValue::ValueOf { question, .. } => questionnaire.question(*question).ask.clone(),
        TermValue::Score { score, .. } => questionnaire.score(*score).label.clone(),
        TermValue::Level { outcome, .. } => questionnaire.outcome(*outcome).label.clone(),
    }
}

/// Returns whether parts of a safety plan were talked through. "None of these" is an option that stands alone.
fn safety_plan(case: &Case<'_>) -> Option<bool> {
    let plans =
        case.questionnaire.each_question().filter(|(_, question)| question.part == model::Part::SafetyPlan);
    let chosen = plans.filter_map(|(place, question)| match case.answer(place)?.value()? {
        Value::Choices(ids) => {
            let alone = |id: &String| question.kind.options().iter().any(|it| it.id == *id && it.exclusive);
            Some(!ids.iter().any(alone))
        }
        Value::YesNo(made) => Some(*made),
        _ => None,
    });
    chosen.reduce(|one, other| one || other)
}

fn actions(said: &Sayings<'_>) -> Vec<ActionRecord> {
    let actions = said.case.questionnaire.actions.iter().zip(&said.findings.assessment.actions);
    actions.map(|(action, status)| action_of(said, &action.step, status)).collect()
}

fn action_of(said: &Sayings<'_>, step: &model::Step, status: &ActionDue) -> ActionRecord {
    let questionnaire = said.case.questionnaire;
    let pack = said.findings.jurisdiction;
    let texts = step.topic.as_ref().zip(pack).map_or_else(Vec::new, |(topic, pack)| pack.said_on(topic));
    let law = texts.into_iter().map(|(of, duty)| LawRecord {
        of: of.title.clone(),
        text: duty.text.clone(),
        citation: duty.citation.clone(),
        url: duty.url.clone(),
    });
    let wording = |place: &QuestionRef| {
        let question = questionnaire.question(*place);
        NamedRecord { id: question.id.clone(), label: question.ask.clone() }
    };
    ActionRecord {
        step: step.clone(),
        status: status.due,
        law: law.collect(),
        open_questions: status.open.iter().map(wording).collect(),
        evidence: said.evidence(&status.behind),
        response: came_of(said, step),
    }
}

/// Returns what the person said to a step. Where that was not marked: it is done if it is to make a safety plan and
/// one was made; and an offer of one kind of service was accepted or declined if the services of that kind were.
fn came_of(said: &Sayings<'_>, step: &model::Step) -> Response {
    let findings = said.findings;
    if let Some(marked) = findings.responses.get(&step_name(&step.id)) {
        return *marked;
    }
    if step.part == Some(StepPart::SafetyPlan) && safety_plan(said.case) == Some(true) {
        return Response::Done;
    }
    let (Duty::Offer, [need]) = (step.duty, step.needs.as_slice()) else { return Response::NotOffered };
    let of_that_kind = findings.offers.matches.iter().filter(|found| found.service.needs.contains(need));
    let said_to: Vec<Response> = of_that_kind.map(|found| response(found, findings.responses)).collect();
    if said_to.contains(&Response::Accepted) {
        Response::Accepted
    } else if !said_to.is_empty() && said_to.iter().all(|said| *said == Response::Declined) {
        Response::Declined
    } else {
        Response::NotOffered
    }
}

fn next(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<NextRecord> {
    let next = questionnaire.next.iter().zip(&assessment.next);
    next.map(|(next, due)| NextRecord {
        questionnaire: next.questionnaire.clone(),
        title: library::questionnaire(&next.questionnaire, None)
            .and_then(Summary::of_shipped)
            .map(|summary| summary.title),
        status: *due,
        because: next.because.clone(),
    })
    .collect()
}

fn open(case: &Case<'_>, assessment: &Assessment) -> Vec<OpenRecord> {
    let question = |place| case.questionnaire.question(place);
    let open = assessment.open.iter().map(|open| OpenRecord {
        question: question(open.question).id.clone(),
        asked: question(open.question).ask.clone(),
        left_open_by_choice: case.answer(open.question) == Some(&Answer::Declined),
        levels_removed: open.decides.map(|decides| decides.levels_removed),
    });
    open.collect()
}

fn open_contexts(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<OpenContextRecord> {
    let open = assessment.open_contexts.iter().map(|place| questionnaire.context(*place));
    let open = open.map(|context| OpenContextRecord {
        id: context.id.clone(),
        label: context.label.clone(),
        can_be: match &context.kind {
            ContextKind::YesNo => "yes or no".to_owned(),
            ContextKind::Choice(options) => options.join(" or "),
            ContextKind::Number => "a number".to_owned(),
        },
    });
    open.collect()
}

fn response(found: &Match<'_>, responses: &BTreeMap<String, Response>) -> Response {
    responses.get(&service_name(&found.service.id)).copied().unwrap_or_default()
}

fn validation(questionnaire: &Questionnaire) -> Vec<String> {
    let frame = questionnaire.about.words();
    let mut lines = Vec::new();
    match &questionnaire.validation.published {
        Some(study) if !study.is_measured() => {
            lines.push(format!("Published: {}. Nobody has reported how accurate it is.", study.study));
        }
        Some(study) => {
            lines.push(format!(
                "Validation published: {}. {} people, {}, in {}. Sensitivity {}, specificity {}, at the cut-off {}.",
                study.study, study.n, study.population, study.language, study.sensitivity, study.specificity, study.cut_off
            ));
            lines.push("Those figures hold for those people and that language.".to_owned());
        }
        None => lines.push("Not validated.".to_owned()),
    }
    let whom = frame.for_whom(questionnaire.population.ages);
    lines.push(format!("Made for {whom}, in {}.", english_name(&questionnaire.language)));
    lines.extend(frame.base_rate.map(str::to_owned));
    lines.push(questionnaire.validation.note.clone());
    lines
}
