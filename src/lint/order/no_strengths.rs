//! `no-strengths`: nobody asks what the person is good at, or who stands by them.

use super::lacks;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Part;
use crate::questionnaire::location::Place;

/// No question is about strengths.
pub const NO_STRENGTHS: Lint = Lint {
    page: Page::of(include_str!("../explain/no-strengths.md")),
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if lacks(subject.questionnaire, Part::Strengths) {
        let message = "no question asks what helps the person through";
        let help = "add one, such as \"Who or what helps you get through hard days?\", or mark the one you have, \
                    with `part = \"strengths\"`";
        found.at(Place::Head(""), message, help);
    }
}
