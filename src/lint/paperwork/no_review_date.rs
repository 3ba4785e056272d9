//! `no-review-date`: nothing says when it is to be looked over again.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// No date by which it is to be looked over again.
pub const NO_REVIEW_DATE: Lint = Lint {
    page: Page {
        code: "no-review-date",
        says: "nothing says when the questionnaire is to be looked over again",
        why: "Law, language and knowledge change, and nobody notices in a file that looks finished. After the \
              date everybody who uses it is told to ask for a newer edition.",
        bad: "license   = \"CC0-1.0\"",
        good: "license   = \"CC0-1.0\"\nreview_by = 2028-01-01",
    },
    group: Group::Paperwork,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.questionnaire.review_by.is_none() {
        let message = "nothing says when this questionnaire is to be looked over again";
        found.at(Place::Head(""), message, "add `review_by` with a date, a year or two ahead");
    }
}
