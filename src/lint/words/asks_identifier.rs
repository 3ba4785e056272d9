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
        let is_free = matches!(question.kind, Kind::Text { .. } | Kind::Number(_) | Kind::DatePart { .. })
            || question.kind.options().iter().any(|option| option.words);
        let asked = match question.kind {
            _ if is_free => words.identifier.asked_in(passage),
            // A yes cannot hold a name or a number: only where one is to be told is it asked for.
            Kind::YesNo => words.identifier.requested_in(passage),
            _ => continue,
        };
        if let Some(part) = asked {
            let asked = &passage.of.text[part.clone()];
            let message = format!("\"{asked}\" asks for what shows who or where somebody is");
            found.at_part(passage.of.place, part, message, HELP);
        } else if is_free && words.identifier.is_named(&question.id) {
            let message = format!("`{}` sounds like what shows who or where somebody is", question.id);
            found.at(Place::Question(place, "id"), message, HELP);
        }
    }
}
