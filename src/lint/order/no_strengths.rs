//! `no-strengths`: nobody asks what the person is good at, or who stands by them.

use super::asked::lacks;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::Part;
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    if lacks(subject.questionnaire, Part::Strengths) {
        let message = "no question asks what helps the person through";
        let help = "add one, such as \"Who or what helps you get through hard days?\", or mark the one you have, \
                    with `part = \"strengths\"`";
        found.at(Place::Head(""), message, help);
    }
}
