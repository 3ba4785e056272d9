//! `unreachable-level`: a level to which no answers lead.

use super::rules::outcomes;
use crate::explore::{Goal, Reach};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Clamp, Decide, Outcome};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (place, outcome) in outcomes(subject.questionnaire) {
        for (level, declared) in outcome.levels.iter().enumerate() {
            if subject.survey().of(Goal::Level(place, level)) != Reach::Never {
                continue;
            }
            let help = if is_given(outcome, level) {
                "look at the rows that give it and at the adjustments, or remove the level"
            } else {
                "no row, band or adjustment names it: add one, or remove the level"
            };
            let message = format!("no answers lead to the level `{}` of `{}`", declared.id, outcome.id);
            found.at(Place::Level(place, level, "id"), message, help);
        }
    }
}

fn is_given(outcome: &Outcome, level: usize) -> bool {
    let decided = match &outcome.decide {
        Decide::FirstMatch(rows) => rows.iter().any(|row| row.level == level),
        Decide::Bands { from, .. } => from.iter().any(|band| band.level == level),
        Decide::Practitioner { .. } => true,
    };
    let clamps = outcome.adjust.iter().map(|row| row.clamp);
    decided || clamps.into_iter().any(|clamp| clamp == Clamp::AtLeast(level) || clamp == Clamp::AtMost(level))
}
