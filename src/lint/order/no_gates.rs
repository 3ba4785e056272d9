//! `no-gates`: it is not made sure that it is safe to begin.

use super::asked::talks;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Gate, Questionnaire};

/// A gate that every screening needs: the ids by which it is known, and what it asks.
const NEEDED: [(&[&str], &str); 2] = [
    (&["private", "alone"], "that nobody can hear (`private`)"),
    (Gate::ABOUT_LANGUAGE, "that you share a language or have a fit interpreter (`interpreter`)"),
];

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    if !talks(questionnaire) {
        return;
    }
    let has = |is_it: &dyn Fn(&Gate) -> bool| questionnaire.gates.iter().any(is_it);
    let unmet = NEEDED.iter().filter(|(ids, _)| !has(&|gate| ids.contains(&gate.id.as_str())));
    let mut missing: Vec<&str> = unmet.map(|(_, what)| *what).collect();
    if !has(&|gate| gate.danger) {
        missing.push("that nobody is in danger now (`danger = true`)");
    }
    if !missing.is_empty() {
        let message = format!("no [[gate]] makes sure {}", missing.join(", nor "));
        found.at(
            place(questionnaire),
            message,
            "add a [[gate]] for each, as in the questionnaire `adult-brief`",
        );
    }
}

fn place(questionnaire: &Questionnaire) -> Place {
    if questionnaire.gates.is_empty() { Place::Head("") } else { Place::Gate(0, "id") }
}
