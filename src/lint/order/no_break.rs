//! `no-break`: no words of its own for a break. The program offers breaks by itself, and has general
//! words in English for them.

use super::asked::first_sensitive;
use crate::diagnostic::Severity;
use crate::language::tag;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let sensitive = first_sensitive(subject.questionnaire);
    if let (Some((place, _)), None) = (sensitive, &subject.questionnaire.break_words) {
        let message = "from here on questions are sensitive, and there are no words for a break";
        let help = "add a [break] with `say`: an offer of water or air, and something to look at or to feel";
        found.at(Place::Question(place, "sensitivity"), message, help);
        if tag::primary(&subject.questionnaire.language) != "en" {
            // The program's own words would be in the wrong language.
            found.as_severity(Severity::Warning);
        }
    }
}
