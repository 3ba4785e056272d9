//! `table-already-full`: nothing is left for `otherwise`.

use super::rules::tables;
use crate::explore::{Goal, Reach};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
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
