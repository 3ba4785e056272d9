//! `unreachable-band`: a band that the score never enters.

use super::rules::outcomes;
use crate::explore::{Goal, Reach};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Band, Decide};
use crate::rules::ScoreRef;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    for (place, outcome) in outcomes(questionnaire) {
        let Decide::Bands { score, from } = &outcome.decide else { continue };
        for (row, band) in from.iter().enumerate() {
            if subject.survey().of(Goal::First(place, row)) == Reach::Never {
                let (message, help) = said(subject, *score, from.get(row + 1), *band);
                found.at(Place::Row(place, row, "at"), message, help);
            }
        }
    }
}

fn said(subject: &Subject<'_>, score: ScoreRef, next: Option<&Band>, band: Band) -> (String, String) {
    let id = &subject.questionnaire.score(score).id;
    let highest = subject.nothing().score(score).high;
    if band.at > highest {
        let message =
            format!("the highest that `{id}` can be is {highest}, so it never comes to {}", band.at);
        return (message, "start this band lower, or mend the points of the score".to_owned());
    }
    let until = next.map_or_else(String::new, |next| format!(" and below {}", next.at));
    let message = format!("`{id}` can never be at least {}{until}", band.at);
    (message, "join this band with one beside it, or mend the points of the score".to_owned())
}
