//! `no-survivor-review`: nobody with lived experience has looked at it.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    if subject.questionnaire.survivor_reviews.is_empty() {
        let message = "nobody with lived experience has reviewed this questionnaire";
        let help = "ask and pay somebody, and add [[questionnaire.survivor_review]]; until then, an [[allow]] \
                    that says so";
        found.at(Place::Head(""), message, help);
    }
}
