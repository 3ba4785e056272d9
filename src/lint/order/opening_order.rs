//! `opening-order`: what is said before the first question, all of it and in its order. The parts are
//! known by their ids.

use super::asked::talks;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Place;

/// The parts of an opening, in order: id, and what it says.
const PARTS: [(&str, &str); 6] = [
    ("who", "who you are and why you ask"),
    ("voluntary", "that it is voluntary"),
    ("skip_stop", "that the person may skip and stop"),
    ("recorded", "what is written down and who sees it"),
    ("limits", "what you may have to report"),
    ("questions", "that the person may ask questions"),
];

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let questionnaire = subject.questionnaire;
    if !talks(questionnaire) {
        return;
    }
    let known = openings(questionnaire);
    let is_said = |part: usize| known.iter().any(|(_, said)| *said == part);
    let missing: Vec<String> = (0..PARTS.len())
        .filter(|part| !is_said(*part))
        .map(|part| format!("{} (`{}`)", PARTS[part].1, PARTS[part].0))
        .collect();
    if !missing.is_empty() {
        let place = if questionnaire.openings.is_empty() { Place::Head("") } else { Place::Opening(0, "id") };
        let message = format!("no [[opening]] says {}", missing.join(", nor "));
        found.at(place, message, "add an [[opening]] with that id, or give the one that says it that id");
    }
    for pair in known.windows(2) {
        let ((_, before), (place, part)) = (pair[0], pair[1]);
        if part < before {
            let message = format!("`{}` comes after `{}`", PARTS[part].0, PARTS[before].0);
            let order: Vec<&str> = PARTS.iter().map(|(id, _)| *id).collect();
            found.at(Place::Opening(place, "id"), message, format!("the order is: {}", order.join(", ")));
        }
    }
}

/// Returns the openings that are a known part: their places, and which part.
fn openings(questionnaire: &Questionnaire) -> Vec<(usize, usize)> {
    let part = |id: &str| PARTS.iter().position(|(known, _)| *known == id);
    let openings = questionnaire.openings.iter().enumerate();
    openings.filter_map(|(place, opening)| Some((place, part(&opening.id)?))).collect()
}
