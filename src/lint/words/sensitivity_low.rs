//! `sensitivity-low`: a question about harm or sex is asked as if it were an easy one.

use std::ops::Range;

use super::Passage;
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::questionnaire::{Question, SENSITIVE};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.aloud() {
        let Place::Question(place, "ask") = passage.of.place else { continue };
        let question = subject.questionnaire.question(place);
        if question.is_sensitive() || question.identity {
            continue;
        }
        if let Some(words) = words.hard.phrases.find(passage).into_iter().next() {
            note(found, passage, question, words);
        }
    }
}

fn note(found: &mut LintFindings<'_>, passage: &Passage<'_>, question: &Question, words: Range<usize>) {
    let part = passage.range(words);
    let message = format!(
        "`{}` asks about \"{}\" and has sensitivity {}, so no leave is asked before it",
        question.id,
        &passage.of.text[part.clone()],
        question.sensitivity
    );
    let help = format!("write `sensitivity = {SENSITIVE}`, or 3 for sex and sexual violence");
    found.at_part(passage.of.place, part, message, help);
}
