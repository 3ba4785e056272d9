//! From answers to indicators, score intervals, possible levels and actions, each with its evidence.
//! It is pure and cannot fail: a [`Case`] was checked before. Its one surprise: an action reads of each
//! outcome the higher of what the rules give and what the practitioner judged.

mod case;
mod cases;
mod conditions;
mod evaluate;
mod open;
mod single_answers;
mod stale;
mod sums;
mod tables;
mod walked;

use std::collections::BTreeSet;

use crate::answers::Answer;
use crate::decimal::Decimal;
use crate::questionnaire::model::Questionnaire;
use crate::questionnaire::program::Formula;
use crate::rules::{ContextRef, IndicatorRef, OutcomeRef, QuestionRef, ScoreRef};
use crate::truth::{Interval, Set, Truth};
use crate::vocabulary::closed_list;
pub use case::{Case, Fault, Judgement, NamedJudgement, reading_of};
pub use evaluate::{Evaluation, World};
use open::OpenBehind;
pub use open::{Decides, OpenQuestion};

/// Everything that follows from a case. All lists are by place in the questionnaire unless they say
/// otherwise.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Whether each question applies.
    pub applies: Vec<Truth>,
    /// Each indicator.
    pub indicators: Vec<Indicated>,
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
    /// Contexts that are not known and decide something, too. Nobody is asked them, so a stop leaves them.
    pub open_contexts: Vec<ContextRef>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicated {
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

closed_list! {
    /// Whether something is due. Ordered from the weakest to the strongest.
    #[derive(PartialOrd, Ord)]
    pub enum Due {
        /// It is not.
        NotDue = "not_due",
        /// Open answers decide.
        MayBeDue = "may_be_due",
        /// It is.
        Due = "due",
    }
}

impl Decided {
    /// Returns whether only one level is possible.
    pub fn is_settled(&self) -> bool {
        self.possible.len() == 1
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
    let program = &questionnaire.program;
    let computed = case.evaluate();
    let for_actions = for_actions(case, &computed);
    let stopped = stopped(case, &computed);
    let outcomes = outcomes(case, &computed);
    let actions: Vec<ActionDue> = program
        .actions
        .iter()
        .zip(&program.behind_actions)
        .map(|(rule, behind)| {
            let (below, due) = (OpenBehind::new(&computed, &for_actions), Due::from(for_actions.truth(rule)));
            action_due(below, due, rule, behind, stopped)
        })
        .collect();
    let behind = behind_the_open(OpenBehind::new(&computed, &for_actions), &computed, &outcomes, &actions);
    let open = if stopped.is_some() { BTreeSet::new() } else { behind.questions };
    Assessment {
        applies: questionnaire.each_question().map(|(question, _)| computed.applies(question)).collect(),
        indicators: indicators(questionnaire, &computed),
        scores: scores(case, &computed),
        next: program.next.iter().map(|rule| Due::from(for_actions.truth(rule))).collect(),
        outcomes,
        actions,
        stopped,
        open: open::ranked(questionnaire, &computed, open),
        open_contexts: behind.contexts.into_iter().collect(),
    }
}

/// Returns the evaluation from which actions read.
fn for_actions<'q>(case: &Case<'q>, computed: &Evaluation<'q>) -> Evaluation<'q> {
    let mut for_actions = computed.clone();
    if case.judgements.iter().any(Option::is_some) {
        for_actions.in_world(World::Actions);
        for_actions.run();
    }
    for_actions
}

/// Returns the place of the first stop that has been reached, in the order of the file.
pub fn stopped(case: &Case<'_>, evaluation: &Evaluation<'_>) -> Option<usize> {
    let answered = |question: &QuestionRef| case.answer(*question).is_some();
    let last = (0..case.questionnaire.questions.len()).rev().map(QuestionRef::at).find(answered);
    let mut stops = case.questionnaire.stops.iter().zip(&case.questionnaire.program.stops);
    stops.position(|(stop, rule)| match evaluation.truth(rule) {
        Truth::True => true,
        // A question that it names was answered in any state, or passed.
        Truth::Unknown => stop.unless_false && stop.names.iter().any(|question| Some(*question) <= last),
        Truth::False => false,
    })
}

fn indicators(questionnaire: &Questionnaire, evaluation: &Evaluation<'_>) -> Vec<Indicated> {
    let behind = questionnaire.program.behind_indicators.iter().enumerate();
    behind
        .map(|(place, behind)| Indicated {
            truth: evaluation.indicator(IndicatorRef::at(place)),
            behind: behind.clone(),
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
                terms: (0..score.terms.len()).map(|term| evaluation.term(place, term)).collect(),
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
        .map(|place| Decided {
            possible: evaluation.outcome(place),
            before: evaluation.before_adjustment(place),
            enough: evaluation.is_enough(place),
            rows: evaluation.deciding_rows(place),
            adjusted: adjusted(evaluation, place),
            judged: case.judgements[place.index()].clone(),
        })
        .collect()
}

fn adjusted(evaluation: &Evaluation<'_>, place: OutcomeRef) -> Vec<Adjusted> {
    let mut adjusted = Vec::new();
    let before = evaluation.before_adjustment(place);
    evaluation.adjusted(place, before, |row, truth, before| adjusted.push(Adjusted { row, truth, before }));
    adjusted
}

fn action_due<'q>(
    mut below: OpenBehind<'_, 'q>,
    due: Due,
    rule: &'q Formula,
    behind: &[QuestionRef],
    stopped: Option<usize>,
) -> ActionDue {
    if due == Due::MayBeDue && stopped.is_none() {
        below.add_action(rule);
    }
    ActionDue { due, open: below.questions.into_iter().collect(), behind: behind.to_vec() }
}

/// Returns what stands behind everything that is not settled.
fn behind_the_open<'e, 'q>(
    mut behind: OpenBehind<'e, 'q>,
    computed: &Evaluation<'q>,
    outcomes: &[Decided],
    actions: &[ActionDue],
) -> OpenBehind<'e, 'q> {
    let program = &computed.questionnaire.program;
    for (action, rule) in actions.iter().zip(&program.actions) {
        if action.due == Due::MayBeDue {
            behind.add_action(rule);
        }
    }
    for (place, decided) in outcomes.iter().enumerate() {
        behind.add_outcome(OutcomeRef::at(place));
        if !decided.enough {
            let missing = program.needed[place].iter().filter(|question| computed.is_open(**question));
            missing.for_each(|question| behind.add_question(*question));
        }
    }
    behind
}
