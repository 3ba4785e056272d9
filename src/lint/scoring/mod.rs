//! What follows from answers: what can never come about, what nothing uses, and what would surprise
//! whoever reads a result. What can come about is asked of [`crate::explore`]; where its budget is used
//! up these lints say nothing, and `not-proven` says so.

pub mod action_without_level;
pub mod always_true;
pub mod cut_off_too_high;
pub mod dead_adjust;
pub mod dont_know_under_not;
pub mod double_count;
pub mod falling_bands;
pub mod ladder;
pub mod level_without_action;
pub mod never_true;
pub mod not_monotone;
pub mod not_proven;
pub mod one_question_decides;
pub mod table_already_full;
pub mod unreachable_band;
pub mod unreachable_level;
pub mod unreachable_row;
pub mod unused;

use crate::explore::RuleAt;
use crate::questionnaire::{Decide, Outcome, Questionnaire, Row};
use crate::rules::{Condition, OutcomeRef};

/// Returns all outcomes with their places.
fn outcomes(questionnaire: &Questionnaire) -> impl Iterator<Item = (OutcomeRef, &Outcome)> {
    questionnaire.outcomes.iter().enumerate().map(|(place, outcome)| (OutcomeRef::at(place), outcome))
}

/// Returns all tables of first match with their places.
fn tables(questionnaire: &Questionnaire) -> impl Iterator<Item = (OutcomeRef, &Outcome, &[Row])> {
    outcomes(questionnaire).filter_map(|(place, outcome)| match &outcome.decide {
        Decide::FirstMatch(rows) => Some((place, outcome, rows.as_slice())),
        Decide::Bands { .. } | Decide::Practitioner { .. } => None,
    })
}

/// Returns what has a rule, and what the rule brings about, so that "can never" or "always" fits in.
fn what(questionnaire: &Questionnaire, at: RuleAt) -> (String, [&'static str; 2]) {
    match at {
        RuleAt::Asking(question) => (
            format!("the question `{}`", questionnaire.question(question).id),
            ["can never come up", "always comes up"],
        ),
        RuleAt::Disclosure(nth) => {
            let id = &questionnaire.disclosures[nth].id;
            (format!("the disclosure `{id}`"), ["can never be shown", "is always shown"])
        }
        RuleAt::Stop(nth) => {
            let id = &questionnaire.stops[nth].moment.id;
            (format!("the stop `{id}`"), ["can never end the questions", "always ends the questions"])
        }
        RuleAt::Indicator(indicator) => {
            let id = &questionnaire.indicator(indicator).id;
            (format!("the indicator `{id}`"), ["can never be present", "is always present"])
        }
        RuleAt::Term(score, _) => {
            let id = &questionnaire.score(score).id;
            (format!("this term of `{id}`"), ["can never count", "always counts"])
        }
        RuleAt::Row(outcome, _) => {
            let id = &questionnaire.outcome(outcome).id;
            (format!("this row of `{id}`"), ["can never hold", "always holds"])
        }
        RuleAt::Adjust(outcome, _) => {
            let id = &questionnaire.outcome(outcome).id;
            (format!("this adjustment of `{id}`"), ["can never hold", "always holds"])
        }
        RuleAt::Action(nth) => {
            let id = &questionnaire.actions[nth].id;
            (format!("the action `{id}`"), ["can never be due", "is always due"])
        }
        RuleAt::Next(nth) => {
            let id = &questionnaire.next[nth].questionnaire;
            (format!("the questionnaire `{id}`"), ["can never follow", "always follows"])
        }
    }
}

/// Returns whether a rule is the usual way to write "always": an outcome is at least its lowest level.
fn means_always(questionnaire: &Questionnaire, condition: &Condition) -> bool {
    match condition {
        Condition::Outcome(outcome, levels) => {
            questionnaire.outcome(*outcome).all_levels().is_within(*levels)
        }
        _ => false,
    }
}
