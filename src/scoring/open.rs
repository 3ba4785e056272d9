//! The open questions that matter: which of them could still change a level or an action, and which
//! one decides most. It walks down from what is not settled, through unknown conditions and unsettled
//! scores only, and then tries every single answer of each question it finds.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::evaluate::Evaluation;
use crate::decimal::Decimal;
use crate::questionnaire::kind::{Kind, NumberKind};
use crate::questionnaire::model::{AskGate, Decide, Questionnaire, TermValue};
use crate::rules::{Condition, Facts, Name, OutcomeRef, QuestionRef, Reading, ScoreRef};
use crate::truth::{Set, Truth};

/// The most options of a `choices` question of which every permitted set is tried. With more, single
/// options, all together and all but one are tried: the rank may then be too low, never wrong.
const MOST_OPTIONS_TRIED: usize = 10;

/// The most values of a number whose points are counted of which every one is tried: one in the middle
/// may decide more than both ends. With more, the rank may be too low, never wrong.
const MOST_NUMBERS_TRIED: i64 = 200;

/// An open question and how much its best single answer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The question.
    pub question: QuestionRef,
    /// How many levels that answer rules out, over all outcomes.
    pub levels_removed: usize,
    /// By how much it narrows scores, added over all scores.
    pub width_removed: Decimal,
}

/// Returns the open questions below some names, in file order.
pub fn below(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    names: Vec<Name>,
) -> BTreeSet<QuestionRef> {
    let (mut seen, mut waiting) = (BTreeSet::new(), names);
    let mut open = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !seen.insert(name) {
            continue;
        }
        match name {
            Name::Question(question) => {
                if visit_question(questionnaire, evaluation, question, &mut waiting) {
                    open.insert(question);
                }
            }
            Name::Indicator(indicator) => {
                if evaluation.indicator(indicator) == Truth::Unknown {
                    waiting.extend(questionnaire.indicator(indicator).when.names());
                }
            }
            Name::Score(score) => waiting.extend(unsettled_terms(questionnaire, evaluation, score)),
            Name::Outcome(outcome) => waiting.extend(unsettled_rows(questionnaire, evaluation, outcome)),
            Name::Context(_) => {}
        }
    }
    open
}

/// Returns whether a question is open itself, and adds what its own gate still needs.
fn visit_question(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    question: QuestionRef,
    waiting: &mut Vec<Name>,
) -> bool {
    let asked = questionnaire.question(question);
    if let Some(rule) = asked.gate_rule()
        && evaluation.truth(&rule.condition) == Truth::Unknown
    {
        waiting.extend(rule.names());
    }
    // What must not be asked now is not offered: what holds it shut is.
    let shut = matches!(asked.gate, AskGate::OnlyIf(_)) && !evaluation.may_ask(question);
    !shut && evaluation.is_open(question)
}

/// Returns what an unsettled outcome still depends on: nothing if it is settled.
pub fn unsettled_rows(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    place: OutcomeRef,
) -> Vec<Name> {
    if evaluation.outcome(place).len() <= 1 {
        return Vec::new();
    }
    let outcome = questionnaire.outcome(place);
    let mut names = Vec::new();
    match &outcome.decide {
        Decide::FirstMatch(rows) => {
            for (row, truth) in evaluation.deciding_rows(place) {
                if let (Truth::Unknown, Some(rule)) = (truth, &rows[row].when) {
                    names.extend(rule.names());
                }
            }
        }
        Decide::Bands { score, .. } => names.push(Name::Score(*score)),
        Decide::Practitioner { .. } => {}
    }
    for row in &outcome.adjust {
        if evaluation.truth(&row.when.condition) == Truth::Unknown {
            names.extend(row.when.names());
        }
    }
    names
}

fn unsettled_terms(questionnaire: &Questionnaire, evaluation: &Evaluation<'_>, score: ScoreRef) -> Vec<Name> {
    let terms = questionnaire.score(score).terms.iter();
    terms.filter(|term| !evaluation.term(term).is_settled()).flat_map(|term| term.value.names()).collect()
}

/// Returns the open questions, the most decisive first.
pub fn ranked(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    open: BTreeSet<QuestionRef>,
) -> Vec<OpenQuestion> {
    let now = Spread::of(questionnaire, evaluation);
    let mut trial = evaluation.clone();
    let mut ranked: Vec<OpenQuestion> = open
        .into_iter()
        .map(|question| {
            let best = best_answer(questionnaire, &mut trial, question, now);
            OpenQuestion { question, levels_removed: best.0, width_removed: best.1 }
        })
        .collect();
    ranked.sort_by_key(|open| (Reverse(open.levels_removed), Reverse(open.width_removed), open.question));
    ranked
}

/// How much is not settled: levels over all outcomes, and width over all scores.
#[derive(Clone, Copy)]
struct Spread {
    levels: usize,
    width: Decimal,
}

impl Spread {
    fn of(questionnaire: &Questionnaire, evaluation: &Evaluation<'_>) -> Spread {
        let outcomes = (0..questionnaire.outcomes.len()).map(OutcomeRef::at);
        let scores = (0..questionnaire.scores.len()).map(ScoreRef::at);
        Spread {
            levels: outcomes.map(|outcome| evaluation.outcome(outcome).len()).sum(),
            width: scores.map(|score| evaluation.score(score).width()).sum(),
        }
    }
}

fn best_answer(
    questionnaire: &Questionnaire,
    trial: &mut Evaluation<'_>,
    question: QuestionRef,
    now: Spread,
) -> (usize, Decimal) {
    let given = trial.given(question);
    let mut best = (0, Decimal::ZERO);
    for answer in single_answers(questionnaire, trial, question) {
        trial.set(question, answer);
        trial.run();
        let then = Spread::of(questionnaire, trial);
        best = best.max((now.levels.saturating_sub(then.levels), now.width - then.width));
    }
    trial.set(question, given);
    trial.run();
    best
}

/// Returns every answer that could make a difference.
fn single_answers(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    question: QuestionRef,
) -> Vec<Reading> {
    let kind = &questionnaire.question(question).kind;
    match kind {
        Kind::YesNo => vec![Reading::Is(true), Reading::Is(false)],
        Kind::Choice(options) | Kind::Scale(options) => {
            (0..options.len()).filter_map(|place| u8::try_from(place).ok()).map(Reading::Option).collect()
        }
        Kind::Choices(_) => permitted_sets(kind).into_iter().map(Reading::Options).collect(),
        Kind::Number(number) => {
            let numbers = numbers_around_bounds(questionnaire, evaluation, question, number);
            numbers.into_iter().map(Reading::Number).collect()
        }
        Kind::DatePart { .. } | Kind::Text { .. } => Vec::new(),
    }
}

fn permitted_sets(kind: &Kind) -> Vec<Set> {
    let count = kind.options().len();
    let together: Set = (0..count).filter(|place| !kind.options()[*place].exclusive).collect();
    let mut sets: Vec<Set> = if count <= MOST_OPTIONS_TRIED {
        (1_usize..1 << count)
            .map(|bits| (0..count).filter(|place| bits >> place & 1 == 1).collect())
            .collect()
    } else {
        let but_one = |left: usize| together.iter().filter(|place| *place != left).collect();
        (0..count).map(Set::one).chain((0..count).map(but_one)).collect()
    };
    sets.push(together);
    sets.retain(|set| kind.permits(*set));
    sets
}

fn carries_points(questionnaire: &Questionnaire, question: QuestionRef) -> bool {
    let terms = questionnaire.scores.iter().flat_map(|score| &score.terms);
    terms.map(|term| &term.value).any(|value| matches!(value, TermValue::ValueOf(of) if *of == question))
}

/// The ends of the range, and on both sides of every number it is compared with.
fn numbers_around_bounds(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    question: QuestionRef,
    number: &NumberKind,
) -> BTreeSet<Decimal> {
    let step = Decimal::step(number.places);
    let mut numbers: BTreeSet<Decimal> = [number.min, number.max].into_iter().flatten().collect();
    let mut around = |condition: &Condition| {
        condition.each_bound(question, &mut |bound| {
            if let Some(bound) = evaluation.bound(bound) {
                let below = bound.thousandths().div_euclid(step.thousandths()) * step.thousandths();
                let floor = Decimal::from_thousandths(below);
                numbers.extend([floor - step, floor, floor + step]);
            }
        });
    };
    questionnaire.each_rule(&mut |rule| around(&rule.condition));
    if let (Some(min), Some(max), true) = (number.min, number.max, carries_points(questionnaire, question)) {
        let steps = (max - min).thousandths() / step.thousandths();
        if steps <= MOST_NUMBERS_TRIED {
            let value = |steps: i64| min.thousandths() + steps * step.thousandths();
            numbers.extend((0..=steps).map(|steps| Decimal::from_thousandths(value(steps))));
        }
    }
    numbers.retain(|n| number.min.is_none_or(|min| *n >= min) && number.max.is_none_or(|max| *n <= max));
    if numbers.is_empty() {
        numbers.insert(Decimal::ZERO);
    }
    numbers
}
