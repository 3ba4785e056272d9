//! `sensitivity-low`: a question about harm or sex is asked as if it were an easy one.

use std::sync::LazyLock;

use super::Prose;
use super::phrase::Phrases;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;
use crate::questionnaire::{Question, SENSITIVE};

/// A question about harm, threats or sex whose sensitivity is below 2.
pub const SENSITIVITY_LOW: Lint = Lint {
    page: Page {
        code: "sensitivity-low",
        says: "a question about harm, threats, force or sex says that it is not sensitive",
        why: "From sensitivity 2 the limits of confidentiality must have been explained, leave is asked first, \
              and a break is offered afterwards. With 0 or 1 none of that happens, and somebody is asked about \
              violence without having been told what may have to be reported. 0 is open (\"Have you done any \
              work?\"), 1 personal (\"Do you owe money?\"), 2 hard (\"Has anyone hurt you?\"), 3 hardest (sex, \
              sexual violence).",
        bad: "ask         = \"Does anyone say that they will hurt you or your family?\"\nkind        = \"yes_no\"\nsensitivity = 0",
        good: "ask         = \"Does anyone say that they will hurt you or your family?\"\nkind        = \"yes_no\"\nsensitivity = 2",
    },
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

static HARD: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = "\
        hurt|hurts|hurting, hit|hits|hitting|beat|beats|beaten|beating|slap|slaps|slapped|kick|kicks|kicked|\
        punch|punches|punched|choke|chokes|choked|burned you|your|somebody|someone|anyone|anybody, beaten, \
        threat|threats|threaten|threatens|threatened|threatening, forced|forces|forcing, \
        force you|anyone|anybody|someone|somebody, sex|sexual|sexually, rape|rapes|raped, \
        abuse|abuses|abused|abusing|abusive, assault|assaults|assaulted, violence|violent, \
        kill|kills|killed, torture|tortured";
    Phrases::read([(phrases, &())].into_iter())
});

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in subject.english.iter().filter(|prose| prose.is_aloud()) {
        let Place::Question(place, "ask") = prose.of.place else { continue };
        let question = subject.questionnaire.question(place);
        if question.is_sensitive() || question.identity {
            continue;
        }
        if let Some(words) = first_hard(prose) {
            note(found, prose, question, words);
        }
    }
}

fn first_hard(prose: &Prose<'_>) -> Option<std::ops::Range<usize>> {
    let mut first = None;
    HARD.find(prose, |words, ()| first = first.take().or(Some(words)));
    first
}

fn note(found: &mut Found<'_>, prose: &Prose<'_>, question: &Question, words: std::ops::Range<usize>) {
    let part = prose.range(words);
    let message = format!(
        "`{}` asks about \"{}\" and has sensitivity {}, so no leave is asked before it",
        question.id,
        &prose.of.text[part.clone()],
        question.sensitivity
    );
    let help = format!("write `sensitivity = {SENSITIVE}`, or 3 for sex and sexual violence");
    found.at_part(prose.of.place, part, message, help);
}
