//! `not-monotone`: a sign that lowers a level.

use std::collections::BTreeSet;

use super::rules::tables;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Adjust, Clamp, Outcome, Questionnaire, Row};
use crate::rules::{Condition, IndicatorRef, Name, OutcomeRef, Quantifier};

/// The family that is no danger.
const STRENGTH: &str = "strength";

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, outcome, rows) in tables(questionnaire) {
        for indicator in dangers_named(questionnaire, outcome) {
            if !is_suspect(outcome, rows, indicator)
                || !matches!(subject.survey().of_all(&[Goal::Falls(place, indicator)]), Reach::Reached(_))
            {
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

/// Whether an indicator is named in a way that may lower the level; otherwise it only raises it, and
/// nothing has to be searched.
fn is_suspect(outcome: &Outcome, rows: &[Row], indicator: IndicatorRef) -> bool {
    let row = |(place, row): (usize, &Row)| {
        let Some(rule) = &row.when else { return false };
        let stands_above = rows[place..].iter().any(|later| later.level > row.level);
        names(&rule.condition, indicator, true) || (stands_above && names(&rule.condition, indicator, false))
    };
    let adjust = |adjust: &Adjust| {
        let lowers = matches!(adjust.clamp, Clamp::AtMost(_));
        names(&adjust.when.condition, indicator, !lowers)
    };
    rows.iter().enumerate().any(row) || outcome.adjust.iter().any(adjust)
}

/// Whether a condition names an indicator so that it speaks for it, or, the other way round, against it.
fn names(condition: &Condition, indicator: IndicatorRef, against: bool) -> bool {
    match condition {
        Condition::Indicator(named) => !against && *named == indicator,
        Condition::Not(member) => names(member, indicator, !against),
        Condition::Count(Quantifier::AtMost, _, members) => {
            members.iter().any(|member| names(member, indicator, !against))
        }
        Condition::Count(Quantifier::Exactly, _, members) => {
            members.iter().any(|member| names(member, indicator, true) || names(member, indicator, false))
        }
        Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
            members.iter().any(|member| names(member, indicator, against))
        }
        _ => false,
    }
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
