//! `double-negative`: two negations that a listener has to cancel out.

use super::phrase::{is_among, is_word};
use super::prose::{Prose, Sentence};
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};

/// Two negations in one part of a sentence.
pub const DOUBLE_NEGATIVE: Lint = Lint {
    page: Page::of(include_str!("../explain/double-negative.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

const NEGATIONS: [&str; 10] =
    ["not", "no", "never", "nobody", "none", "nothing", "nowhere", "neither", "without", "cannot"];

/// What turns a "not" right before it around.
const NEGATED: [&str; 13] = [
    "unable",
    "unhappy",
    "unsafe",
    "unusual",
    "uncommon",
    "unlikely",
    "unwilling",
    "unfair",
    "unpaid",
    "untrue",
    "impossible",
    "illegal",
    "disagree",
];

/// Words that begin a part of a sentence with a negation of its own.
const JOINTS: [&str; 12] =
    ["and", "or", "but", "because", "if", "so", "when", "while", "unless", "that", "who", "nor"];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in subject.english.iter().filter(|prose| prose.is_aloud()) {
        for sentence in &prose.sentences {
            if let Some((first, second)) = two_negations(prose, sentence) {
                let message = "two negations here: a no could mean either thing";
                let help = "say it the other way round, such as \"Can you …?\"";
                found.at_part(prose.of.place, prose.range(first..second + 1), message, help);
            }
        }
    }
}

/// Returns the places of two negations in one part of a sentence.
fn two_negations(prose: &Prose<'_>, sentence: &Sentence) -> Option<(usize, usize)> {
    let mut first = None;
    for place in sentence.words.clone() {
        let word = prose.words[place].text;
        let begins =
            is_among(word, &JOINTS) || prose.gap_before(place).contains([',', ';', ':', '—', '–', '(', ')']);
        if begins {
            first = None;
        }
        if !is_negation(prose, place) {
            continue;
        }
        if prose.words.get(place + 1).is_some_and(|next| is_among(next.text, &NEGATED)) {
            return Some((place, place + 1));
        }
        match first {
            Some(first) => return Some((first, place)),
            None => first = Some(place),
        }
    }
    None
}

/// "Not only" and "nothing but" deny nothing.
fn is_negation(prose: &Prose<'_>, place: usize) -> bool {
    let word = prose.words[place].text;
    let contracted =
        word.len() > 3 && (word.ends_with("n't") || word.ends_with("n’t") || word.ends_with("N'T"));
    let next = prose.words.get(place + 1).map_or("", |next| next.text);
    let is_empty =
        is_among(next, &["only", "just", "but", "matter"]) || (is_word(word, "no") && next == "doubt");
    (contracted || is_among(word, &NEGATIONS)) && !is_empty
}
