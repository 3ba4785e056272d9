//! `term`: words that hurt, judge or mislead, with better ones. The words are those of the language.

use std::ops::Range;

use super::Passage;
use crate::diagnostic::Severity;
use crate::language::{BetterWord, Matters, WhereHeard, Words};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::elements::{Audience, Text};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.worded() {
        for (words, term) in words.terms.find(passage) {
            if let Some(severity) = severity(&passage.of, term) {
                say(found, passage, words, term, severity);
            }
        }
    }
}

/// Notes one of those words.
pub fn say(
    found: &mut LintFindings<'_>,
    passage: &Passage<'_>,
    words: Range<usize>,
    term: &BetterWord,
    severity: Severity,
) {
    let range = passage.range(words);
    let written = passage.of.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    found.at_part(passage.of.place, range, format!("`{written}` {}", term.is), term.instead.as_str());
    found.as_severity(severity);
}

/// Returns the words that hurt, judge or mislead in what a scenario tells, each with its place and its row of
/// the table. What people in it say, in “quotes”, is theirs and is left alone; so is what would only be a note.
pub fn in_narration<'w>(text: &str, words: &'w Words) -> Vec<(Range<usize>, &'w BetterWord)> {
    let told: String = quiet(text);
    let of = Text {
        place: Place::Head("title"),
        audience: Audience::Practitioner,
        is_question: false,
        text: &told,
    };
    let prose = words.prose(&told);
    let found = words.terms.find(&prose).into_iter();
    let matters =
        |term: &BetterWord| severity(&of, term).is_some_and(|severity| severity >= Severity::Warning);
    found.filter(|(_, term)| matters(term)).map(|(words, term)| (prose.range(words), term)).collect()
}

/// Puts blanks in the place of what stands in curly quotes, so that all places stay.
fn quiet(text: &str) -> String {
    let mut inside = false;
    let mut told = String::with_capacity(text.len());
    for character in text.chars() {
        inside = (inside || character == '“') && character != '”';
        match inside && character != '\n' {
            true => told.extend(std::iter::repeat_n(' ', character.len_utf8())),
            false => told.push(character),
        }
    }
    told
}

/// How much a word matters in a text: one step less where the person does not hear it.
fn severity(of: &Text<'_>, term: &BetterWord) -> Option<Severity> {
    let (matters, less) = match term.matters {
        Matters::Error => (Severity::Error, Some(Severity::Warning)),
        Matters::Warning => (Severity::Warning, Some(Severity::Note)),
        Matters::Note => (Severity::Note, None),
    };
    match (term.heard, of.audience) {
        (WhereHeard::Result, _) => is_result(of.place).then_some(matters),
        (_, Audience::Person) => Some(matters),
        (WhereHeard::Everywhere, _) | (WhereHeard::NotInNotes, Audience::Summary) => less,
        _ => None,
    }
}

/// Whether it is a part of a result in which the reader does not already refuse a verdict.
fn is_result(place: Place) -> bool {
    matches!(place, Place::Score(..) | Place::Action(..) | Place::Next(..) | Place::Gate(_, "observe"))
}
