//! `leading-form`: a question that already knows its answer.

use std::ops::Range;

use super::Passage;
use crate::language::{Leading, Phrases, Sentence};
use crate::lint::{LintFindings, Subject};

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.aloud().filter(|(passage, _)| !passage.is_answer()) {
        let lists = &words.leading;
        let suggestions =
            passage.sentences.iter().filter_map(|sentence| suggestion(passage, sentence, lists));
        let first = suggestions.chain(lists.phrases.find(passage)).next();
        if let Some(words) = first {
            let message = "this suggests the answer";
            let help = "ask openly, so that yes and no are equally easy to say";
            found.at_part(passage.of.place, passage.range(words), message, help);
        }
    }
}

/// Returns the words at the end or the beginning of a question that expect an answer.
fn suggestion(passage: &Passage<'_>, sentence: &Sentence, lists: &Leading) -> Option<Range<usize>> {
    let Range { start, end } = sentence.words;
    if !sentence.is_question || end - start < 2 {
        return None;
    }
    let ends_with = |list: &Phrases, from: &usize| list.are(&passage.words[*from..end]);
    let after_comma = |from: usize| from > start && passage.gap_before(from).contains([',', '，', '،']);
    let tag = (start + 1..end).find(|from| {
        ends_with(&lists.tags, from) || after_comma(*from) && ends_with(&lists.tags_after_comma, from)
    });
    tag.map(|from| from..end)
        .or_else(|| Some(start..start + lists.beginnings.at(passage.words_of(sentence))?))
}
