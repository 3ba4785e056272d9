//! `action-without-level`: an action that waits for a level to which no answers lead.

use super::rules::what;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::rules::{Condition, OutcomeRef};
use crate::truth::Set;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let actions = (0..questionnaire.actions.len()).map(RuleAt::Action);
    for at in actions.chain((0..questionnaire.next.len()).map(RuleAt::Next)) {
        let Some(rule) = at.rule(questionnaire) else { continue };
        let mut waits = None;
        rule.condition.each_leaf(&mut |leaf| {
            if let Condition::Outcome(outcome, levels) = leaf
                && is_unreachable(subject, *outcome, *levels)
            {
                waits = Some(*outcome);
            }
        });
        if let Some(outcome) = waits {
            let (thing, _) = what(questionnaire, at);
            let id = &questionnaire.outcome(outcome).id;
            let message = format!("{thing} waits for a level of `{id}` to which no answers lead");
            let help = format!("name a level that can be reached, or mend how `{id}` is decided");
            found.at(at.place(questionnaire), message, help);
        }
    }
}

fn is_unreachable(subject: &Subject<'_>, outcome: OutcomeRef, levels: Set) -> bool {
    let of = |level| subject.survey().of(Goal::Level(outcome, level));
    levels
        .common(subject.questionnaire.outcome(outcome).all_levels())
        .iter()
        .all(|level| of(level) == Reach::Never)
}
