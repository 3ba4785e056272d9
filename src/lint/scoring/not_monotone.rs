//! `not-monotone`: a sign that lowers a level.

use std::collections::BTreeSet;

use super::tables;
use crate::condition::{IndicatorRef, Name, OutcomeRef};
use crate::diagnostic::{Page, Severity};
use crate::lint::reach::{Goal, Reach, RuleAt};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;
use crate::questionnaire::{Outcome, Questionnaire, Row};

/// A sign that lowers a level.
pub const NOT_MONOTONE: Lint = Lint {
    page: Page {
        code: "not-monotone",
        says: "one more sign of danger can lower a level",
        why: "Whoever tells more would be offered less. A table should only rise with every indicator but \
              a strength; what speaks for another route is better an action of its own. Each indicator \
              that a table names is looked at with and without it, all else being the same.",
        bad: "{level = \"urgent\",  when = \"debt and not threats\"},",
        good: "{level = \"urgent\",  when = \"debt and threats\"},",
    },
    group: Group::Scoring,
    severity: Severity::Warning,
    look,
};

/// The family that is no danger.
const STRENGTH: &str = "strength";

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, outcome, rows) in tables(questionnaire) {
        for indicator in dangers_named(questionnaire, outcome) {
            if !matches!(subject.survey().of_all(&[Goal::Falls(place, indicator)]), Reach::Reached(_)) {
                continue;
            }
            let id = &questionnaire.indicator(indicator).id;
            let message = format!("with `{id}`, `{}` can be lower than without it", outcome.id);
            let help = format!(
                "let `{id}` only raise the level: leave it out of `not`, `at most` and `exactly`, and of rows \
                 that stand above higher ones"
            );
            found.at(first_with(questionnaire, place, outcome, rows, indicator), message, help);
        }
    }
}

/// The indicators that the rules of an outcome name, but for strengths.
fn dangers_named(questionnaire: &Questionnaire, outcome: &Outcome) -> BTreeSet<IndicatorRef> {
    let named = outcome.names().into_iter().filter_map(|name| match name {
        Name::Indicator(indicator) => Some(indicator),
        _ => None,
    });
    named.filter(|indicator| questionnaire.indicator(*indicator).family.id != STRENGTH).collect()
}

/// The first row or adjustment that names an indicator.
fn first_with(
    questionnaire: &Questionnaire,
    place: OutcomeRef,
    outcome: &Outcome,
    rows: &[Row],
    indicator: IndicatorRef,
) -> Place {
    let rows = (0..rows.len()).map(|row| RuleAt::Row(place, row));
    let adjust = (0..outcome.adjust.len()).map(|row| RuleAt::Adjust(place, row));
    let names = |at: &RuleAt| {
        at.rule(questionnaire).is_some_and(|rule| rule.names().contains(&Name::Indicator(indicator)))
    };
    let at = rows.chain(adjust).find(names);
    at.map_or(Place::Outcome(place, ""), |at| at.place(questionnaire))
}
