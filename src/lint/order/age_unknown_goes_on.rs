//! `age-unknown-goes-on`: somebody who does not tell their age is asked everything.

use crate::diagnostic::{Page, Severity};
use crate::lint::age::{is_for_adults, telling};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// A stop for children lets the questions go on while the age is not known.
pub const AGE_UNKNOWN_GOES_ON: Lint = Lint {
    page: Page {
        code: "age-unknown-goes-on",
        says: "somebody who does not tell their age is asked everything that only adults are to be asked",
        why: "Under 18, details are left to trained interviewers \
              (https://www.utiptaskforce.org/copy-of-how-to-identify), and whoever prefers not to say may be \
              under 18. A stop waits until its rule is certain. With `unless_false = true` it ends the \
              questions unless the rule is certainly false, so also while the age is declined or not known. \
              A question tells the age if its options have `ages`, or if its id or its words name an age.",
        bad: "[[stop]]\nid   = \"minor\"\nwhen = \"age = under_18\"",
        good: "[[stop]]\nid           = \"minor\"\nwhen         = \"age = under_18\"\nunless_false = true",
    },
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
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
