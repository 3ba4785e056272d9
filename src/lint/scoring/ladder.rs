//! `gap-between-rows` and `prefer-bands`: rows of a table that compare one score, or one number, and nothing
//! else. Between two such rows values can be left out; and a plain ladder of them is easier to read as bands.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::tables;
use crate::decimal::Decimal;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Kind, Outcome, Questionnaire, Row};
use crate::rules::{Bound, Comparison, Condition, Name, OutcomeRef, QuestionRef, ScoreRef, Test};

/// What rows of a ladder compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    Score(ScoreRef),
    Number(QuestionRef),
}

/// Values of a score that fall between two rows.
pub fn gaps(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (place, outcome, rows) in tables(subject.questionnaire) {
        let mut ladders: BTreeMap<Measure, Vec<usize>> = BTreeMap::new();
        for (nth, row) in rows.iter().enumerate() {
            if let Some(measure) = row.when.as_ref().and_then(|when| measure_of(&when.condition)) {
                ladders.entry(measure).or_default().push(nth);
            }
        }
        for (measure, ladder) in ladders {
            // What another row says of it as well may be meant for the values between.
            let is_mixed = (0..rows.len()).any(|row| !ladder.contains(&row) && reads(&rows[row], measure));
            if ladder.len() > 1 && !is_mixed {
                note_gaps(subject, found, (place, outcome, rows), measure, &ladder);
            }
        }
    }
}

fn note_gaps(
    subject: &Subject<'_>,
    found: &mut LintFindings<'_>,
    (place, outcome, rows): (OutcomeRef, &Outcome, &[Row]),
    measure: Measure,
    ladder: &[usize],
) {
    let conditions: Vec<&Condition> =
        ladder.iter().filter_map(|row| Some(&rows[*row].when.as_ref()?.condition)).collect();
    let values = values(subject, measure, &conditions);
    let taken: Vec<Option<usize>> =
        values.iter().map(|value| conditions.iter().position(|when| holds(when, *value))).collect();
    let is_taken = |of: &[Option<usize>]| of.iter().any(Option::is_some);
    let mut from = 0;
    while let Some(start) = (from..values.len()).find(|at| taken[*at].is_none()) {
        let end = (start..values.len()).find(|at| taken[*at].is_some()).unwrap_or(values.len());
        from = end;
        if !is_taken(&taken[..start]) || !is_taken(&taken[end..]) {
            continue;
        }
        let id = id_of(subject.questionnaire, measure);
        let (low, high) = (values[start], values[end - 1]);
        let Some(otherwise) = rows.last().filter(|row| row.when.is_none()) else { continue };
        let level = |side: &[Option<usize>]| side.iter().flatten().map(|row| rows[ladder[*row]].level).next();
        let sides = level(&taken[end..])
            .zip(taken[..start].iter().rev().flatten().next().map(|row| rows[ladder[*row]].level));
        // A level between two others, over a range of values, is what somebody meant.
        let is_between =
            |(one, other): (usize, usize)| (one.min(other) + 1..one.max(other)).contains(&otherwise.level);
        if low != high && sides.is_some_and(is_between) {
            continue;
        }
        let range = if low == high { low.to_string() } else { format!("from {low} to {high}") };
        let otherwise = &outcome.levels[otherwise.level].id;
        let last = ladder.last().copied().unwrap_or_default();
        let message = format!("`{id}` {range} is in no row: it falls through to `{otherwise}`");
        found.at(Place::Row(place, last, "when"), message, "let the rows meet, such as `>= 16` and `< 16`");
        if let Some(above) = taken[end..].iter().flatten().next() {
            found.see(Place::Row(place, ladder[*above], "when"), "this row begins above it");
        }
    }
}

/// A table that is nothing but bands of a score.
pub fn ladders(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (place, _, rows) in tables(subject.questionnaire) {
        let Some((otherwise, steps)) = rows.split_last() else { continue };
        let cuts: Option<Vec<(ScoreRef, Decimal)>> = steps.iter().map(cut_off).collect();
        let Some(cuts) = cuts.filter(|cuts| cuts.len() > 1 && otherwise.when.is_none()) else { continue };
        let is_ladder = cuts.windows(2).all(|pair| pair[0].0 == pair[1].0 && pair[0].1 > pair[1].1);
        let falls = rows.windows(2).all(|pair| pair[0].level > pair[1].level);
        let says_why = rows.iter().any(|row| row.because.is_some() || row.identity_weight.is_some());
        if is_ladder && falls && !says_why {
            let id = &subject.questionnaire.score(cuts[0].0).id;
            let message = format!("these rows are nothing but bands of `{id}`");
            let help =
                format!("write `bands = {{score = \"{id}\", from = [ … ]}}`, from the lowest start up");
            found.at(Place::Row(place, 0, "when"), message, help);
        }
    }
}

/// A row that is nothing but `score >= number`.
fn cut_off(row: &Row) -> Option<(ScoreRef, Decimal)> {
    match &row.when.as_ref()?.condition {
        Condition::Score(score, Comparison::AtLeast, Bound::Literal(at)) => Some((*score, *at)),
        _ => None,
    }
}

/// The one score or number that a condition compares with numbers, if it says nothing else.
fn measure_of(condition: &Condition) -> Option<Measure> {
    match condition {
        Condition::Score(score, _, Bound::Literal(_)) => Some(Measure::Score(*score)),
        Condition::Question(question, Test::Number(_, Bound::Literal(_))) => Some(Measure::Number(*question)),
        Condition::Not(member) => measure_of(member),
        Condition::All(members) | Condition::Any(members) => {
            let mut measures = members.iter().map(measure_of);
            let first = measures.next()??;
            measures.all(|measure| measure == Some(first)).then_some(first)
        }
        _ => None,
    }
}

fn reads(row: &Row, measure: Measure) -> bool {
    let name = match measure {
        Measure::Score(score) => Name::Score(score),
        Measure::Number(question) => Name::Question(question),
    };
    row.when.as_ref().is_some_and(|when| when.names().contains(&name))
}

fn holds(condition: &Condition, value: Decimal) -> bool {
    match condition {
        Condition::Score(_, comparison, Bound::Literal(bound))
        | Condition::Question(_, Test::Number(comparison, Bound::Literal(bound))) => {
            comparison.holds(value, *bound)
        }
        Condition::Not(member) => !holds(member, value),
        Condition::All(members) => members.iter().all(|member| holds(member, value)),
        Condition::Any(members) => members.iter().any(|member| holds(member, value)),
        _ => false,
    }
}

/// The values that can make a difference, ascending: each constant and its neighbours, within reach.
fn values(subject: &Subject<'_>, measure: Measure, conditions: &[&Condition]) -> Vec<Decimal> {
    let (low, high, step) = match measure {
        Measure::Score(score) => {
            let reach = subject.nothing().score(score);
            let step = subject.questionnaire.program.scores[score.index()].step;
            (reach.low, reach.high, Decimal::from_thousandths(step))
        }
        Measure::Number(question) => match &subject.questionnaire.question(question).kind {
            Kind::Number(number) => {
                let (low, high) = (number.min.unwrap_or_default(), number.max.unwrap_or(Decimal::LARGEST));
                (low, high, Decimal::step(number.places))
            }
            _ => return Vec::new(),
        },
    };
    let mut values = BTreeSet::from([low, high]);
    for condition in conditions {
        condition.each_leaf(&mut |leaf| {
            if let Condition::Score(_, _, Bound::Literal(at))
            | Condition::Question(_, Test::Number(_, Bound::Literal(at))) = leaf
            {
                let (at, step) = (at.thousandths(), step.thousandths());
                let below = at.div_euclid(step) * step;
                let near = [below - step, below, below + step, below + 2 * step];
                values.extend(near.map(Decimal::from_thousandths));
            }
        });
    }
    values.retain(|value| (low..=high).contains(value));
    values.into_iter().collect()
}

fn id_of(questionnaire: &Questionnaire, measure: Measure) -> &str {
    match measure {
        Measure::Score(score) => &questionnaire.score(score).id,
        Measure::Number(question) => &questionnaire.question(question).id,
    }
}
