//! `never-true`: a rule that can never hold. Rows and adjustments have lints of their own.

use super::cut_off_too_high;
use super::rules::what;
use crate::diagnostic::Severity;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::rules::Condition;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for at in RuleAt::all(questionnaire) {
        let Some(rule) = at.rule(questionnaire) else { continue };
        // Where a rule is an indicator and no more, the finding stands at the indicator.
        if matches!(at, RuleAt::Row(..) | RuleAt::Adjust(..))
            || matches!(rule.condition, Condition::Indicator(_))
            || cut_off_too_high::is_impossible(subject, &rule.condition)
            || subject.survey().of(Goal::Holds(at)) != Reach::Never
        {
            continue;
        }
        let (thing, [never, _]) = what(questionnaire, at);
        let help = "no answers make this rule hold: mend it, or remove what depends on it";
        found.at(at.place(questionnaire), format!("{thing} {never}"), help);
        if matches!(at, RuleAt::Asking(_)) {
            // It stands on the paper and is never heard: an item that is hidden.
            found.as_severity(Severity::Error);
        }
    }
}
