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
    page: Page::of(include_str!("../explain/sensitivity-low.md")),
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
