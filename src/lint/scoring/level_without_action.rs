//! `level-without-action`: a level above the lowest after which nothing may be due.

use super::rules::outcomes;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;
use crate::rules::{Condition, OutcomeRef};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let actions = (0..questionnaire.actions.len()).map(RuleAt::Action);
    let nothing: Vec<Goal> =
        actions.chain((0..questionnaire.next.len()).map(RuleAt::Next)).map(Goal::Fails).collect();
    let survey = subject.survey();
    if nothing.is_empty() || nothing.iter().any(|goal| survey.of(*goal) == Reach::Never) {
        return;
    }
    for (place, outcome) in outcomes(questionnaire) {
        let above_lowest = outcome.levels.iter().enumerate().skip(1);
        for (level, declared) in above_lowest.filter(|(level, _)| !is_named(questionnaire, place, *level)) {
            let mut goals = vec![Goal::Level(place, level)];
            goals.extend(&nothing);
            if matches!(survey.of_all(&goals), Reach::Reached(_)) {
                let message = format!(
                    "there are answers after which `{}` is `{}` and no action is due",
                    outcome.id, declared.id
                );
                let help = format!("add an action with `when = \"{} >= {}\"`", outcome.id, declared.id);
                found.at(Place::Level(place, level, "id"), message, help);
            }
        }
    }
}

/// Whether some action or following questionnaire is due with a level by its rule alone. Then nothing
/// has to be searched.
fn is_named(questionnaire: &Questionnaire, outcome: OutcomeRef, level: usize) -> bool {
    let actions = questionnaire.actions.iter().map(|action| &action.when);
    let mut rules = actions.chain(questionnaire.next.iter().map(|next| &next.when));
    rules.any(|rule| follows(&rule.condition, outcome, level))
}

fn follows(condition: &Condition, outcome: OutcomeRef, level: usize) -> bool {
    match condition {
        Condition::Outcome(named, levels) => *named == outcome && levels.has(level),
        Condition::Any(members) => members.iter().any(|member| follows(member, outcome, level)),
        _ => false,
    }
}
