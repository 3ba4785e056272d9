//! `asks-identifier`: a question for what shows who or where somebody is.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Kind;
use crate::questionnaire::location::Place;

const HELP: &str = "leave it out: keep what finds somebody in your own case file, under its own protection; if it \
                    asks for something else, say so in an [[allow]]";

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.worded() {
        let Place::Question(place, "ask") = passage.of.place else { continue };
        let question = subject.questionnaire.question(place);
        // Yes or no, and a choice among answers, cannot hold a name or a number.
        if !matches!(question.kind, Kind::Text { .. } | Kind::Number(_) | Kind::DatePart { .. }) {
            continue;
        }
        if let Some(part) = words.identifier.asked_in(passage) {
            let asked = &passage.of.text[part.clone()];
            let message = format!("\"{asked}\" asks for what shows who or where somebody is");
            found.at_part(passage.of.place, part, message, HELP);
        } else if words.identifier.is_named(&question.id) {
            let message = format!("`{}` sounds like what shows who or where somebody is", question.id);
            found.at(Place::Question(place, "id"), message, HELP);
        }
    }
}
