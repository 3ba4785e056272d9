//! `figures-without-source`: numbers that nobody can look up.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::Place;

/// Figures on how well it works, without where they come from.
pub const FIGURES_WITHOUT_SOURCE: Lint = Lint {
    page: Page::of(include_str!("../explain/figures-without-source.md")),
    group: Group::Paperwork,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Questionnaire { validation, sources, .. } = subject.questionnaire;
    match (&validation.published, percentage(&validation.note)) {
        (None, Some(part)) => {
            let message = "this quotes figures, and the questionnaire is not validated";
            let help = "leave the figures out; or give `status = \"published\"` with the study, if it studied \
                        this very questionnaire";
            found.at_part(Place::Validation("note"), part, message, help);
        }
        (Some(_), _) if sources.is_empty() => {
            let message = "the validation is called published, and no [[questionnaire.source]] tells where";
            found.at(
                Place::Validation("status"),
                message,
                "add a [[questionnaire.source]] with the title and address of the study",
            );
        }
        _ => {}
    }
}

/// Returns where a text gives a percentage.
fn percentage(text: &str) -> Option<std::ops::Range<usize>> {
    let words = ["%", "percent", "per cent", "‰"];
    let marks = words.iter().flat_map(|word| text.match_indices(word));
    marks
        .filter_map(|(at, mark)| {
            let before = text[..at].trim_end();
            let number = before
                .trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ','));
            (number.len() < before.len()).then(|| number.len()..at + mark.len())
        })
        .min_by_key(|part| part.start)
}
