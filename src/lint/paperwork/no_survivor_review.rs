//! `no-survivor-review`: nobody with lived experience has looked at it.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// Nobody with lived experience has reviewed it.
pub const NO_SURVIVOR_REVIEW: Lint = Lint {
    page: Page {
        code: "no-survivor-review",
        says: "nobody with lived experience has reviewed the questionnaire",
        why: "People who were trafficked hear what others overlook: which words shut a door, which questions \
              cannot be answered in safety. A toolkit of the United States treats them as advisers and \
              professionals, who are paid \
              (https://fdocuments.net/document/toolkit-for-building-survivor-informed-organizations-toolkit-for-building-survivor-informed.html). \
              If it has not happened yet, say so in an `[[allow]]`; do not invent it.",
        bad: "[questionnaire.validation]\nstatus = \"not-validated\"",
        good: "[[questionnaire.survivor_review]]\nrole = \"Adviser with lived experience of labor trafficking\"\npaid = true\non   = 2026-01-31",
    },
    group: Group::Paperwork,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.questionnaire.survivor_reviews.is_empty() {
        let message = "nobody with lived experience has reviewed this questionnaire";
        let help = "ask and pay somebody, and add [[questionnaire.survivor_review]]; until then, an [[allow]] \
                    that says so";
        found.at(Place::Head(""), message, help);
    }
}
