//! `reassuring-level`: a level that says that all is well.

use std::ops::Range;
use std::sync::LazyLock;

use super::Prose;
use super::phrase::{Phrases, is_among, is_word};
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// A level that says that all is well.
pub const REASSURING_LEVEL: Lint = Lint {
    page: Page::of(include_str!("../explain/reassuring-level.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

static REASSURING: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = "\
        all is? good|well|right|fine|ok|okay|normal, everything is? good|well|fine|ok|okay|normal, \
        nothing was? found|suspicious|noticed|detected|unusual|concerning, nothing is wrong, nothing of concern, \
        nothing to worry|report, no reason|need|cause to|for worry|concern|alarm, \
        low|lowest|lower|minimal|little|slight|small|negligible risk|risks|concern|concerns|danger|likelihood|\
        probability|suspicion, risk|concern|danger is? low|minimal|small|negligible, \
        unlikely, not likely, not at risk, not in danger, not a concern, not exploited, unremarkable, harmless";
    Phrases::read([(phrases, &())].into_iter())
});

/// What "no" denies when it says that all is well, with at most one word between.
const DENIED: [&str; 23] = [
    "concern",
    "concerns",
    "risk",
    "risks",
    "danger",
    "dangers",
    "sign",
    "signs",
    "indicator",
    "indicators",
    "indication",
    "indications",
    "evidence",
    "problem",
    "problems",
    "issue",
    "issues",
    "suspicion",
    "exploitation",
    "abuse",
    "coercion",
    "findings",
    "threat",
];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in &subject.english {
        if !matches!(prose.of.place, Place::Level(_, _, "label" | "next")) {
            continue;
        }
        if let Some(words) = reassurance(prose) {
            let part = prose.range(words);
            let message = format!(
                "\"{}\" says that all is well, and a screening cannot know that",
                &prose.of.text[part.clone()]
            );
            let help = "say what to do next, such as \"Offer the information that everyone gets\"";
            found.at_part(prose.of.place, part, message, help);
        }
    }
}

/// Returns the first words that say that all is well.
fn reassurance(prose: &Prose<'_>) -> Option<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    REASSURING
        .find(prose, |words, ()| all.extend(Some(words).filter(|words| !is_denied(prose, words.start))));
    for sentence in &prose.sentences {
        let Range { start, end } = sentence.words.clone();
        all.extend((start..end).filter_map(|no| denial(prose, no, end)));
        all.extend(safe(prose, start, end));
    }
    all.into_iter().min_by_key(|words| words.start)
}

/// Whether the sentence denies it before it says it: "This does not mean that all is well".
fn is_denied(prose: &Prose<'_>, said: usize) -> bool {
    let sentence = prose.sentences.iter().find(|sentence| sentence.words.contains(&said));
    let before = sentence.map_or(&[][..], |sentence| &prose.words[sentence.words.start..said]);
    before.iter().any(|word| is_among(word.text, &["not", "never", "doesn't", "isn't", "don't", "cannot"]))
}

/// Returns "no" and what it denies, if that is one of ours: "no concern", "no labor concern".
fn denial(prose: &Prose<'_>, no: usize, end: usize) -> Option<Range<usize>> {
    if !is_word(prose.words[no].text, "no") {
        return None;
    }
    let denied = (no + 1..end.min(no + 3)).find(|place| is_among(prose.words[*place].text, &DENIED))?;
    Some(no..denied + 1)
}

/// Returns a sentence that says no more than that somebody is safe: "Safe", "The person is safe now."
fn safe(prose: &Prose<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let words = &prose.words[start..end];
    let safe = words.iter().position(|word| is_among(word.text, &["safe", "fine", "ok", "okay"]))?;
    let says_who = |word: &str| {
        is_among(
            word,
            &[
                "the", "person", "client", "guest", "patient", "child", "she", "he", "they", "is", "are",
                "seems", "feels",
            ],
        )
    };
    let says_when = |word: &str| is_among(word, &["now", "for", "today", "the", "moment", "at", "present"]);
    let is_all = words[..safe].iter().all(|word| says_who(word.text))
        && words[safe + 1..].iter().all(|word| says_when(word.text));
    is_all.then_some(start..end)
}
