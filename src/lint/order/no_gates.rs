//! `no-gates`: it is not made sure that it is safe to begin. Such a file reads, so that answers can be scored; no
//! screening begins with it.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    let missing = questionnaire.missing_gates();
    if !missing.is_empty() {
        let message = format!("no [[gate]] makes sure {}", missing.join(", nor "));
        let help = "add a [[gate]] for each; `safelight explain no-gates` has them to copy";
        found.at(place(questionnaire), message, help);
    }
}

fn place(questionnaire: &Questionnaire) -> Place {
    if questionnaire.gates.is_empty() { Place::Head("") } else { Place::Gate(0, "id") }
}
