//! `cut-off-too-high`: a comparison that no value, or every value, passes.

use super::rules::what;
use crate::decimal::Decimal;
use crate::explore::RuleAt;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Kind;
use crate::questionnaire::model::NumberKind;
use crate::rules::{Bound, Comparison, Condition, Test};
use crate::truth::Interval;

/// What is compared, the values it can have, and the comparison.
struct CutOff {
    id: String,
    reach: Interval,
    comparison: Comparison,
    bound: Decimal,
}

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for at in RuleAt::all(questionnaire) {
        let Some(rule) = at.rule(questionnaire) else { continue };
        let mut all = Vec::new();
        rule.condition.each_leaf(&mut |leaf| all.extend(compared(subject, leaf)));
        for compared in all {
            if let Some((message, help)) = said(&compared) {
                let (thing, _) = what(questionnaire, at);
                found.at(at.place(questionnaire), message, format!("{help}: {thing} depends on it"));
            }
        }
    }
}

/// Returns whether a condition cannot hold because of one comparison in it.
pub(super) fn is_impossible(subject: &Subject<'_>, condition: &Condition) -> bool {
    match condition {
        Condition::All(members) => members.iter().any(|member| is_impossible(subject, member)),
        Condition::Any(members) => members.iter().all(|member| is_impossible(subject, member)),
        Condition::Not(member) => is_certain(subject, member),
        leaf => compared(subject, leaf).is_some_and(|compared| compared.passed() == Some(false)),
    }
}

/// Returns whether a condition holds always because of one comparison in it.
pub(super) fn is_certain(subject: &Subject<'_>, condition: &Condition) -> bool {
    match condition {
        Condition::All(members) => members.iter().all(|member| is_certain(subject, member)),
        Condition::Any(members) => members.iter().any(|member| is_certain(subject, member)),
        Condition::Not(member) => is_impossible(subject, member),
        leaf => compared(subject, leaf).is_some_and(|compared| compared.passed() == Some(true)),
    }
}

fn compared(subject: &Subject<'_>, leaf: &Condition) -> Option<CutOff> {
    let questionnaire = subject.questionnaire;
    match leaf {
        Condition::Score(score, comparison, Bound::Literal(bound)) => Some(CutOff {
            id: questionnaire.score(*score).id.clone(),
            reach: subject.nothing().score(*score),
            comparison: *comparison,
            bound: *bound,
        }),
        Condition::Question(question, Test::Number(comparison, Bound::Literal(bound))) => {
            let asked = questionnaire.question(*question);
            let Kind::Number(NumberKind { min, max, .. }) = asked.kind else { return None };
            let reach = Interval {
                low: min.unwrap_or(Decimal::from_thousandths(-Decimal::LARGEST.thousandths())),
                high: max.unwrap_or(Decimal::LARGEST),
            };
            let is_asked_always = asked.gate_rule().is_none();
            let (comparison, bound) = (*comparison, *bound);
            let compared = CutOff { id: asked.id.clone(), reach, comparison, bound };
            // With a condition, a comparison also says that the question applies.
            Some(compared).filter(|compared| is_asked_always || compared.passed() == Some(false))
        }
        _ => None,
    }
}

impl CutOff {
    /// Whether every value passes, or none; nothing if some do.
    fn passed(&self) -> Option<bool> {
        let Interval { low, high } = self.reach;
        let (first, last) = (self.comparison.holds(low, self.bound), self.comparison.holds(high, self.bound));
        match self.comparison {
            Comparison::Equal if low == high => Some(first),
            Comparison::Equal => (self.bound < low || self.bound > high).then_some(false),
            _ => (first == last).then_some(first),
        }
    }
}

fn said(compared: &CutOff) -> Option<(String, String)> {
    let CutOff { id, reach: Interval { low, high }, comparison, bound } = compared;
    let test = format!("`{id} {} {bound}`", comparison.sign());
    match compared.passed()? {
        false if bound > high => Some((
            format!("{test} can never hold: the highest that `{id}` can be is {high}"),
            format!("write a number up to {high}"),
        )),
        false => Some((
            format!("{test} can never hold: the lowest that `{id}` can be is {low}"),
            format!("write a number from {low} on"),
        )),
        true => Some((
            format!("{test} always holds: `{id}` is from {low} to {high}"),
            format!("write a number between {low} and {high}, or leave this out"),
        )),
    }
}
