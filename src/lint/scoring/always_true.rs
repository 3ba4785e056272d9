//! `always-true`: a rule that holds whatever is answered.

use super::cut_off_too_high;
use super::rules::{means_always, what};
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::rules::Condition;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for at in RuleAt::all(questionnaire) {
        let Some(rule) = at.rule(questionnaire) else { continue };
        // Where a rule is an indicator and no more, the finding stands at the indicator.
        if matches!(at, RuleAt::Row(..))
            || matches!(rule.condition, Condition::Indicator(_))
            || means_always(questionnaire, &rule.condition)
            || cut_off_too_high::is_certain(subject, &rule.condition)
            || subject.survey().of(Goal::Fails(at)) != Reach::Never
            || !matches!(subject.survey().of(Goal::Holds(at)), Reach::Reached(_))
        {
            continue;
        }
        let (thing, [_, always]) = what(questionnaire, at);
        let help = match at {
            RuleAt::Asking(_) => "remove this condition: the question is asked of everybody",
            RuleAt::Action(_) | RuleAt::Next(_) => {
                "if it is meant so, name an outcome with its lowest level, such as `concern >= information`"
            }
            _ => "look whether `and` is meant, or leave this out",
        };
        found.at(at.place(questionnaire), format!("{thing} {always}, whatever is answered"), help);
    }
}
