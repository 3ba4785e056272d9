//! `long-sentence`: more words than can be followed by ear.

use super::prose::{Prose, Sentence};
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};

/// The most words of a sentence that is read aloud.
const MOST: usize = 15;

/// A sentence that is read aloud and too long.
pub const LONG_SENTENCE: Lint = Lint {
    page: Page::of(include_str!("../explain/long-sentence.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in subject.english.iter().filter(|prose| prose.is_aloud()) {
        for sentence in &prose.sentences {
            let words = length(prose, sentence);
            if words > MOST {
                found.at_part(
                    prose.of.place,
                    prose.range(sentence.words.clone()),
                    format!("this sentence has {words} words; read aloud, {MOST} are enough"),
                    "make two sentences of it, or leave out what the next question asks",
                );
            }
        }
    }
}

/// Counts words; those joined by a hyphen are one.
fn length(prose: &Prose<'_>, sentence: &Sentence) -> usize {
    prose.words_of(sentence).iter().filter(|word| !word.is_joined).count()
}
