//! `two-questions`: one answer cannot answer two of them.

use std::ops::Range;
use std::sync::LazyLock;

use super::phrase::{Phrases, is_among};
use super::prose::Prose;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Kind;
use crate::questionnaire::places::Place;

/// A question that asks two things.
pub const TWO_QUESTIONS: Lint = Lint {
    page: Page::of(include_str!("../explain/two-questions.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

/// How a second question begins.
static BEGINNINGS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = "\
        and|or|but do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might \
        you|he|she|it|they|anyone|anybody|someone|somebody|there|your|any|the|that|this|his|her|their, \
        and if? how|why|who|when|where|what|which, \
        and|but? if so|yes|not";
    Phrases::read([(phrases, &())].into_iter())
});

/// What a question may ask for in one: "when and where".
const ASKING: [&str; 8] = ["how", "why", "who", "whom", "when", "where", "what", "which"];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in subject.english.iter().filter(|prose| prose.is_aloud() && prose.is_ask()) {
        let Place::Question(question, _) = prose.of.place else { continue };
        let is_yes_no = subject.questionnaire.question(question).kind == Kind::YesNo;
        if let Some(second) = second_sentence(prose).or_else(|| joined(prose, is_yes_no)) {
            let message = "this asks two things, and one answer cannot answer both";
            let help = "make two questions of it, the second with `ask_if` if it hangs on the first";
            found.at_part(prose.of.place, prose.range(second), message, help);
        }
    }
}

/// The second sentence with a question mark.
fn second_sentence(prose: &Prose<'_>) -> Option<Range<usize>> {
    prose
        .sentences
        .iter()
        .filter(|sentence| sentence.is_question)
        .nth(1)
        .map(|sentence| sentence.words.clone())
}

/// The words that join a second question to the first: "and do you", "and how", "and/or". An "or"
/// joins two questions only where the answer is yes or no.
fn joined(prose: &Prose<'_>, is_yes_no: bool) -> Option<Range<usize>> {
    let mut joined = None;
    BEGINNINGS.find(prose, |words, ()| {
        let follows = words.start > 0 && !is_among(prose.words[words.start - 1].text, &ASKING);
        if follows && (is_yes_no || !is_among(prose.words[words.start].text, &["or"])) {
            joined.get_or_insert(words);
        }
    });
    joined.or_else(|| {
        let both = |place: &usize| {
            let at = |word: usize| prose.words.get(word).map_or("", |word| word.text);
            is_among(at(*place), &["and"]) && is_among(at(place + 1), &["or"])
        };
        (0..prose.words.len()).find(both).map(|place| place..place + 2)
    })
}
