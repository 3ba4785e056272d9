//! Words in texts: which of them hurt, judge or mislead, by who hears them; telephone numbers and full names.

use std::ops::Range;

use safelight::diagnostic::Severity;
use safelight::language::words_of;
use safelight::lint::{self, full_names, phone_numbers};
use safelight::questionnaire::read;
use safelight::source::Source;

use crate::reading::text_of;

/// What is found in a text that is read aloud.
fn heard(language: &str, text: &str) -> Vec<(String, Severity)> {
    found(&format!("language  = \"{language}\""), "Did anyone help you to leave?", text)
}

/// What is found in a text for the practitioner.
fn noted(text: &str) -> Vec<(String, Severity)> {
    found("language  = \"en\"", "Use the word that the person uses for what they do.", text)
}

/// What is found in a text of a summary.
fn summed_up(text: &str) -> Vec<(String, Severity)> {
    found("language  = \"en\"", "Answers that point to concern", text)
}

/// The words that are found in a text in the place of another one.
fn found(language: &str, place: &str, text: &str) -> Vec<(String, Severity)> {
    let good = text_of("term/good.toml").replace("language  = \"en\"", language);
    let source =
        Source::new("changed.toml", good.replace(&format!("\"{place}\""), &format!("\"\"\"{text}\"\"\"")));
    let questionnaire = read(&source).questionnaire.expect(text);
    let terms = lint::advice(&source, &questionnaire, None).into_iter().filter(|found| found.code == "term");
    terms.map(|found| (source.text()[found.span].to_owned(), found.severity)).collect()
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
        assert_eq!(heard("en", text), [(term.to_owned(), severity)], "{text}");
    }
}

#[test]
fn in_notes_and_summaries_words_matter_less() {
    assert_eq!(
        noted("If she was rescued"),
        [("she".into(), Severity::Note), ("rescued".into(), Severity::Warning)]
    );
    assert_eq!(noted("The client denies it."), [("client denies".into(), Severity::Note)]);
    assert_eq!(noted("Look for red flags."), [("red flags".into(), Severity::Note)]);
    assert_eq!(noted("Non-compliant"), [("Non-compliant".into(), Severity::Note)]);
    assert_eq!(noted("Help for victims and survivors of modern slavery"), []);
    assert_eq!(summed_up("Support for victims"), [("victims".into(), Severity::Note)]);
    assert_eq!(summed_up("Screened positive"), [("positive".into(), Severity::Error)]);
    assert_eq!(summed_up("The person was transported"), [("transported".into(), Severity::Note)]);
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
        assert_eq!(heard("en", text), [], "{text}");
        assert_eq!(noted(text), [], "{text}");
    }
}

#[test]
fn spanish_has_words_of_its_own() {
    for (text, term, severity) in [
        ("¿Vive con prostitutas?", "prostitutas", Severity::Error),
        ("¿Hay inmigrantes ilegales?", "inmigrantes ilegales", Severity::Error),
        ("¿Quién la rescató?", "rescató", Severity::Error),
        ("¿Es usted víctima de trata?", "Es usted víctima de trata", Severity::Error),
        ("¿Le pega su esposo?", "esposo", Severity::Warning),
    ] {
        assert_eq!(heard("es-MX", text), [(term.to_owned(), severity)], "{text}");
    }
    for text in ["¿Tiene pareja, esposo o esposa?", "¿Puede salir sola?", "¿La trata bien su jefe?"] {
        assert_eq!(heard("es-MX", text), [], "{text}");
    }
}

// ---- numbers and names ----

fn stands_in(find: impl Fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
    find(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn numbers_are_found_as_people_write_them() {
    assert_eq!(stands_in(phone_numbers, "اتصل ٠٢٠٧٩٤٦٠٠٠٠ الآن"), ["٠٢٠٧٩٤٦٠٠٠٠"]);
    let text =
        "Call 202-555-0143, (202) 555 0144 or +44 20 7946 0000. Room 12, 40 hours, 2026-11-22, 2019-2024.";
    assert_eq!(stands_in(phone_numbers, text), ["202-555-0143", "202) 555 0144", "+44 20 7946 0000"]);
}

#[test]
fn names_are_found_and_places_are_not() {
    let text = "Maria Lopez and Mr. Brown met in New York with Ana, an American. Ask Dr Chen. Vera said no.";
    let names = |text: &str| full_names(text, words_of("en").unwrap());
    assert_eq!(stands_in(names, text), ["Maria Lopez", "Mr. Brown", "Dr Chen"]);
    assert_eq!(stands_in(names, "American Sign Language. Ana? No. The Fair Labor Act."), [""; 0]);
    let spanish = |text: &str| full_names(text, words_of("es").unwrap());
    assert_eq!(stands_in(spanish, "Pregunte por la Sra. Ruiz o por Ana Soto."), ["Sra. Ruiz", "Ana Soto"]);
}
