//! `unreachable-row`: a row of a table that never decides.

use super::cut_off_too_high;
use super::rules::tables;
use crate::explore::{Goal, Reach, RuleAt};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::rules::OutcomeRef;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (place, _, rows) in tables(subject.questionnaire) {
        // What is left for `otherwise` is asked by `table-already-full`.
        for (row, rule) in
            rows.iter().enumerate().filter_map(|(row, declared)| Some((row, declared.when.as_ref()?)))
        {
            let is_known = cut_off_too_high::is_impossible(subject, &rule.condition);
            if !is_known && subject.survey().of(Goal::First(place, row)) == Reach::Never {
                report(subject, found, place, row);
            }
        }
    }
}

fn report(subject: &Subject<'_>, found: &mut LintFindings<'_>, place: OutcomeRef, row: usize) {
    let survey = subject.survey();
    let at = Place::Row(place, row, "when");
    if survey.of(Goal::Holds(RuleAt::Row(place, row))) == Reach::Never {
        return found.at(at, "this row can never hold", "mend its rule, or remove the row");
    }
    let holds = Goal::Holds(RuleAt::Row(place, row));
    let covers =
        |earlier: &usize| survey.of_all(&[holds, Goal::Fails(RuleAt::Row(place, *earlier))]) == Reach::Never;
    let covering = (0..row).find(covers);
    let help = match covering {
        Some(_) => "move this row above that one, or remove it",
        None => "move this row further up, or remove it",
    };
    found.at(at, "this row never decides: whenever it holds, one above it holds", help);
    if let Some(earlier) = covering {
        found.see(Place::Row(place, earlier, "when"), "whenever that row holds, this one holds, too");
    }
}
