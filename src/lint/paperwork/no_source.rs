//! `no-source`: a source that says nothing.

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::places::Place;
use crate::rules::IndicatorRef;

/// The source of an indicator says nothing.
pub const NO_SOURCE: Lint = Lint {
    page: Page::of(include_str!("../explain/no-source.md")),
    group: Group::Paperwork,
    severity: Severity::Warning,
    look,
};

/// What people write where nothing is known.
const NOTHING: [&str; 18] = [
    "", "own", "ours", "self", "us", "internal", "none", "no", "na", "n a", "nil", "tbd", "todo", "to do",
    "unknown", "source", "own work", "various",
];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (nth, indicator) in subject.questionnaire.indicators.iter().enumerate() {
        if NOTHING.contains(&letters(&indicator.source).as_str()) {
            let message = format!("`{}` does not say where `{}` comes from", indicator.source, indicator.id);
            let help = "name the publication and what it says; or write `house rule` and the reason";
            found.at(Place::Indicator(IndicatorRef::at(nth), "source"), message, help);
        }
    }
}

/// Letters only, in lower case, words apart by one space.
fn letters(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
