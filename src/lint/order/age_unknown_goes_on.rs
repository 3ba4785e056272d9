//! `age-unknown-goes-on`: somebody who does not tell their age is asked everything.

use crate::lint::age::{is_for_adults, telling};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    if !is_for_adults(questionnaire) {
        return;
    }
    for (age, question) in telling(questionnaire) {
        let stops = questionnaire.stops.iter().enumerate().filter(|(_, stop)| stop.names.contains(&age));
        let stops: Vec<_> = stops.collect();
        if stops.iter().any(|(_, stop)| stop.unless_false) {
            continue;
        }
        for (nth, stop) in stops {
            let message = format!(
                "while `{}` is declined or not known, `{}` lets the questions go on, and that may be a child",
                question.id, stop.moment.id
            );
            found.at(Place::Stop(nth, "when"), message, "add `unless_false = true` to this stop");
        }
    }
}
