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

fn say(
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words_of;

    /// What is found in a text that is read aloud (`Person`), for the practitioner, or in a summary.
    fn found(audience: Audience, text: &str) -> Vec<(String, Severity)> {
        found_in("en", audience, text)
    }

    fn found_in(language: &str, audience: Audience, text: &str) -> Vec<(String, Severity)> {
        let place =
            if audience == Audience::Summary { Place::Action(0, "label") } else { Place::Head("title") };
        let of = Text { place, audience, is_question: true, text };
        let words = words_of(language).unwrap();
        let prose = words.prose(text);
        let found = words.terms.find(&prose).into_iter();
        found
            .filter_map(|(words, term)| Some((text[prose.range(words)].to_owned(), severity(&of, term)?)))
            .collect()
    }

    #[test]
    fn words_of_the_table_are_found_in_every_form() {
        let table = [
            ("Were you a Child Prostitute?", "Child Prostitute", Severity::Error),
            ("Is there child  pornography?", "child  pornography", Severity::Error),
            ("Do you live with PROSTITUTES?", "PROSTITUTES", Severity::Error),
            ("Are your co-workers illegals?", "illegals", Severity::Error),
            ("Is there an illegal\nimmigrant?", "illegal\nimmigrant", Severity::Error),
            ("Was there a drug addict?", "drug addict", Severity::Error),
            ("Were you with the wrong crowd?", "wrong crowd", Severity::Error),
            ("Are you a sex slave?", "sex slave", Severity::Error),
            ("Who rescued you?", "rescued", Severity::Error),
            ("We want to save the girls.", "save the girls", Severity::Error),
            ("We speak for the voiceless.", "voiceless", Severity::Error),
            ("Are you sure it happened?", "Are you sure", Severity::Error),
            ("Well, it’s not that bad.", "it’s not that bad", Severity::Error),
            ("Have you ever been trafficked?", "Have you ever been trafficked", Severity::Error),
            ("Are you a victim of trafficking?", "Are you a victim", Severity::Error),
            ("Help for victims", "victims", Severity::Warning),
            ("Where are the victim’s papers?", "victim’s", Severity::Warning),
            ("As a survivor you may know.", "survivor", Severity::Note),
            ("Did you see red flags?", "red flags", Severity::Warning),
            ("This is about modern-day slavery.", "modern-day slavery", Severity::Note),
            ("Who smuggled you?", "smuggled", Severity::Warning),
            ("Victims never tell.", "Victims never", Severity::Warning),
            ("Does your husband hurt you?", "husband", Severity::Warning),
            ("Did he or she hurt you?", "he or she", Severity::Warning),
            ("Did s/he pay you?", "s/he", Severity::Warning),
            ("Did your pimp take it?", "pimp", Severity::Warning),
            ("Were you turning tricks?", "turning tricks", Severity::Warning),
            ("Tell me your story.", "your story", Severity::Warning),
        ];
        for (text, term, severity) in table {
            assert_eq!(found(Audience::Person, text), [(term.to_owned(), severity)], "{text}");
        }
    }

    #[test]
    fn in_notes_and_summaries_words_matter_less() {
        let note = |text| found(Audience::Practitioner, text);
        assert_eq!(
            note("If she was rescued"),
            [("she".into(), Severity::Note), ("rescued".into(), Severity::Warning)]
        );
        assert_eq!(note("The client denies it."), [("client denies".into(), Severity::Note)]);
        assert_eq!(note("Look for red flags."), [("red flags".into(), Severity::Note)]);
        assert_eq!(note("Non-compliant"), [("Non-compliant".into(), Severity::Note)]);
        assert_eq!(note("Help for victims and survivors of modern slavery"), []);
        let summary = |text| found(Audience::Summary, text);
        assert_eq!(summary("Support for victims"), [("victims".into(), Severity::Note)]);
        assert_eq!(summary("Screened positive"), [("positive".into(), Severity::Error)]);
        assert_eq!(summary("The person was transported"), [("transported".into(), Severity::Note)]);
    }

    #[test]
    fn words_that_only_look_alike_are_left_alone() {
        let fine = [
            "We save your answers, and we save them safely. Does it save you time or money?",
            "Did anyone trick you? Did someone play a trick?",
            "Is your boss called John? Does Johnny Johnson work there?",
            "Did they refuse to pay you? Has anyone refused you food?",
            "What is the best thing in the life of your children?",
            "Is there a fire escape? The International Rescue Committee may help.",
            "The red flagship store sells flags.",
            "Do you have a partner, husband or wife?",
            "Does your mother know that she can call?",
            "Are you always tired? Are you never alone? Do they always lock the door?",
            "Does the place look like a home?",
            "Are you clear about what I said? Is that clear? A positive thought.",
            "Is slavery law on the list? The enslaver.",
            "The storybook, the house on the second storey.",
            "I claim nothing. They claim a fee.",
            "Illegal fees, alienation, illegally kept pay.",
            "The others here: there is theirs.",
        ];
        for text in fine {
            assert_eq!(found(Audience::Person, text), [], "{text}");
            assert_eq!(found(Audience::Practitioner, text), [], "{text}");
        }
    }

    #[test]
    fn spanish_has_words_of_its_own() {
        let heard = |text| found_in("es-MX", Audience::Person, text);
        for (text, term, severity) in [
            ("¿Vive con prostitutas?", "prostitutas", Severity::Error),
            ("¿Hay inmigrantes ilegales?", "inmigrantes ilegales", Severity::Error),
            ("¿Quién la rescató?", "rescató", Severity::Error),
            ("¿Es usted víctima de trata?", "Es usted víctima de trata", Severity::Error),
            ("¿Le pega su esposo?", "esposo", Severity::Warning),
        ] {
            assert_eq!(heard(text), [(term.to_owned(), severity)], "{text}");
        }
        for text in ["¿Tiene pareja, esposo o esposa?", "¿Puede salir sola?", "¿La trata bien su jefe?"] {
            assert_eq!(heard(text), [], "{text}");
        }
    }
}
