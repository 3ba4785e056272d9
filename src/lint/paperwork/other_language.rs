//! `other-language`: validated in a language that this edition is not in.

use crate::language::tag::{by_name, is_tag, primary};
use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
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
    let is_only = words.clone().count() == 1;
    // Many a short word is a tag as well: "in", "de". Only by itself is it meant as one.
    let by_tag = |word: &str| (is_only && is_tag(word)).then(|| primary(word));
    words.filter_map(|word| by_name(word).map(str::to_owned).or_else(|| by_tag(word))).collect()
}
