//! `observed-aloud`: something for the practitioner that is worded as if it were read to the person.

use super::phrase::is_among;
use super::prose::Prose;
use crate::diagnostic::{Page, Severity};
use crate::lint::texts::Audience;
use crate::lint::{Found, Group, Lint, Subject};

/// An item that is not asked, in words that are.
pub const OBSERVED_ALOUD: Lint = Lint {
    page: Page::of(include_str!("../explain/observed-aloud.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look,
};

/// What practitioners do; and whom they do it with. With one of these, "you" is the practitioner.
const PRACTITIONER: [&str; 48] = [
    "see",
    "saw",
    "seen",
    "notice",
    "noticed",
    "observe",
    "observed",
    "hear",
    "heard",
    "think",
    "believe",
    "suspect",
    "judge",
    "rate",
    "assess",
    "estimate",
    "concerned",
    "worried",
    "find",
    "found",
    "check",
    "checked",
    "record",
    "recorded",
    "discuss",
    "discussed",
    "talk",
    "talked",
    "offer",
    "offered",
    "explain",
    "explained",
    "choose",
    "decide",
    "give",
    "level",
    "person",
    "person's",
    "persons",
    "client",
    "client's",
    "patient",
    "patient's",
    "they",
    "them",
    "their",
    "child",
    "young",
];

/// What is the practitioner's own.
const OWN: [&str; 22] = [
    "view",
    "opinion",
    "judgement",
    "judgment",
    "impression",
    "concern",
    "concerns",
    "observation",
    "observations",
    "notes",
    "record",
    "records",
    "file",
    "files",
    "agency",
    "team",
    "supervisor",
    "colleague",
    "colleagues",
    "service",
    "professional",
    "overall",
];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let unasked =
        subject.english.iter().filter(|prose| prose.is_ask() && prose.of.audience == Audience::Practitioner);
    for prose in unasked {
        if let Some(place) = spoken_to(prose) {
            let word = prose.words[place].text;
            let message = format!("`{word}` speaks to the person, and this is not asked");
            let help = "write what the practitioner looks for, such as \"Did you see …?\"; or ask it, without \
                        `source`";
            found.at_part(prose.of.place, prose.range(place..place + 1), message, help);
        }
    }
}

/// Returns the place of a "you" or "your" that means the person.
fn spoken_to(prose: &Prose<'_>) -> Option<usize> {
    let is_about_the_person = prose.words.iter().any(|word| is_among(word.text, &PRACTITIONER));
    let is_own = |place: usize| prose.words[place + 1..].iter().take(2).any(|word| is_among(word.text, &OWN));
    let speaks = |place: &usize| match prose.words[*place].text {
        word if is_among(word, &["your", "yours", "yourself"]) => !is_own(*place) && !is_about_the_person,
        word => is_among(word, &["you", "you're", "you've"]) && !is_about_the_person,
    };
    (0..prose.words.len()).find(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::texts::Text;
    use crate::questionnaire::places::Place;

    fn word(text: &str) -> Option<&str> {
        let place = Place::Head("title");
        let prose = Prose::of(Text { place, audience: Audience::Practitioner, is_question: true, text });
        spoken_to(&prose).map(|place| prose.words[place].text)
    }

    #[test]
    fn only_words_to_the_person_are_found() {
        for text in ["Are you free to leave?", "Did anyone take your papers?", "Where do you live?"] {
            assert!(word(text).is_some(), "{text}");
        }
        for text in [
            "Did you see injuries?",
            "How concerned are you about the person's safety?",
            "In your overall judgement, is there danger?",
            "Which parts of a safety plan did you talk through?",
            "Did someone speak for the person?",
            "Do your records show a missing episode?",
            "Which level do you choose?",
        ] {
            assert_eq!(word(text), None, "{text}");
        }
    }
}
