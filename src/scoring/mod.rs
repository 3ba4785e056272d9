//! From answers to indicators, score intervals, possible levels and actions, each with its evidence.
//! It is pure and cannot fail: a [`Case`] was checked before. Its one surprise: an action looks at
//! two sides, the rules alone and the practitioner's judgement, and takes the stronger.

mod case;
mod evaluate;
mod open;

use std::collections::BTreeSet;

use crate::answers::Answer;
use crate::decimal::Decimal;
use crate::questionnaire::model::{Questionnaire, Rule, Stop};
use crate::questionnaire::read::{named_directly, reached};
use crate::rules::{Facts, IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef};
use crate::truth::{Interval, Set, Truth};
pub use case::{Case, Fault, Judgement, NamedJudgement, reading_of};
pub use evaluate::{Evaluation, World, level_of};
pub use open::OpenQuestion;

/// Everything that follows from a case. All lists are by place in the questionnaire unless they say
/// otherwise.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Whether each question applies.
    pub applies: Vec<Truth>,
    /// Each indicator.
    pub indicators: Vec<Finding>,
    /// Each score.
    pub scores: Vec<Scored>,
    /// Each outcome.
    pub outcomes: Vec<Decided>,
    /// Each action.
    pub actions: Vec<ActionDue>,
    /// Each questionnaire that may follow.
    pub next: Vec<Due>,
    /// The place of the stop that ended the asked questions, the first in the file.
    pub stopped: Option<usize>,
    /// The open questions that matter, the most decisive first; none after a stop.
    pub open: Vec<OpenQuestion>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is present.
    pub truth: Truth,
    /// The questions whose answers are behind it, directly or through other indicators.
    pub behind: Vec<QuestionRef>,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// What it can be.
    pub interval: Interval,
    /// What each of its terms adds.
    pub terms: Vec<Interval>,
    /// Its value where "don't know" counts as no, as published; nothing if that is not declared or
    /// does not settle it.
    pub as_published: Option<Decimal>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The levels it can have.
    pub possible: Set,
    /// The levels it could have before it was adjusted.
    pub before: Set,
    /// Whether enough is answered, for an outcome that must be complete.
    pub enough: bool,
    /// The rows or bands that are true or unknown, by place, down to the one that is true.
    pub rows: Vec<(usize, Truth)>,
    /// The adjustments that are true or unknown, in the order in which they were made.
    pub adjusted: Vec<Adjusted>,
    /// The practitioner's own judgement.
    pub judged: Option<Judgement>,
}

/// One adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjusted {
    /// The place of its row.
    pub row: usize,
    /// Whether it holds.
    pub truth: Truth,
    /// The levels before it.
    pub before: Set,
}

/// Whether an action is due, and what decides that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionDue {
    /// Whether it is due.
    pub due: Due,
    /// The open questions that decide it, while it may be due.
    pub open: Vec<QuestionRef>,
    /// The questions whose answers its rule depends on.
    pub behind: Vec<QuestionRef>,
}

/// Whether something is due. Ordered from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It is not.
    NotDue,
    /// Open answers decide.
    MayBeDue,
    /// It is.
    Due,
}

impl Decided {
    /// Returns whether only one level is possible.
    pub fn is_settled(&self) -> bool {
        self.possible.len() == 1
    }
}

impl Due {
    /// Returns the word for it in documents.
    pub fn id(self) -> &'static str {
        match self {
            Due::NotDue => "not_due",
            Due::MayBeDue => "may_be_due",
            Due::Due => "due",
        }
    }
}

impl From<Truth> for Due {
    fn from(truth: Truth) -> Due {
        match truth {
            Truth::True => Due::Due,
            Truth::Unknown => Due::MayBeDue,
            Truth::False => Due::NotDue,
        }
    }
}

/// Assesses a case.
pub fn assess(case: &Case<'_>) -> Assessment {
    let questionnaire = case.questionnaire;
    let computed = case.evaluate();
    let mut judged = computed.clone();
    judged.in_world(World::Judged);
    judged.run();
    let due = |rule: &Rule| {
        Due::from(computed.truth(&rule.condition)).max(Due::from(judged.truth(&rule.condition)))
    };
    let stopped = stopped(case, &computed);
    let outcomes = outcomes(case, &computed);
    let actions: Vec<ActionDue> = questionnaire
        .actions
        .iter()
        .map(|action| {
            action_due(questionnaire, [&computed, &judged], &action.when, due(&action.when), stopped)
        })
        .collect();
    let open = match stopped {
        Some(_) => Vec::new(),
        None => open_questions(questionnaire, &computed, &outcomes, &actions),
    };
    Assessment {
        applies: questionnaire.each_question().map(|(question, _)| computed.applies(question)).collect(),
        indicators: indicators(questionnaire, &computed),
        scores: scores(case, &computed),
        next: questionnaire.next.iter().map(|next| due(&next.when)).collect(),
        outcomes,
        actions,
        stopped,
        open,
    }
}

/// Returns the place of the first stop that has been reached, in the order of the file.
pub fn stopped(case: &Case<'_>, evaluation: &Evaluation<'_>) -> Option<usize> {
    let reached = |stop: &Stop| stop.names.iter().any(|question| case.answer(*question).is_some());
    case.questionnaire.stops.iter().position(|stop| match evaluation.truth(&stop.moment.when.condition) {
        Truth::True => true,
        Truth::Unknown => stop.unless_false && reached(stop),
        Truth::False => false,
    })
}

fn indicators(questionnaire: &Questionnaire, evaluation: &Evaluation<'_>) -> Vec<Finding> {
    let places = (0..questionnaire.indicators.len()).map(IndicatorRef::at);
    places
        .map(|place| Finding {
            truth: evaluation.indicator(place),
            behind: named_directly(questionnaire, questionnaire.indicator(place).when.names())
                .into_iter()
                .collect(),
        })
        .collect()
}

fn scores(case: &Case<'_>, evaluation: &Evaluation<'_>) -> Vec<Scored> {
    let published = as_published(case, evaluation);
    let places = (0..case.questionnaire.scores.len()).map(ScoreRef::at);
    places
        .map(|place| {
            let score = case.questionnaire.score(place);
            let declared = score.dont_know_as_no.as_ref().and(published.as_ref());
            let interval = declared.map(|evaluation| evaluation.score(place));
            Scored {
                interval: evaluation.score(place),
                terms: score.terms.iter().map(|term| evaluation.term(term)).collect(),
                as_published: interval.filter(|interval| interval.is_settled()).map(|interval| interval.low),
            }
        })
        .collect()
}

/// Returns the evaluation in which every "don't know" counts as no, if any score declares it.
fn as_published<'q>(case: &Case<'q>, evaluation: &Evaluation<'q>) -> Option<Evaluation<'q>> {
    case.questionnaire.scores.iter().find(|score| score.dont_know_as_no.is_some())?;
    let mut substituted = evaluation.clone();
    for (question, _) in case.questionnaire.each_question() {
        if case.answer(question) == Some(&Answer::DontKnow) {
            substituted.count_as_no(question);
        }
    }
    substituted.run();
    Some(substituted)
}

fn outcomes(case: &Case<'_>, evaluation: &Evaluation<'_>) -> Vec<Decided> {
    let questionnaire = case.questionnaire;
    let places = (0..questionnaire.outcomes.len()).map(OutcomeRef::at);
    places
        .map(|place| {
            let needed: Vec<QuestionRef> =
                reached(questionnaire, questionnaire.outcome(place).names()).into_iter().collect();
            Decided {
                possible: evaluation.outcome(place),
                before: evaluation.before_adjustment(place),
                enough: evaluation.is_enough(place, &needed),
                rows: evaluation.deciding_rows(place),
                adjusted: adjusted(evaluation, place),
                judged: case.judgements[place.index()].clone(),
            }
        })
        .collect()
}

fn adjusted(evaluation: &Evaluation<'_>, place: OutcomeRef) -> Vec<Adjusted> {
    let mut adjusted = Vec::new();
    let before = evaluation.before_adjustment(place);
    evaluation.adjusted(place, before, |row, truth, before| adjusted.push(Adjusted { row, truth, before }));
    adjusted
}

/// Either side can be the one that is not settled, so both are walked. What can be asked now is what
/// the rules alone say.
fn action_due(
    questionnaire: &Questionnaire,
    sides: [&Evaluation<'_>; 2],
    rule: &Rule,
    due: Due,
    stopped: Option<usize>,
) -> ActionDue {
    let mut open = BTreeSet::new();
    if due == Due::MayBeDue && stopped.is_none() {
        let unsettled = sides.iter().filter(|side| side.truth(&rule.condition) == Truth::Unknown);
        open.extend(unsettled.flat_map(|side| open::below(questionnaire, side, rule.names())));
        open.retain(|question| sides[0].is_open(*question) && sides[0].may_ask(*question));
    }
    let open = open.into_iter().collect();
    ActionDue { due, open, behind: named_directly(questionnaire, rule.names()).into_iter().collect() }
}

fn open_questions(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    outcomes: &[Decided],
    actions: &[ActionDue],
) -> Vec<OpenQuestion> {
    let mut names: Vec<Name> = Vec::new();
    let mut open: BTreeSet<QuestionRef> =
        actions.iter().flat_map(|action| action.open.iter().copied()).collect();
    for (place, decided) in outcomes.iter().enumerate() {
        let place = OutcomeRef::at(place);
        names.extend(open::unsettled_rows(questionnaire, evaluation, place));
        if !decided.enough {
            let needed = reached(questionnaire, questionnaire.outcome(place).names());
            open.extend(
                needed
                    .into_iter()
                    .filter(|question| evaluation.is_open(*question) && evaluation.may_ask(*question)),
            );
        }
    }
    open.extend(open::below(questionnaire, evaluation, names));
    open::ranked(questionnaire, evaluation, open)
}
