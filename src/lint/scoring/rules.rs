//! What the lints of scoring ask of outcomes, tables and rules.

use crate::explore::RuleAt;
use crate::questionnaire::{Decide, Outcome, Questionnaire, Row};
use crate::rules::{Condition, OutcomeRef};

/// Returns all outcomes with their places.
pub fn outcomes(questionnaire: &Questionnaire) -> impl Iterator<Item = (OutcomeRef, &Outcome)> {
    questionnaire.outcomes.iter().enumerate().map(|(place, outcome)| (OutcomeRef::at(place), outcome))
}

/// Returns all tables of first match with their places.
pub fn tables(questionnaire: &Questionnaire) -> impl Iterator<Item = (OutcomeRef, &Outcome, &[Row])> {
    outcomes(questionnaire).filter_map(|(place, outcome)| match &outcome.decide {
        Decide::FirstMatch(rows) => Some((place, outcome, rows.as_slice())),
        Decide::Bands { .. } | Decide::Practitioner { .. } => None,
    })
}

/// Returns what has a rule, and what the rule brings about, so that "can never" or "always" fits in.
pub fn what(questionnaire: &Questionnaire, at: RuleAt) -> (String, [&'static str; 2]) {
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
            let id = &questionnaire.actions[nth].step.id;
            (format!("the action `{id}`"), ["can never be due", "is always due"])
        }
        RuleAt::Next(nth) => {
            let id = &questionnaire.next[nth].questionnaire;
            (format!("the questionnaire `{id}`"), ["can never follow", "always follows"])
        }
    }
}

/// Returns whether a rule is the usual way to write "always": an outcome is at least its lowest level.
pub fn means_always(questionnaire: &Questionnaire, condition: &Condition) -> bool {
    match condition {
        Condition::Outcome(outcome, levels) => {
            questionnaire.outcome(*outcome).all_levels().is_within(*levels)
        }
        _ => false,
    }
}
