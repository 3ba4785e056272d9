//! `no-needs`: nobody asks what the person needs.

use super::asked::lacks;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Part;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    if lacks(subject.questionnaire, Part::Needs) {
        let message = "no question asks what the person needs";
        let help = "add one, such as \"What would help you most right now?\", or mark the one you have, with \
                    `part = \"needs\"`";
        found.at(Place::Head(""), message, help);
    }
}
