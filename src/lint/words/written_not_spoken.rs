//! `written-not-spoken`: what stands on paper and nobody would say, in what is read aloud. Answers to choose from
//! are left alone: they are shown as well.

use std::ops::Range;

use super::Passage;
use super::term::say;
use crate::diagnostic::Severity;
use crate::language::{Sentence, Words};
use crate::lint::{LintFindings, Subject};

/// Signs that nobody hears, and what to write instead.
const SIGNS: [(char, &str, &str); 3] = [
    (';', "a semicolon", "make two sentences of it"),
    ('/', "a slash", "write the word that is said, such as `or`"),
    ('(', "a parenthesis", "make a sentence of its own of it, or leave it out"),
];

/// The most commas in a list of examples: by ear, three of them can be kept in mind.
const MOST_COMMAS: usize = 1;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.aloud().filter(|(passage, _)| !passage.is_answer()) {
        for (range, row) in words.written.find(passage) {
            // What a comma or a line of its own keeps apart is said apart, and in full.
            let is_one_breath = range.clone().skip(1).all(|word| passage.gap_before(word).trim().is_empty());
            if is_one_breath {
                say(found, passage, range, row, Severity::Warning);
            }
        }
        signs(passage, found);
        for sentence in &passage.sentences {
            if let Some(list) = long_list(passage, sentence, words) {
                let message = "this list of examples is longer than anybody keeps in mind by ear";
                let help = "name three at the most, and keep the others for the note";
                found.at_part(passage.of.place, passage.range(list), message, help);
            }
        }
    }
}

fn signs(passage: &Passage<'_>, found: &mut LintFindings<'_>) {
    for (at, sign) in passage.of.text.char_indices() {
        let Some((_, name, instead)) = SIGNS.iter().find(|(known, ..)| *known == sign) else { continue };
        let beside = match sign {
            '/' => passage.of.text[..at].chars().next_back(),
            _ => passage.of.text[at + sign.len_utf8()..].chars().next(),
        };
        // A sign of a number is read as one is used to: "24/7", "(202) 555 0144".
        if !beside.is_some_and(char::is_numeric) {
            found.at_part(
                passage.of.place,
                at..at + sign.len_utf8(),
                format!("{name} is not heard"),
                *instead,
            );
        }
    }
}

/// The words of a list of examples that is too long, from what begins it to the end of its sentence.
fn long_list(passage: &Passage<'_>, sentence: &Sentence, words: &Words) -> Option<Range<usize>> {
    let within = sentence.words.clone();
    let begins = |from: usize| Some((from, words.say.listing.at(&passage.words[from..within.end])?));
    let (from, length) = within.clone().find_map(begins)?;
    let commas = (from + length + 1..within.end)
        .filter(|word| passage.gap_before(*word).contains([',', '،', '、']))
        .count();
    (commas > MOST_COMMAS).then_some(from..within.end)
}
