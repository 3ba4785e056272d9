//! `other-language`: validated in a language that this edition is not in.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;

/// The study was in another language.
pub const OTHER_LANGUAGE: Lint = Lint {
    page: Page::of(include_str!("../explain/other-language.md")),
    group: Group::Paperwork,
    severity: Severity::Warning,
    look,
};

/// Names of languages and their tags.
const NAMES: [(&str, &str); 16] = [
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("dutch", "nl"),
    ("english", "en"),
    ("farsi", "fa"),
    ("french", "fr"),
    ("german", "de"),
    ("hindi", "hi"),
    ("italian", "it"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let questionnaire = subject.questionnaire;
    let Some(study) = &questionnaire.validation.published else { return };
    let studied = tags(&study.language);
    let ours = primary(&questionnaire.language);
    if !studied.is_empty() && !studied.contains(&ours) {
        let message = format!("the study was in `{}`, and this edition is in `{ours}`", study.language);
        let help =
            "give `status = \"not-validated\"`, and say in `note` what was studied and in which language";
        found.at(Place::Validation("language"), message, help);
    }
}

/// The languages that a text names, by tag or by name; nothing if it names none that is known.
fn tags(text: &str) -> Vec<String> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').filter(|word| !word.is_empty());
    let tag = |word: &str| {
        let name = word.to_lowercase();
        let by_name = NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| (*tag).to_owned());
        by_name.or_else(|| Some(primary(word)).filter(|tag| NAMES.iter().any(|(_, known)| known == tag)))
    };
    words.filter_map(tag).collect()
}

fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_lowercase()
}
