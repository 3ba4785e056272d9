//! `review-passed`: it should have been looked over by now.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::location::Place;

/// The date by which it was to be looked over has passed.
pub const REVIEW_PASSED: Lint = Lint {
    page: Page::of(include_str!("../explain/review-passed.md")),
    group: Group::Paperwork,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (Some(today), Some(by)) = (subject.today, subject.questionnaire.review_by) else { return };
    if by < today {
        let message = format!("this questionnaire was to be looked over by {by}");
        found.at(
            Place::Head("review_by"),
            message,
            "look it over, and publish a new edition with a new date",
        );
    }
}
