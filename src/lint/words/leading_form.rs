//! `leading-form`: a question that already knows its answer.

use std::ops::Range;
use std::sync::LazyLock;

use super::phrase::{Phrases, is_among};
use super::prose::{Prose, Sentence};
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};

/// A question that already knows its answer.
pub const LEADING_FORM: Lint = Lint {
    page: Page::of(include_str!("../explain/leading-form.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

static LEADING: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = "\
        surely, obviously, of course you, you would|will|must agree, \
        don't|wouldn't you think|agree|say, do you not think|agree, \
        you must have been|felt|known|wanted|seen|thought|heard|had, \
        you must be|feel so? afraid|scared|tired|angry|sad|hungry|lonely|worried|frightened|upset|ashamed";
    Phrases::read([(phrases, &())].into_iter())
});

/// With these a question begins that expects a yes.
const EXPECTING: [&str; 15] = [
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "don't",
    "doesn't",
    "didn't",
    "haven't",
    "hasn't",
    "hadn't",
    "won't",
    "wouldn't",
    "couldn't",
    "shouldn't",
    "can't",
];

const AUXILIARIES: [&str; 14] =
    ["is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could", "will", "would"];

const PRONOUNS: [&str; 8] = ["you", "it", "they", "he", "she", "there", "that", "we"];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in subject.english.iter().filter(|prose| prose.is_aloud() && !prose.is_answer()) {
        let tags = prose.sentences.iter().filter_map(|sentence| suggestion(prose, sentence));
        let mut leading: Vec<Range<usize>> = tags.collect();
        LEADING.find(prose, |words, ()| leading.push(words));
        if let Some(words) = leading.into_iter().next() {
            let message = "this suggests the answer";
            let help = "ask openly, so that yes and no are equally easy to say";
            found.at_part(prose.of.place, prose.range(words), message, help);
        }
    }
}

/// Returns the words at the end or the beginning of a question that expect an answer.
fn suggestion(prose: &Prose<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let Range { start, end } = sentence.words;
    if !sentence.is_question || end - start < 2 {
        return None;
    }
    let word = |place: usize| prose.words[place].text;
    let after_comma = |place: usize| place > start && prose.gap_before(place).contains(',');
    let is_tag = is_among(word(end - 1), &PRONOUNS)
        && (is_among(word(end - 2), &EXPECTING) && end - start > 2
            || is_among(word(end - 2), &AUXILIARIES) && after_comma(end - 2));
    if is_tag {
        return Some(end - 2..end);
    }
    if is_among(word(end - 1), &["right", "correct", "yes", "no"]) && after_comma(end - 1) {
        return Some(end - 1..end);
    }
    is_among(word(start), &EXPECTING).then_some(start..start + 1)
}
