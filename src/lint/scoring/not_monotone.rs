//! `not-monotone`: a sign that lowers a level.

use std::collections::BTreeMap;

use super::rules::tables;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::{Clamp, Outcome, Row};
use crate::rules::{Condition, IndicatorRef, OutcomeRef, Quantifier};

/// The family that is no danger.
const STRENGTH: &str = "strength";

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, outcome, rows) in tables(questionnaire) {
        for (indicator, naming) in named(place, outcome, rows) {
            if questionnaire.indicator(indicator).family.id == STRENGTH
                || !naming.is_suspect
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
            found.at(naming.first.place(questionnaire), message, help);
        }
    }
}

/// How a table names an indicator.
struct Naming {
    /// The first row or adjustment that names it.
    first: RuleAt,
    /// Whether it is named in a way that may lower the level; otherwise it only raises it, and nothing has
    /// to be searched.
    is_suspect: bool,
}

/// The indicators that the rules of an outcome name.
fn named(place: OutcomeRef, outcome: &Outcome, rows: &[Row]) -> BTreeMap<IndicatorRef, Naming> {
    let mut named = BTreeMap::new();
    let mut add = |first: RuleAt, condition: &Condition, lowers_for: bool, lowers_against: bool| {
        each_sign(condition, Speaks::For, &mut |indicator, speaks| {
            let naming = named.entry(indicator).or_insert(Naming { first, is_suspect: false });
            naming.is_suspect |= match speaks {
                Speaks::For => lowers_for,
                Speaks::Against => lowers_against,
            };
        });
    };
    for (nth, row) in rows.iter().enumerate() {
        let Some(rule) = &row.when else { continue };
        let stands_above = rows[nth..].iter().any(|later| later.level > row.level);
        add(RuleAt::Row(place, nth), &rule.condition, stands_above, true);
    }
    for (nth, row) in outcome.adjust.iter().enumerate() {
        let lowers = matches!(row.clamp, Clamp::AtMost(_));
        add(RuleAt::Adjust(place, nth), &row.when.condition, lowers, !lowers);
    }
    named
}

/// Whether a sign speaks for what a condition says, or against it.
#[derive(Clone, Copy)]
enum Speaks {
    For,
    Against,
}

impl Speaks {
    fn turned(self) -> Speaks {
        match self {
            Speaks::For => Speaks::Against,
            Speaks::Against => Speaks::For,
        }
    }
}

/// Calls back with every indicator that a condition names; in an `exactly` it speaks for and against.
fn each_sign(condition: &Condition, speaks: Speaks, see: &mut impl FnMut(IndicatorRef, Speaks)) {
    match condition {
        Condition::Indicator(indicator) => see(*indicator, speaks),
        Condition::Not(member) => each_sign(member, speaks.turned(), see),
        Condition::Count(Quantifier::AtMost, _, members) => {
            members.iter().for_each(|member| each_sign(member, speaks.turned(), see));
        }
        Condition::Count(Quantifier::Exactly, _, members) => {
            for member in members {
                each_sign(member, speaks, see);
                each_sign(member, speaks.turned(), see);
            }
        }
        Condition::All(members) | Condition::Any(members) | Condition::Count(_, _, members) => {
            members.iter().for_each(|member| each_sign(member, speaks, see));
        }
        _ => {}
    }
}
