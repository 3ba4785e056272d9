//! `review-passed`: it should have been looked over by now.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// The date by which it was to be looked over has passed.
pub const REVIEW_PASSED: Lint = Lint {
    page: Page {
        code: "review-passed",
        says: "the day by which the questionnaire was to be looked over has passed",
        why: "Its authors said how long they stand by it. Look at sources, wording and thresholds, and write a \
              new edition with a new date; a released edition itself is never edited.",
        bad: "review_by = 2025-01-01",
        good: "review_by = 2028-01-01",
    },
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
