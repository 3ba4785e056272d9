//! `no-needs`: nobody asks what the person needs.

use super::lacks;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Part;
use crate::questionnaire::places::Place;

/// No question is about what the person needs.
pub const NO_NEEDS: Lint = Lint {
    page: Page {
        code: "no-needs",
        says: "no question asks what the person needs",
        why: "The aim of a screening is to help, and not to make anybody tell: training of the United States \
              health department says that it matters more to know what a person needs than to hear what \
              happened (https://nhttac.acf.hhs.gov/soar/eguide/ask/different-approaches-to-the-conversation). The summary opens with needs; without \
              such a question it opens with nothing.",
        bad: "ask         = \"Is anyone on your side?\"\npart        = \"strengths\"    # and nothing with \"needs\"",
        good: "ask         = \"Would you like help to find a safe place?\"\npart        = \"needs\"",
    },
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if lacks(subject.questionnaire, Part::Needs) {
        let message = "no question asks what the person needs";
        let help = "add one, such as \"What would help you most right now?\", or mark the one you have, with \
                    `part = \"needs\"`";
        found.at(Place::Head(""), message, help);
    }
}
