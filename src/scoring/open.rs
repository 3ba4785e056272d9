//! The open questions that matter: which of them could still change a level or an action, and which
//! one decides most. It walks down from what is not settled, through unknown conditions and unsettled
//! scores only, and then tries every single answer of each question it finds.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::evaluate::Evaluation;
use crate::decimal::Decimal;
use crate::questionnaire::kind::{Kind, NumberKind};
use crate::questionnaire::model::{Questionnaire, TermValue};
use crate::questionnaire::program::{Addend, Formula, Thing, ValueTest};
use crate::rules::{Bound, Condition, ContextRef, Name, OutcomeRef, QuestionRef, Reading, ScoreRef, Test};
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

/// What stands behind something that is not settled.
#[derive(Debug, Default)]
pub struct Behind {
    /// Questions that are open.
    pub questions: BTreeSet<QuestionRef>,
    /// Contexts that are not known.
    pub contexts: BTreeSet<ContextRef>,
    seen: BTreeSet<Name>,
}

impl Behind {
    /// Adds what stands behind some conditions, going down only through members that are unknown.
    pub fn add<'q>(&mut self, evaluation: &Evaluation<'q>, conditions: impl Iterator<Item = &'q Formula>) {
        let mut waiting: Vec<&'q Formula> = conditions.collect();
        while let Some(formula) = waiting.pop() {
            if evaluation.truth(formula) != Truth::Unknown {
                continue;
            }
            match formula {
                Formula::Context(context, test) => {
                    self.context(evaluation, *context);
                    if let Test::Number(_, bound) = test {
                        self.bound(evaluation, *bound);
                    }
                }
                Formula::Value(thing, test) => {
                    if let ValueTest::Number(_, bound) = test {
                        self.bound(evaluation, *bound);
                    }
                    self.thing(evaluation, evaluation.program().things[thing.index()], &mut waiting);
                }
                Formula::Indicator(indicator) => {
                    if self.seen.insert(Name::Indicator(*indicator)) {
                        waiting.push(&evaluation.program().indicators[indicator.index()]);
                    }
                }
                Formula::Not(inner) => waiting.push(inner),
                Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                    waiting.extend(&list.members);
                }
            }
        }
    }

    /// Adds what an outcome still depends on: nothing if it is settled.
    pub fn add_outcome(&mut self, evaluation: &Evaluation<'_>, place: OutcomeRef) {
        let mut waiting = Vec::new();
        self.thing(evaluation, Thing::Outcome(place), &mut waiting);
        self.add(evaluation, waiting.into_iter());
    }

    fn thing<'q>(&mut self, evaluation: &Evaluation<'q>, thing: Thing, waiting: &mut Vec<&'q Formula>) {
        match thing {
            Thing::Question(question) | Thing::Option(question, _) => {
                if self.seen.insert(Name::Question(question)) {
                    let gate = evaluation.program().asking[question.index()].as_ref();
                    waiting.extend(gate);
                    if evaluation.is_open(question) && evaluation.may_ask(question) {
                        self.questions.insert(question);
                    }
                }
            }
            Thing::Score(score) => {
                if self.seen.insert(Name::Score(score)) {
                    self.score(evaluation, score, waiting);
                }
            }
            Thing::Outcome(outcome) => {
                if self.seen.insert(Name::Outcome(outcome)) && evaluation.outcome(outcome).len() > 1 {
                    waiting.extend(unsettled_rows(evaluation, outcome));
                }
            }
        }
    }

    fn score<'q>(&mut self, evaluation: &Evaluation<'q>, place: ScoreRef, waiting: &mut Vec<&'q Formula>) {
        let terms = &evaluation.program().scores[place.index()].terms;
        for (nth, term) in terms.iter().enumerate() {
            if evaluation.term(place, nth).is_settled() {
                continue;
            }
            match term {
                Addend::When(formula, _) => waiting.push(formula),
                Addend::Answer(question, _) => self.thing(evaluation, Thing::Question(*question), waiting),
                Addend::Score(score, _) => self.thing(evaluation, Thing::Score(*score), waiting),
                Addend::Level(outcome, _) => self.thing(evaluation, Thing::Outcome(*outcome), waiting),
            }
        }
    }

    fn bound(&mut self, evaluation: &Evaluation<'_>, bound: Bound) {
        if let Bound::Context(context) = bound {
            self.context(evaluation, context);
        }
    }

    fn context(&mut self, evaluation: &Evaluation<'_>, context: ContextRef) {
        if evaluation.context(context) == Reading::Unknown {
            self.contexts.insert(context);
        }
    }
}

/// The rows of an unsettled table down to its last possible one, and its adjustments. Which of them are
/// unknown is seen when they are looked at.
fn unsettled_rows<'q>(evaluation: &Evaluation<'q>, place: OutcomeRef) -> impl Iterator<Item = &'q Formula> {
    let table = &evaluation.program().outcomes[place.index()];
    let last = evaluation.led[place.index()].iter().rposition(|led| !led.is_empty());
    let rows = table.rows.iter().take(last.map_or(0, |last| last + 1));
    rows.filter_map(|row| row.when.as_ref()).chain(&table.adjust)
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
    terms
        .map(|term| &term.value)
        .any(|value| matches!(value, TermValue::ValueOf { question: of, .. } if *of == question))
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
