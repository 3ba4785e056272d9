//! One answer beside the key: whether they are the same, and if not, which way the difference leads. What
//! leads up or down is not judged by eye: the key's answers are taken, this one is put in the place of
//! its own, and the questionnaire says what changes.

use std::cmp::Ordering;

use crate::answers::{Answer, Answers, Value};
use crate::conversation::Interview;
use crate::questionnaire::Kind;
use crate::questionnaire::model::{AnswerSource, Question, Questionnaire};
use crate::records::{Deviation, Direction};
use crate::rules::QuestionRef;
use crate::scoring::{Assessment, Case, assess};
use crate::truth::{Interval, Set, Truth};

/// Returns how an answer differs from the key's, among all answers of the key, and which way that leads.
pub fn compare(
    case: &Case<'_>,
    question: QuestionRef,
    right: &Answer,
    also: &[Answer],
    given: &Answer,
) -> (Deviation, Option<Direction>) {
    if given == right || also.contains(given) {
        return (Deviation::Same, None);
    }
    let deviation = match (right.value().is_some(), given.value().is_some()) {
        (false, true) => Deviation::SilenceFilled,
        (true, false) => Deviation::LeftOpen,
        _ => Deviation::Other,
    };
    (deviation, Some(direction(case, question, right, given)))
}

fn direction(case: &Case<'_>, question: QuestionRef, right: &Answer, given: &Answer) -> Direction {
    let questionnaire = case.questionnaire;
    let before = assess(&with(case, question, right));
    let after = assess(&with(case, question, given));
    outcomes(&before, &after)
        .or_else(|| scores(&before, &after))
        .or_else(|| indicators(questionnaire, &before, &after))
        .or_else(|| judgement(questionnaire.question(question), right, given))
        .unwrap_or(Direction::Neither)
}

/// A judgement of one's own leads somewhere also where it changes no level: its scale goes from less
/// concern to more.
fn judgement(asked: &Question, right: &Answer, given: &Answer) -> Option<Direction> {
    let Kind::Scale(options) = &asked.kind else { return None };
    let place = |answer: &Answer| match answer.value() {
        Some(Value::Choice(id)) => options.iter().position(|option| option.id == *id),
        _ => None,
    };
    match place(given)?.cmp(&place(right)?) {
        _ if asked.from != AnswerSource::Judgement => None,
        Ordering::Less => Some(Direction::Down),
        Ordering::Equal => None,
        Ordering::Greater => Some(Direction::Up),
    }
}

/// Returns the case with one answer changed, and without what can then no longer be reached.
fn with<'q>(case: &Case<'q>, question: QuestionRef, answer: &Answer) -> Case<'q> {
    let mut interview = Interview::new(case.clone());
    interview.give(question, answer.clone());
    interview.case().clone()
}

/// Returns where it leads on the whole: nothing where nothing moves.
fn sum_up(moves: impl Iterator<Item = (bool, bool)>) -> Option<Direction> {
    let (mut up, mut down) = (false, false);
    for (higher, lower) in moves {
        up |= higher;
        down |= lower;
    }
    match (up, down) {
        (false, false) => None,
        (true, false) => Some(Direction::Up),
        (false, true) => Some(Direction::Down),
        (true, true) => Some(Direction::Neither),
    }
}

fn outcomes(before: &Assessment, after: &Assessment) -> Option<Direction> {
    let ends = |set: Set| (set.first(), set.last());
    sum_up(before.outcomes.iter().zip(&after.outcomes).map(|(before, after)| {
        let ((low, high), (new_low, new_high)) = (ends(before.possible), ends(after.possible));
        (new_low > low || new_high > high, new_low < low || new_high < high)
    }))
}

fn scores(before: &Assessment, after: &Assessment) -> Option<Direction> {
    let moved = |old: Interval, new: Interval| {
        (new.low > old.low || new.high > old.high, new.low < old.low || new.high < old.high)
    };
    sum_up(
        before.scores.iter().zip(&after.scores).map(|(before, after)| moved(before.interval, after.interval)),
    )
}

/// A strength more is not a concern more.
fn indicators(questionnaire: &Questionnaire, before: &Assessment, after: &Assessment) -> Option<Direction> {
    let rank = |truth: Truth| match truth {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    };
    let pairs = before.indicators.iter().zip(&after.indicators).zip(&questionnaire.indicators);
    sum_up(pairs.filter(|(_, indicator)| indicator.family.id != "strength").map(|((before, after), _)| {
        let (old, new) = (rank(before.truth), rank(after.truth));
        (new > old, new < old)
    }))
}

/// Returns the case of some answers in a scenario's context.
pub(super) fn case_of<'q>(
    scenario: &super::Scenario,
    questionnaire: &'q Questionnaire,
    answers: &Answers,
) -> Case<'q> {
    let mut case =
        Case::begin(questionnaire, &scenario.context).expect("the reader has looked at the context");
    case.answers = answers.clone();
    case
}
