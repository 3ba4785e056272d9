//! `no-survivor-review`: nobody with lived experience has looked at it.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::location::Place;

/// Nobody with lived experience has reviewed it.
pub const NO_SURVIVOR_REVIEW: Lint = Lint {
    page: Page::of(include_str!("../explain/no-survivor-review.md")),
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
