//! `no-break`: no words of its own for a break. The program offers breaks by itself, and has general
//! words in English for them.

use super::first_sensitive;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// Sensitive questions, and no words for a break.
pub const NO_BREAK: Lint = Lint {
    page: Page {
        code: "no-break",
        says: "there are sensitive questions, and no words for a break",
        why: "After each group of sensitive questions a break is offered, with words that help to arrive in \
              the room again. Without a `[break]` the program uses its own, in English; yours fit the people \
              you meet, their language and the place. Breaks are a part of practice in the SOAR guide \
              (https://nhttac.acf.hhs.gov/soar/eguide/ask/Safety_is_Top_Priority).",
        bad: "sensitivity = 2    # and no [break] anywhere",
        good: "[break]\nsay = \"Let us take a break. You can have some water.\"",
    },
    group: Group::Order,
    severity: Severity::Note,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let sensitive = first_sensitive(subject.questionnaire);
    if let (Some((place, _)), None) = (sensitive, &subject.questionnaire.break_words) {
        let message = "from here on questions are sensitive, and there are no words for a break";
        let help = "add a [break] with `say`: an offer of water or air, and something to look at or to feel";
        found.at(Place::Question(place, "sensitivity"), message, help);
        if subject.english.is_empty() {
            // The program's own words would be in the wrong language.
            found.as_severity(Severity::Warning);
        }
    }
}
