//! `dead-adjust`: an adjustment that changes nothing.

use super::cut_off_too_high;
use super::rules::outcomes;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Clamp;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (place, outcome) in outcomes(subject.questionnaire) {
        for (row, adjust) in outcome.adjust.iter().enumerate() {
            let is_known = cut_off_too_high::is_impossible(subject, &adjust.when.condition);
            if is_known || subject.survey().of(Goal::Changes(place, row)) != Reach::Never {
                continue;
            }
            if subject.survey().of(Goal::Holds(RuleAt::Adjust(place, row))) == Reach::Never {
                let message = "this adjustment can never hold";
                found.at(Place::Adjust(place, row, "when"), message, "mend its rule, or remove it");
                continue;
            }
            let (Clamp::AtLeast(level) | Clamp::AtMost(level)) = adjust.clamp;
            let way = if matches!(adjust.clamp, Clamp::AtLeast(_)) { "at least" } else { "at most" };
            let level = &outcome.levels[level].id;
            let message = format!(
                "this adjustment changes nothing: whenever it holds, `{}` is {way} `{level}` without it",
                outcome.id
            );
            found.at(Place::Adjust(place, row, ""), message, "mend its level or its rule, or remove it");
        }
    }
}
