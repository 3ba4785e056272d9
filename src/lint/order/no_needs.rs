//! `no-needs`: nobody asks what the person needs.

use super::lacks;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Part;
use crate::questionnaire::location::Place;

/// No question is about what the person needs.
pub const NO_NEEDS: Lint = Lint {
    page: Page::of(include_str!("../explain/no-needs.md")),
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if lacks(subject.questionnaire, Part::Needs) {
        let message = "no question asks what the person needs";
        let help = "add one, such as \"What would help you most right now?\", or mark the one you have, with \
                    `part = \"needs\"`";
        found.at(Place::Head(""), message, help);
    }
}
