//! `long-sentence`: more words than can be followed by ear.

use crate::language::WrittenWord;
use crate::lint::{LintFindings, Subject};

/// The most words where a language has no list that says otherwise.
const USUAL: usize = 15;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let most = subject.words.map_or(USUAL, |words| words.reading.longest_sentence);
    for passage in subject.passages.iter().filter(|passage| passage.is_aloud()) {
        for sentence in &passage.sentences {
            let words = length(passage.words_of(sentence));
            if words > most {
                found.at_part(
                    passage.of.place,
                    passage.range(sentence.words.clone()),
                    format!("this sentence has {words} words; read aloud, {most} are enough"),
                    "make two sentences of it, or leave out what the next question asks",
                );
            }
        }
    }
}

/// Counts words; those joined by a hyphen are one.
fn length(words: &[WrittenWord<'_>]) -> usize {
    words.iter().filter(|word| !word.is_joined).count()
}
