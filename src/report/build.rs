//! Builds a report: chooses every word from the questionnaire, the assessment and the surroundings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::*;
use crate::answers::{Note, QuestionId};
use crate::questionnaire::model::{self, Clamp, Decide, Questionnaire, TermValue};
use crate::referral::{Jurisdiction, Match};
use crate::rules::{Name, OutcomeRef, QuestionRef};
use crate::scoring::{ActionDue, Assessment, Case, Decided};
use crate::truth::{Set, Truth};

/// Everything that a report is built from.
pub struct Findings<'f> {
    /// The case.
    pub case: &'f Case<'f>,
    /// What follows from it.
    pub assessment: &'f Assessment,
    /// What is noted, by question.
    pub notes: &'f BTreeMap<QuestionId, Note>,
    /// The questions asked in other words.
    pub reworded: &'f BTreeSet<QuestionId>,
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
    /// The jurisdiction pack.
    pub jurisdiction: Option<&'f Jurisdiction>,
    /// The services that match, police and tip lines among them.
    pub matches: &'f [Match<'f>],
    /// How many police and tip lines match and were left out.
    pub hidden_police: usize,
    /// What the person said to each service and step, by their names: `service.` or `step.` and the id.
    pub responses: &'f BTreeMap<String, Response>,
}

/// Returns the name under which the response to a service stands.
pub fn service_name(id: &str) -> String {
    format!("service.{id}")
}

/// Returns the name under which the response to a step stands.
pub fn step_name(id: &str) -> String {
    format!("step.{id}")
}

/// Builds the report.
pub fn build(findings: &Findings<'_>) -> Report {
    let (case, assessment) = (findings.case, findings.assessment);
    let questionnaire = case.questionnaire;
    let said = Sayings { case, findings };
    let not_applicable =
        questionnaire.each_question().filter(|(place, _)| assessment.applies[place.index()] == Truth::False);
    Report {
        head: head(findings),
        course: course(findings),
        stopped: assessment.stopped.map(|stop| questionnaire.stops[stop].moment.id.clone()),
        answers: questionnaire.each_question().filter_map(|(place, _)| said.said(place)).collect(),
        notes_alone: said.notes_alone(),
        not_applicable: not_applicable.map(|(_, question)| question.id.clone()).collect(),
        indicators: indicators(&said),
        scores: scores(&said),
        outcomes: outcomes(case, assessment),
        actions: actions(&said),
        next: next(questionnaire, assessment),
        open: open(case, assessment),
        referrals: findings.matches.iter().map(|found| referral(found, findings.responses)).collect(),
        hidden_police: findings.hidden_police,
        validation: validation(questionnaire),
    }
}

fn head(findings: &Findings<'_>) -> Head {
    let questionnaire = findings.case.questionnaire;
    let contexts = questionnaire.contexts.iter().zip(&findings.case.context_values);
    Head {
        title: questionnaire.title.clone(),
        edition: questionnaire.edition(),
        language: questionnaire.language.clone(),
        fingerprint: questionnaire.fingerprint().clone(),
        date: findings.date,
        tool_version: findings.tool_version.to_owned(),
        agency: findings.agency.map(str::to_owned),
        context: contexts
            .filter_map(|(context, value)| Some((context.id.clone(), context.label.clone(), value.clone()?)))
            .collect(),
        jurisdiction: findings.jurisdiction.map(|pack| pack.title.clone()),
        consent: findings.consent.clone(),
    }
}

fn course(findings: &Findings<'_>) -> Vec<String> {
    let mut course = Vec::new();
    if let Some(stop) = findings.assessment.stopped {
        let stop = &findings.case.questionnaire.stops[stop];
        course.push(format!(
            "The questions were ended by the rule `{}`. What was not asked stays open.",
            stop.moment.id
        ));
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
    fn said(&self, place: QuestionRef) -> Option<Said> {
        let question = self.case.questionnaire.question(place);
        let answer = self.case.answer(place)?;
        Some(Said {
            id: question.id.clone(),
            asked: question.ask.clone(),
            from: question.from,
            part: question.part,
            answer: answer.clone(),
            shown: question.show(answer),
            note: self.findings.notes.get(&question.id).cloned(),
            reworded: self.findings.reworded.contains(&question.id),
        })
    }

    fn notes_alone(&self) -> Vec<NoteAlone> {
        let noted = self.case.questionnaire.each_question().filter_map(|(place, question)| {
            let note = self.findings.notes.get(&question.id)?;
            let alone =
                NoteAlone { id: question.id.clone(), asked: question.ask.clone(), note: note.clone() };
            self.case.answer(place).is_none().then_some(alone)
        });
        noted.collect()
    }

    /// A line for each answer behind something, also for those that were not asked.
    fn evidence(&self, behind: &[QuestionRef]) -> Vec<String> {
        behind.iter().map(|place| self.evidence_line(*place)).collect()
    }

    fn evidence_line(&self, place: QuestionRef) -> String {
        let question = self.case.questionnaire.question(place);
        let who = match question.from {
            AnswerSource::Asked => "asked",
            AnswerSource::Observed => "observed",
            AnswerSource::Record => "on record",
            AnswerSource::Judgement => "practitioner's judgement",
        };
        let state = match self.case.answer(place) {
            Some(answer) => question.show(answer),
            None if self.findings.assessment.applies[place.index()] == Truth::False => {
                "does not apply".to_owned()
            }
            None => "not asked".to_owned(),
        };
        format!("{who}: {} — {state}", question.ask)
    }
}

fn indicators(said: &Sayings<'_>) -> Vec<Indicator> {
    let questionnaire = said.case.questionnaire;
    let findings = said.findings.assessment.indicators.iter();
    questionnaire
        .indicators
        .iter()
        .zip(findings)
        .map(|(indicator, finding)| Indicator {
            id: indicator.id.clone(),
            label: indicator.label.clone(),
            family: (indicator.family.id, indicator.family.label),
            forms: indicator.forms.iter().map(|form| form.id).collect(),
            form_labels: indicator.forms.iter().map(|form| form.label).collect(),
            truth: finding.truth,
            behind: finding.behind.iter().map(|place| questionnaire.question(*place).id.clone()).collect(),
            evidence: said.evidence(&finding.behind),
            is_summary: indicator
                .when
                .names()
                .iter()
                .any(|name| !matches!(name, Name::Question(_) | Name::Context(_))),
            applies: finding.behind.is_empty()
                || finding
                    .behind
                    .iter()
                    .any(|place| said.findings.assessment.applies[place.index()] != Truth::False),
            source: indicator.source.clone(),
        })
        .collect()
}

fn scores(said: &Sayings<'_>) -> Vec<Score> {
    let questionnaire = said.case.questionnaire;
    questionnaire
        .scores
        .iter()
        .zip(&said.findings.assessment.scores)
        .map(|(score, scored)| Score {
            id: score.id.clone(),
            label: score.label.clone(),
            interval: scored.interval,
            as_published: scored.as_published,
            published_rule: score
                .dont_know_as_no
                .as_ref()
                .map(|rule| (rule.used_for.clone(), rule.title.clone())),
            terms: score
                .terms
                .iter()
                .zip(&scored.terms)
                .map(|(term, adds)| (term_in_words(questionnaire, &term.value), *adds))
                .collect(),
        })
        .collect()
}

fn term_in_words(questionnaire: &Questionnaire, term: &TermValue) -> String {
    match term {
        TermValue::When { when, .. } => match when.names().as_slice() {
            [Name::Indicator(indicator)] => questionnaire.indicator(*indicator).label.clone(),
            _ => when.text.clone(),
        },
        TermValue::ValueOf { question, .. } => questionnaire.question(*question).ask.clone(),
        TermValue::Score { score, .. } => questionnaire.score(*score).label.clone(),
        TermValue::Level { outcome, .. } => questionnaire.outcome(*outcome).label.clone(),
    }
}

fn outcomes(case: &Case<'_>, assessment: &Assessment) -> Vec<Outcome> {
    let outcomes = case.questionnaire.outcomes.iter().zip(&assessment.outcomes);
    outcomes
        .enumerate()
        .map(|(place, (outcome, decided))| outcome_of(case, OutcomeRef::at(place), outcome, decided))
        .collect()
}

fn outcome_of(case: &Case<'_>, place: OutcomeRef, outcome: &model::Outcome, decided: &Decided) -> Outcome {
    let ids = |set: Set| set.iter().map(|level| outcome.levels[level].id.clone()).collect();
    let labels = |set: Set| set.iter().map(|level| outcome.levels[level].label.clone()).collect();
    Outcome {
        id: outcome.id.clone(),
        label: outcome.label.clone(),
        possible: decided.possible.iter().map(|level| level_in_words(outcome, level)).collect(),
        before: ids(decided.before),
        enough: decided.enough,
        by_practitioner: matches!(outcome.decide, Decide::Practitioner { .. }),
        rows: decided
            .rows
            .iter()
            .map(|(row, truth)| {
                // A band is said from one start to the next, so it holds where it is the only one left.
                let is_open = matches!(outcome.decide, Decide::Bands { .. }) && decided.rows.len() > 1;
                let truth = if is_open { Truth::Unknown } else { *truth };
                (row + 1, truth, row_in_words(case.questionnaire, outcome, *row))
            })
            .collect(),
        adjusted: decided
            .adjusted
            .iter()
            .map(|adjusted| {
                let rule = &outcome.adjust[adjusted.row];
                let (word, level, clamped) = match rule.clamp {
                    Clamp::AtLeast(level) => ("at least", level, adjusted.before.at_least(level)),
                    Clamp::AtMost(level) => ("at most", level, adjusted.before.at_most(level)),
                };
                Adjusted {
                    row: adjusted.row + 1,
                    truth: adjusted.truth,
                    does: format!("{word} “{}”", outcome.levels[level].label),
                    changes: clamped != adjusted.before,
                    before: labels(adjusted.before),
                    before_ids: ids(adjusted.before),
                    because: rule.because.clone(),
                }
            })
            .collect(),
        judged: case.judgements[place.index()]
            .as_ref()
            .map(|judgement| (level_in_words(outcome, judgement.level), judgement.reason.clone())),
    }
}

fn level_in_words(outcome: &model::Outcome, level: usize) -> Level {
    let level = &outcome.levels[level];
    Level { id: level.id.clone(), label: level.label.clone(), next: level.next.clone() }
}

fn row_in_words(questionnaire: &Questionnaire, outcome: &model::Outcome, row: usize) -> String {
    let level = &outcome.levels[outcome.level_of(row)].label;
    match &outcome.decide {
        Decide::FirstMatch(rows) => {
            let because =
                rows[row].because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
            match &rows[row].when {
                Some(rule) => format!("“{level}”{because} ({})", rule.text),
                None => format!("“{level}”{because}, where no rule above holds"),
            }
        }
        Decide::Bands { score, from } => {
            let score = &questionnaire.score(*score).label;
            match from.get(row + 1) {
                Some(above) => format!("“{level}”: {score} from {} to below {}", from[row].at, above.at),
                None => format!("“{level}”: {score} {} or more", from[row].at),
            }
        }
        Decide::Practitioner { .. } => format!("“{level}”"),
    }
}

fn actions(said: &Sayings<'_>) -> Vec<Action> {
    let questionnaire = said.case.questionnaire;
    let statuses = said.findings.assessment.actions.iter();
    questionnaire
        .actions
        .iter()
        .zip(statuses)
        .map(|(action, status)| action_of(said, action, status))
        .collect()
}

fn action_of(said: &Sayings<'_>, action: &model::Action, status: &ActionDue) -> Action {
    let questionnaire = said.case.questionnaire;
    let pack = said.findings.jurisdiction;
    let law = action.topic.as_ref().and_then(|topic| pack?.duty(topic));
    let wording = |place: &QuestionRef| {
        let question = questionnaire.question(*place);
        (question.id.clone(), question.ask.clone())
    };
    Action {
        id: action.id.clone(),
        label: action.label.clone(),
        due: status.due,
        duty: (action.duty.id(), action.duty.label()),
        within_hours: action.within_hours,
        repeat_after_days: action.repeat_after_days,
        needs: action.needs.iter().map(|need| need.id).collect(),
        because: action.because.clone(),
        source: action.source.clone(),
        law: law.map(|duty| (duty.text.clone(), duty.citation.clone(), duty.url.clone())),
        open: status.open.iter().map(wording).collect(),
        evidence: said.evidence(&status.behind),
        response: said.findings.responses.get(&step_name(&action.id)).copied().unwrap_or_default(),
    }
}

fn next(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<Next> {
    let next = questionnaire.next.iter().zip(&assessment.next);
    next.map(|(next, due)| Next {
        questionnaire: next.questionnaire.clone(),
        due: *due,
        because: next.because.clone(),
    })
    .collect()
}

fn open(case: &Case<'_>, assessment: &Assessment) -> Vec<Open> {
    let question = |place| case.questionnaire.question(place);
    assessment
        .open
        .iter()
        .map(|open| Open {
            id: question(open.question).id.clone(),
            asked: question(open.question).ask.clone(),
            by_choice: case.answer(open.question) == Some(&Answer::Declined),
            levels_removed: open.decides.map_or(0, |decides| decides.levels_removed),
        })
        .collect()
}

fn referral(found: &Match<'_>, responses: &BTreeMap<String, Response>) -> Referral {
    let service = found.service;
    Referral {
        id: service.id.clone(),
        directory: found.directory.id.clone(),
        name: service.name.clone(),
        organization: service.organization.clone(),
        description: service.description.clone(),
        reasons: found.reasons.clone(),
        channels: found.channels.iter().map(|channel| channel_in_words(channel)).collect(),
        alert: service.alert.clone(),
        eligibility: service.eligibility.clone(),
        police: service.shares_with_police.label(),
        is_reporting_line: service.is_reporting_line,
        is_police: service.group.is_police(),
        freshness: found.freshness.label(),
        source_url: service.source_url.clone(),
        response: responses.get(&service_name(&service.id)).copied().unwrap_or_default(),
    }
}

fn channel_in_words(channel: &crate::referral::Channel) -> String {
    let interpreters = if channel.interpreters { ", others through an interpreter" } else { "" };
    let hours = channel.hours.as_deref().unwrap_or("hours not known");
    let note = channel.note.as_ref().map_or_else(String::new, |note| format!(" ({})", note.trim()));
    format!(
        "{}: {} — {}{interpreters}; {hours}{note}",
        channel.kind,
        channel.contact,
        channel.languages.join(", ")
    )
}

fn validation(questionnaire: &Questionnaire) -> Vec<String> {
    let ages = questionnaire.population.ages;
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
            lines.push("Those figures hold for those people and that language. Where few people are trafficked, most raised results are false alarms.".to_owned());
        }
        None => lines.push(format!("Not validated. Made for ages {ages}, in {}.", questionnaire.language)),
    }
    lines.push(questionnaire.validation.note.clone());
    lines
}
