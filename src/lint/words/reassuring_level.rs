//! `reassuring-level`: a level that says that all is well.

use std::ops::Range;

use crate::language::{Prose, Reassuring, WrittenWord};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.worded() {
        if !matches!(passage.of.place, Place::Level(_, _, "label" | "next")) {
            continue;
        }
        if let Some(words) = reassurance(passage, &words.reassuring) {
            let part = passage.range(words);
            let message = format!(
                "\"{}\" says that all is well, and a screening cannot know that",
                &passage.of.text[part.clone()]
            );
            let help = "say what to do next, such as \"Offer the information that everyone gets\"";
            found.at_part(passage.of.place, part, message, help);
        }
    }
}

/// Returns the first words that say that all is well.
fn reassurance(prose: &Prose<'_>, lists: &Reassuring) -> Option<Range<usize>> {
    let said = lists.phrases.find(prose).into_iter().filter(|words| !is_denied(prose, words.start, lists));
    let safe = prose.sentences.iter().map(|sentence| sentence.words.clone());
    let safe = safe.filter(|words| says_safe(&prose.words[words.clone()], lists));
    said.chain(safe).min_by_key(|words| words.start)
}

/// Whether the sentence denies it before it says it: "This does not mean that all is well".
fn is_denied(prose: &Prose<'_>, said: usize, lists: &Reassuring) -> bool {
    let sentence = prose.sentences.iter().find(|sentence| sentence.words.contains(&said));
    let before = sentence.map_or(&[][..], |sentence| &prose.words[sentence.words.start..said]);
    before.iter().any(|word| lists.denied_by.holds(word.text))
}

/// Whether a sentence says no more than that somebody is safe: "Safe", "The person is safe now."
fn says_safe(words: &[WrittenWord<'_>], lists: &Reassuring) -> bool {
    let Some(safe) = words.iter().position(|word| lists.safe.holds(word.text)) else { return false };
    words[..safe].iter().all(|word| lists.who.holds(word.text))
        && words[safe + 1..].iter().all(|word| lists.when.holds(word.text))
}
