//! `no-review-date`: nothing says when it is to be looked over again.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::location::Place;

/// No date by which it is to be looked over again.
pub const NO_REVIEW_DATE: Lint = Lint {
    page: Page::of(include_str!("../explain/no-review-date.md")),
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
