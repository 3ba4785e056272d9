//! What may come about, and how far it is certain with what is known now.

use super::rule_at::RuleAt;
use crate::questionnaire::{Adjust, Clamp, Decide, Questionnaire};
use crate::rules::{IndicatorRef, OutcomeRef};
use crate::scoring::Evaluation;
use crate::truth::{Set, Truth};

/// Something that may come about in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// The rule holds. That of an action or a following questionnaire may do so by a practitioner's
    /// judgement, too.
    Holds(RuleAt),
    /// The rule does not hold.
    Fails(RuleAt),
    /// That row of a table, or that band, alone gives the level.
    First(OutcomeRef, usize),
    /// That is the only level left.
    Level(OutcomeRef, usize),
    /// That adjustment holds, and the levels are others than without it.
    Changes(OutcomeRef, usize),
    /// With that indicator the level would be lower than without it, all else being the same.
    Falls(OutcomeRef, IndicatorRef),
}

/// Whether something can come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It can, in the conversation with that number: see [`Survey::situation`].
    ///
    /// [`Survey::situation`]: super::Survey::situation
    Reached(usize),
    /// It cannot, whatever is answered.
    Never,
    /// The budget was used up before that was known.
    NotProven,
}

impl Goal {
    /// Returns everything that is usually asked for, in order.
    pub(super) fn usual(questionnaire: &Questionnaire) -> Vec<Goal> {
        let rules = RuleAt::all(questionnaire).into_iter();
        let mut goals: Vec<Goal> = rules.flat_map(|rule| [Goal::Holds(rule), Goal::Fails(rule)]).collect();
        for (place, outcome) in questionnaire.outcomes.iter().enumerate() {
            let place = OutcomeRef::at(place);
            let rows = match &outcome.decide {
                Decide::FirstMatch(rows) => rows.len(),
                Decide::Bands { from, .. } => from.len(),
                Decide::Practitioner { .. } => 0,
            };
            goals.extend((0..rows).map(|row| Goal::First(place, row)));
            goals.extend((0..outcome.levels.len()).map(|level| Goal::Level(place, level)));
            goals.extend((0..outcome.adjust.len()).map(|row| Goal::Changes(place, row)));
        }
        goals.sort_unstable();
        goals
    }

    /// Returns whether it is so: true if it is, false if it cannot become so any more.
    pub(super) fn state(self, questionnaire: &Questionnaire, now: &Evaluation<'_>) -> Truth {
        let rule = |at: RuleAt| at.formula(questionnaire).map_or(Truth::True, |rule| now.truth(rule));
        match self {
            Goal::Holds(at) => rule(at),
            Goal::Fails(at) => !rule(at),
            Goal::First(outcome, row) => now.decides(outcome, row),
            Goal::Level(outcome, level) => {
                let possible = now.outcome(outcome);
                Truth::of_all(possible.has(level), possible == Set::one(level))
            }
            Goal::Changes(outcome, row) => changes(questionnaire, now, outcome, row),
            Goal::Falls(outcome, indicator) => falls(now, outcome, indicator),
        }
    }

    /// Returns whether a practitioner's judgement of a computed outcome may bring it about.
    pub(super) fn is_due(self) -> bool {
        matches!(self, Goal::Holds(RuleAt::Action(_) | RuleAt::Next(_)))
    }
}

/// Returns how far goals are reached together.
pub(super) fn state_of_all(goals: &[Goal], questionnaire: &Questionnaire, now: &Evaluation<'_>) -> Truth {
    goals.iter().fold(Truth::True, |all, goal| match all {
        Truth::False => Truth::False,
        all => all & goal.state(questionnaire, now),
    })
}

/// What is shown with an adjustment, and without it. It can make no difference any more once it does
/// not hold, or once every level that may come before it stays as it is.
fn changes(questionnaire: &Questionnaire, now: &Evaluation<'_>, outcome: OutcomeRef, row: usize) -> Truth {
    let rows = &questionnaire.outcome(outcome).adjust;
    let truth = |row: usize| now.truth(&questionnaire.program.outcomes[outcome.index()].adjust[row]);
    let holds = truth(row);
    if holds == Truth::False {
        return Truth::False;
    }
    let before = now.before_adjustment(outcome);
    let under_ceilings = rows
        .iter()
        .enumerate()
        .filter(|(place, adjust)| *place != row && !is_floor(adjust))
        .fold(before, |levels, (place, adjust)| clamped(levels, adjust, truth(place)));
    let (with, without) = (now.outcome(outcome), now.outcome_without(outcome, row));
    match (with == without, holds) {
        (false, Truth::True) => Truth::True,
        (false, _) => Truth::Unknown,
        (true, _) => {
            let floor = highest_floor(rows, row, truth);
            Truth::of_all(is_movable(under_ceilings, &rows[row], floor), false)
        }
    }
}

/// Whether the level is lower with an indicator than without it, where it is absent: the table of an
/// outcome, once with it and once without it, and everything else as it is.
fn falls(now: &Evaluation<'_>, outcome: OutcomeRef, indicator: IndicatorRef) -> Truth {
    let without = now.outcome_supposing(outcome, indicator, Truth::False);
    let with = now.outcome_supposing(outcome, indicator, Truth::True);
    let (Some(low), Some(high)) = (with.first(), without.last()) else { return Truth::False };
    let surely = with.last() < without.first();
    Truth::of_all(low < high, surely) & !now.indicator(indicator)
}

fn is_floor(adjust: &Adjust) -> bool {
    matches!(adjust.clamp, Clamp::AtLeast(_))
}

fn clamped(levels: Set, adjust: &Adjust, holds: Truth) -> Set {
    let clamped = match adjust.clamp {
        Clamp::AtLeast(level) => levels.at_least(level),
        Clamp::AtMost(level) => levels.at_most(level),
    };
    match holds {
        Truth::True => clamped,
        Truth::Unknown => levels.with(clamped),
        Truth::False => levels,
    }
}

/// The highest floor beside a row that is certain.
fn highest_floor(rows: &[Adjust], row: usize, truth: impl Fn(usize) -> Truth) -> usize {
    let certain = rows
        .iter()
        .enumerate()
        .filter(|(place, adjust)| *place != row && is_floor(adjust) && truth(*place) == Truth::True);
    let levels = certain.map(|(_, adjust)| match adjust.clamp {
        Clamp::AtLeast(level) | Clamp::AtMost(level) => level,
    });
    levels.max().unwrap_or(0)
}

/// Whether some level may still be moved by a row, above a floor that is certain.
fn is_movable(levels: Set, adjust: &Adjust, floor: usize) -> bool {
    levels.iter().any(|level| match adjust.clamp {
        Clamp::AtLeast(least) => level.max(floor) < least,
        Clamp::AtMost(most) => level > most && level > floor,
    })
}
