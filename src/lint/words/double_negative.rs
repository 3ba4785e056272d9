//! `double-negative`: two negations that a listener has to cancel out.

use super::Passage;
use crate::language::{Sentence, Words};
use crate::lint::{LintFindings, Subject};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.aloud() {
        for sentence in &passage.sentences {
            if let Some((first, second)) = two_negations(passage, sentence, words) {
                let message = "two negations here: a no could mean either thing";
                let help = "say it the other way round, such as \"Can you …?\"";
                found.at_part(passage.of.place, passage.range(first..second + 1), message, help);
            }
        }
    }
}

/// Returns the places of two negations in one part of a sentence.
fn two_negations(passage: &Passage<'_>, sentence: &Sentence, words: &Words) -> Option<(usize, usize)> {
    let lists = &words.double_negative;
    let mut first = None;
    for place in sentence.words.clone() {
        let begins = lists.joints.holds(passage.word(place))
            || passage.gap_before(place).contains([',', ';', ':', '—', '–', '(', ')', '¿', '¡']);
        if begins {
            first = None;
        }
        let next = place + 1..sentence.words.end;
        let is_empty = next.start < next.end && lists.empty_before.holds(passage.word(place + 1));
        if !lists.negations.holds(passage.word(place)) || is_empty {
            continue;
        }
        if let Some(length) = lists.turned.at(&passage.words[next]) {
            return Some((place, place + length));
        }
        match first {
            Some(first) => return Some((first, place)),
            None => first = Some(place),
        }
    }
    None
}
