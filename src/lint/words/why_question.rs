//! `why-question`: a question that calls the person to account.

use std::sync::LazyLock;

use super::phrase::{Phrases, is_among, is_word};
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};

/// A question for the reasons of what the person did.
pub const WHY_QUESTION: Lint = Lint {
    page: Page::of(include_str!("../explain/why-question.md")),
    group: Group::Words,
    severity: Severity::Error,
    look,
};

static REASONS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let phrases = "\
        why do|does|did|don't|didn't|have|haven't|had|hadn't|are|aren't|were|weren't|would|wouldn't|could|couldn't|\
        can|can't|will|won't|should|shouldn't not? you, why you, why not, how come you|you're, \
        what made|makes you, what were you thinking|doing, \
        what did you do to make|cause|provoke|deserve|upset|anger";
    Phrases::read([(phrases, &())].into_iter())
});

/// After these, "why you" asks for nothing: "that is why you can stop".
const TELLING: [&str; 6] = ["is", "was", "that's", "reason", "reasons", "know"];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for prose in subject.english.iter().filter(|prose| prose.is_aloud() && !prose.is_answer()) {
        REASONS.find(prose, |words, ()| {
            let before = words.start.checked_sub(1).map_or("", |before| prose.words[before].text);
            let tells = is_word(prose.words[words.start].text, "why") && is_among(before, &TELLING);
            if !tells {
                let message = "this asks the person to justify what they did";
                let help = "ask what happened or what stood in the way, such as \"Did anything make it hard to leave?\"";
                found.at_part(prose.of.place, prose.range(words), message, help);
            }
        });
    }
}
