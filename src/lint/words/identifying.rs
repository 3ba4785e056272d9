//! `phone-number` and `full-name`: what points at a place or a person, in texts that should point at
//! nobody. Scenarios are looked at by the same two functions.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::Passage;
use crate::digits;
use crate::language::{FIRST_NAMES, Words};
use crate::lint::{LintFindings, Subject};

/// A telephone number in a text. Numbers look the same in every language.
pub fn numbers(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    subject.passages.iter().for_each(|passage| look(passage, found, phone_numbers, NUMBER));
}

/// A first and a last name in a text.
pub fn names(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (passage, words) in subject.worded() {
        look(passage, found, |text| full_names(text, words), NAME);
    }
}

/// What is said of a number, and what to write instead.
pub const NUMBER: (&str, &str) =
    ("looks like a telephone number", "leave it out; numbers belong into a referral directory");
/// What is said of a name, and what to write instead.
pub const NAME: (&str, &str) = (
    "looks like the full name of a person",
    "write a first name at the most, or who it is: the cook, a neighbor",
);

fn look(
    passage: &Passage<'_>,
    found: &mut LintFindings<'_>,
    find: impl Fn(&str) -> Vec<Range<usize>>,
    (is, instead): (&str, &str),
) {
    for range in find(passage.of.text) {
        let written = passage.of.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        found.at_part(passage.of.place, range, format!("`{written}` {is}"), instead);
    }
}

/// Returns where telephone numbers seem to stand: seven digits or more with nothing between them but
/// what stands inside numbers. A date and a span of years are none.
pub fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let is_digit = |c: char| digits::value(c).is_some();
    let is_inside = |c: char| is_digit(c) || matches!(c, ' ' | '-' | '.' | '(' | ')' | '+' | '/');
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split_inclusive(|c: char| !is_inside(c)) {
        let piece = run.trim_end_matches(|c: char| !is_inside(c));
        let start = at + (piece.len() - piece.trim_start_matches(|c: char| !is_digit(c) && c != '+').len());
        let trimmed = piece.trim_matches(|c: char| !is_digit(c) && c != '+');
        let count = trimmed.chars().filter(|c| is_digit(*c)).count();
        if count >= 7 && !is_date(&digits::plain(trimmed)) {
            found.push(start..start + trimmed.len());
        }
        at += run.len();
    }
    found
}

/// `2026-11-22`, `2026-2027`, and sentences such as `in 2026. 12 of them`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    match parts.as_slice() {
        [year, month, day] => is_year(year) && month.len() <= 2 && day.len() <= 2,
        [from, to] => is_year(from) && is_year(to),
        _ => false,
    }
}

/// Returns where full names seem to stand: a usual first name, or a title, and a capitalized word after it.
pub fn full_names(text: &str, words: &Words) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let titles = &words.say.titles;
    for pair in words_of(text).windows(2) {
        let [(start, first), (next, second)] = pair else { continue };
        let between = &text[start + first.len()..*next];
        let is_title = titles.iter().any(|title| title == first)
            && matches!(between.trim(), "" | ".")
            && !between.is_empty();
        let is_apart = !between.is_empty() && between.chars().all(char::is_whitespace);
        let is_name = is_apart && NAMES.contains(first);
        let is_capitalized = second.chars().next().is_some_and(char::is_uppercase)
            && second.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '’')
            && second.len() > 1;
        if (is_title || is_name) && is_capitalized {
            found.push(*start..next + second.len());
        }
    }
    found
}

fn words_of(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphabetic() || matches!(c, '-' | '’');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

static NAMES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| FIRST_NAMES.split_ascii_whitespace().collect());
