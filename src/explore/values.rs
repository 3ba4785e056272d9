//! The values that can make a difference: of all answers to a question, one for each way in which the
//! rules that matter can tell them apart. It says whether they stand for all.

use std::collections::{BTreeSet, HashSet};

use super::closure::{Closure, Reads};
use crate::decimal::Decimal;
use crate::questionnaire::model::NumberKind;
use crate::questionnaire::{Choice, ContextKind, Kind};
use crate::rules::{Bound, Condition, ContextRef, QuestionRef, Reading, Test};
use crate::scoring::Evaluation;
use crate::truth::{Interval, Set, Truth};

/// The most values of a number, steps of a score and selections of options that are all looked at.
const MOST_NUMBERS: i64 = 1_000;
const MOST_STEPS: i64 = 200;
const MOST_SELECTIONS: usize = 5_000;

/// Some values, and whether they stand for all that there are.
#[derive(Clone)]
pub(super) struct Values {
    pub values: Vec<Reading>,
    pub are_all: bool,
    /// How much work it was to find them, in conditions looked at.
    pub work: usize,
}

impl Values {
    pub fn all(values: Vec<Reading>) -> Self {
        Values::some(values, true)
    }

    fn some(values: Vec<Reading>, are_all: bool) -> Self {
        let work = values.len();
        Values { values, are_all, work }
    }
}

/// Returns the values of the answer to a question.
pub(super) fn of_answer(
    reads: &Reads<'_>,
    closure: &Closure,
    question: QuestionRef,
    now: &Evaluation<'_>,
) -> Values {
    let kind = &reads.questionnaire.question(question).kind;
    let mut seen = HashSet::new();
    let tests: Vec<&Test> = reads.tests(question, closure).filter(|test| seen.insert(*test)).collect();
    let valued = closure.is_valued(question);
    let mut found = match kind {
        Kind::YesNo => Values::all(vec![Reading::Is(true), Reading::Is(false)]),
        Kind::Choice(options) | Kind::Scale(options) => {
            let places = (0..options.len()).rev().filter_map(|place| u8::try_from(place).ok());
            Values::all(places.map(Reading::Option).collect())
        }
        Kind::Choices(options) => selections(options, &tests, valued),
        Kind::Number(number) => numbers(number, &tests, valued),
        Kind::DatePart { .. } | Kind::Text { .. } => Values::all(Vec::new()),
    };
    let by_context = tests.iter().any(|test| matches!(test, Test::Number(_, Bound::Context(_))));
    if !by_context {
        let points = |value: Reading| if valued { kind.points(value).low } else { Decimal::ZERO };
        let told_apart = |value: Reading| (points(value), said_by(&tests, value, now));
        let mut seen = BTreeSet::new();
        found.work *= 1 + tests.len();
        found.values.retain(|value| seen.insert(told_apart(*value)));
    }
    found
}

/// What each test says of a value.
fn said_by(tests: &[&Test], value: Reading, now: &Evaluation<'_>) -> Vec<bool> {
    tests.iter().map(|test| test.passes(value, |bound| now.bound(bound)) == Truth::True).collect()
}

/// Selections of options, by what tests can see of them: which of the named options they hold, and
/// how many points that makes.
fn selections(options: &[Choice], tests: &[&Test], valued: bool) -> Values {
    let named = tests.iter().fold(Set::EMPTY, |named, test| match test {
        Test::IncludesAny(set) | Test::IncludesAll(set) => named.with(*set),
        _ => named,
    });
    let points = |place: usize| options[place].points.filter(|_| valued).unwrap_or_default();
    let mut seen = BTreeSet::new();
    let mut sets = vec![Set::EMPTY];
    let mut are_all = true;
    for place in (0..options.len()).filter(|place| !options[*place].exclusive) {
        for at in 0..sets.len() {
            let set = sets[at].with(Set::one(place));
            let worth: Decimal = set.iter().map(points).sum();
            let told_apart: Vec<usize> = set.common(named).iter().collect();
            if sets.len() >= MOST_SELECTIONS {
                are_all = false;
            } else if seen.insert((told_apart, worth)) {
                sets.push(set);
            }
        }
    }
    let alone = (0..options.len()).filter(|place| options[*place].exclusive).map(Set::one);
    let some = sets.into_iter().skip(1).chain(alone);
    Values::some(some.map(Reading::Options).collect(), are_all)
}

fn numbers(number: &NumberKind, tests: &[&Test], valued: bool) -> Values {
    let step = Decimal::step(number.places).thousandths();
    let by_context = tests.iter().any(|test| matches!(test, Test::Number(_, Bound::Context(_))));
    let ends = number.min.zip(number.max).map(|(min, max)| (min.thousandths(), max.thousandths()));
    if let (Some((min, max)), true) = (ends, valued || by_context)
        && (max - min) / step <= MOST_NUMBERS
    {
        let every = (0..=(max - min) / step).rev().map(|steps| min + steps * step);
        return Values::all(every.map(|value| Reading::Number(Decimal::from_thousandths(value))).collect());
    }
    let mut near: BTreeSet<i64> =
        [number.min, number.max].into_iter().flatten().map(Decimal::thousandths).collect();
    for bound in tests.iter().filter_map(|test| literal(test)) {
        let floor = bound.div_euclid(step) * step;
        near.extend([floor - step, floor, floor + step]);
    }
    near.insert(ends.map_or(0, |(min, _)| min));
    near.retain(|value| is_allowed(number, *value));
    let values = near.into_iter().rev().map(|value| Reading::Number(Decimal::from_thousandths(value)));
    Values::some(values.collect(), !valued && !by_context)
}

fn literal(test: &Test) -> Option<i64> {
    match test {
        Test::Number(_, Bound::Literal(bound)) => Some(bound.thousandths()),
        _ => None,
    }
}

fn is_allowed(number: &NumberKind, value: i64) -> bool {
    let value = Decimal::from_thousandths(value);
    number.min.is_none_or(|min| value >= min) && number.max.is_none_or(|max| value <= max)
}

/// Returns the values of a context, from what is known while nothing is.
pub(super) fn of_context(
    reads: &Reads<'_>,
    closure: &Closure,
    context: ContextRef,
    nothing: &Evaluation<'_>,
) -> Values {
    match &reads.questionnaire.context(context).kind {
        ContextKind::YesNo => Values::all(vec![Reading::Is(true), Reading::Is(false)]),
        ContextKind::Choice(options) => {
            let places = (0..options.len()).filter_map(|place| u8::try_from(place).ok());
            Values::all(places.map(Reading::Option).collect())
        }
        ContextKind::Number => bounds(reads, closure, context, nothing),
    }
}

/// The numbers that a context can be told apart by: every number that it is compared with, and one
/// above and below each.
fn bounds(reads: &Reads<'_>, closure: &Closure, context: ContextRef, nothing: &Evaluation<'_>) -> Values {
    let questionnaire = reads.questionnaire;
    let mut near: BTreeSet<i64> = BTreeSet::new();
    let mut are_all = true;
    let mut add = |numbers: Option<Vec<i64>>| match numbers {
        Some(numbers) => near.extend(numbers.iter().flat_map(|number| [number - 1, *number, number + 1])),
        None => are_all = false,
    };
    for leaf in reads.comparisons(context, closure) {
        match leaf {
            Condition::Question(question, _) => add(numbers_of(&questionnaire.question(*question).kind)),
            Condition::Context(tested, test) if *tested == context => {
                add(literal(test).map(|bound| vec![bound]));
            }
            Condition::Context(..) => add(None),
            Condition::Score(score, ..) => {
                add(steps_of(nothing.score(*score), questionnaire.program.scores[score.index()].step));
            }
            _ => {}
        }
    }
    if near.is_empty() {
        near.insert(0);
    }
    let values = near.into_iter().map(|value| Reading::Number(Decimal::from_thousandths(value)));
    Values::some(values.collect(), are_all)
}

fn numbers_of(kind: &Kind) -> Option<Vec<i64>> {
    let Kind::Number(NumberKind { min: Some(min), max: Some(max), places, .. }) = kind else { return None };
    let step = Decimal::step(*places).thousandths();
    let (min, max) = (min.thousandths(), max.thousandths());
    ((max - min) / step <= MOST_STEPS)
        .then(|| (0..=(max - min) / step).map(|steps| min + steps * step).collect())
}

/// Every value that a score may have, in its steps.
fn steps_of(Interval { low, high }: Interval, step: i64) -> Option<Vec<i64>> {
    let (low, high) = (low.thousandths(), high.thousandths());
    let steps = (high - low) / step;
    (steps <= MOST_STEPS).then(|| (0..=steps).map(|steps_up| low + steps_up * step).collect())
}
