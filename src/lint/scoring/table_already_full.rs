//! `table-already-full`: nothing is left for `otherwise`.

use super::tables;
use crate::diagnostic::{Page, Severity};
use crate::explore::{Goal, Reach};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::location::Place;

/// The rows above `otherwise` take every case.
pub const TABLE_ALREADY_FULL: Lint = Lint {
    page: Page::of(include_str!("../explain/table-already-full.md")),
    group: Group::Scoring,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (place, _, rows) in tables(subject.questionnaire) {
        let Some(otherwise) = rows.len().checked_sub(1).filter(|last| *last > 0) else { continue };
        if subject.survey().of(Goal::First(place, otherwise)) == Reach::Never {
            let message = "this row completes the table: nothing is left for `otherwise`";
            let help = "write `otherwise = true` in place of this `when`, and remove the row below";
            found.at(Place::Row(place, otherwise - 1, "when"), message, help);
            found.see(Place::Row(place, otherwise, "when"), "this row never decides");
        }
    }
}
