//! `observed-aloud`: something for the practitioner that is worded as if it were read to the person.

use crate::language::{Prose, Words};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::elements::Audience;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let unasked = subject
        .worded()
        .filter(|(passage, _)| passage.is_ask() && passage.of.audience == Audience::Practitioner);
    for (passage, words) in unasked {
        if let Some(place) = spoken_to(passage, words) {
            let word = passage.word(place);
            let message = format!("`{word}` speaks to the person, and this is not asked");
            let help = "write what the practitioner looks for, such as \"Did you see …?\"; or ask it, without \
                        `source`";
            found.at_part(passage.of.place, passage.range(place..place + 1), message, help);
        }
    }
}

/// Returns the place of a "you" or "your" that means the person.
fn spoken_to(prose: &Prose<'_>, words: &Words) -> Option<usize> {
    let lists = &words.observed;
    if prose.words.iter().any(|word| lists.practitioner.holds(word.text)) {
        return None;
    }
    let is_own =
        |place: usize| prose.words[place + 1..].iter().take(2).any(|word| lists.own.holds(word.text));
    let speaks = |place: &usize| {
        let word = prose.word(*place);
        lists.speaks_to.holds(word) || lists.speaks_of.holds(word) && !is_own(*place)
    };
    (0..prose.words.len()).find(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words_of;

    fn word(text: &str) -> Option<&str> {
        let words = words_of("en").unwrap();
        let prose = words.prose(text);
        spoken_to(&prose, words).map(|place| prose.word(place))
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
