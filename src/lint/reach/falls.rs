//! Whether an indicator lowers a level: the table of an outcome, once with it and once without it, and
//! everything else as it is.

use super::goal::{clamped, is_floor};
use crate::questionnaire::{Decide, Questionnaire};
use crate::rules::{ContextRef, Facts, IndicatorRef, OutcomeRef, QuestionRef, Reading, ScoreRef};
use crate::scoring::Evaluation;
use crate::truth::{Interval, Set, Truth};

/// What is known, with one indicator as it is said to be.
struct Supposed<'e, 'q> {
    now: &'e Evaluation<'q>,
    indicator: IndicatorRef,
    is: Truth,
}

/// Returns whether the level is lower with the indicator than without it, where it is absent.
pub(super) fn falls(
    questionnaire: &Questionnaire,
    now: &Evaluation<'_>,
    outcome: OutcomeRef,
    indicator: IndicatorRef,
) -> Truth {
    let levels = |is: Truth| levels(questionnaire, &Supposed { now, indicator, is }, outcome);
    let (without, with) = (levels(Truth::False), levels(Truth::True));
    let (Some(low), Some(high)) = (with.first(), without.last()) else { return Truth::False };
    let surely = with.last() < without.first();
    Truth::of_all(low < high, surely) & !now.indicator(indicator)
}

/// The levels that a table leaves possible, by what is supposed.
fn levels(questionnaire: &Questionnaire, supposed: &Supposed<'_, '_>, place: OutcomeRef) -> Set {
    let outcome = questionnaire.outcome(place);
    let Decide::FirstMatch(rows) = &outcome.decide else { return supposed.outcome(place) };
    let mut levels = Set::EMPTY;
    for row in rows {
        let truth = row.when.as_ref().map_or(Truth::True, |rule| rule.condition.evaluate(supposed));
        if truth != Truth::False {
            levels = levels.with(Set::one(row.level));
        }
        if truth == Truth::True {
            break;
        }
    }
    for floors in [false, true] {
        for adjust in outcome.adjust.iter().filter(|adjust| is_floor(adjust) == floors) {
            levels = clamped(levels, adjust, adjust.when.condition.evaluate(supposed));
        }
    }
    levels
}

impl Facts for Supposed<'_, '_> {
    fn applies(&self, question: QuestionRef) -> Truth {
        self.now.applies(question)
    }

    fn reading(&self, question: QuestionRef) -> Reading {
        self.now.reading(question)
    }

    fn context(&self, context: ContextRef) -> Reading {
        self.now.context(context)
    }

    fn indicator(&self, indicator: IndicatorRef) -> Truth {
        if indicator == self.indicator { self.is } else { self.now.indicator(indicator) }
    }

    fn score(&self, score: ScoreRef) -> Interval {
        self.now.score(score)
    }

    fn outcome(&self, outcome: OutcomeRef) -> Set {
        self.now.outcome(outcome)
    }
}
