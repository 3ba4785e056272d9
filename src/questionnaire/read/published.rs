//! The figures of a published study: they are figures, or the questionnaire does not say that it has any.

use crate::decimal::Decimal;
use crate::questionnaire::Study;
use crate::reading::{Placed, Table};

/// What is known of how well a questionnaire works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nobody knows.
    NotValidated,
    /// A study gives its figures.
    Published,
    /// It is published, and nobody has reported its accuracy.
    Unmeasured,
}

/// What stands for a figure that nobody reported.
const NOT_REPORTED: &str = "not reported";

/// The fewest people whose figures say anything.
const FEWEST: u32 = 10;

/// Reads the study, and notes what in it is no figure.
pub fn study(table: &Table<'_>, status: Status) -> Option<Study> {
    let is_measured = status == Status::Published;
    let field = |key| if is_measured { table.need_text(key) } else { table.text(key) };
    let cited = if status == Status::NotValidated { table.text("study") } else { table.need_text("study") };
    let (sensitivity, specificity) = (field("sensitivity"), field("specificity"));
    let (cut_off, population, language) = (field("cut_off"), field("population"), field("language"));
    let n = number_studied(table, is_measured);
    if status != Status::NotValidated {
        note_nothing(table, "study", cited.as_ref());
    }
    if is_measured {
        note_no_share(table, "sensitivity", sensitivity.as_ref());
        note_no_share(table, "specificity", specificity.as_ref());
        note_no_figure(table, "cut_off", cut_off.as_ref());
        note_nothing(table, "population", population.as_ref());
        note_nothing(table, "language", language.as_ref());
    }
    let figure = |text: Option<Placed<String>>| match status {
        Status::Unmeasured => NOT_REPORTED.to_owned(),
        _ => text.map(|text| text.value).unwrap_or_default(),
    };
    let study = Study {
        study: cited.map(|cited| cited.value).unwrap_or_default(),
        n: if is_measured { n } else { 0 },
        sensitivity: figure(sensitivity),
        specificity: figure(specificity),
        cut_off: figure(cut_off),
        population: figure(population),
        language: figure(language),
    };
    (status != Status::NotValidated).then_some(study)
}

fn number_studied(table: &Table<'_>, is_measured: bool) -> u32 {
    let fewest = if is_measured { FEWEST } else { 1 };
    table.whole("n", fewest, 100_000_000).unwrap_or_else(|| {
        if is_measured && !table.has("n") {
            table.note_missing("n", "write how many people the study had, such as `n = 340`");
        }
        0
    })
}

/// Notes a share that is none: 0 to 1, or a percentage; what follows in brackets is left as it is printed.
fn note_no_share(table: &Table<'_>, key: &str, text: Option<&Placed<String>>) {
    let Some(text) = text else { return };
    if !is_share(&text.value) {
        let message = format!("`{key}` is no share of people: it is a number from 0 to 1, or a percentage");
        refuse(table, text, message, "write it as printed, such as \"0.87\" or \"87 %\"");
    }
}

fn is_share(text: &str) -> bool {
    let figure = text.split('(').next().unwrap_or_default().trim();
    let (number, most) = match figure.strip_suffix('%') {
        Some(number) => (number.trim_end(), Decimal::whole(100)),
        None => (figure, Decimal::whole(1)),
    };
    Decimal::parse(number).is_ok_and(|number| (Decimal::ZERO..=most).contains(&number))
}

fn note_no_figure(table: &Table<'_>, key: &str, text: Option<&Placed<String>>) {
    let Some(text) = text.filter(|text| !text.value.contains(|c: char| c.is_ascii_digit())) else { return };
    let message = format!("`{key}` holds no figure");
    refuse(table, text, message, "write the number from which the study counted somebody, such as \"4\"");
}

/// Notes words that say nothing.
fn note_nothing(table: &Table<'_>, key: &str, text: Option<&Placed<String>>) {
    const NOTHING: [&str; 12] = [
        "none",
        "none found",
        "nothing",
        "n/a",
        "na",
        "unknown",
        "not known",
        "not stated",
        "not reported",
        "tbd",
        "todo",
        "various",
    ];
    let Some(text) = text else { return };
    let said = text.value.trim().trim_end_matches('.').to_lowercase();
    let is_nothing = NOTHING.contains(&said.as_str())
        || said.starts_with("none found")
        || !said.contains(char::is_alphanumeric);
    if is_nothing {
        refuse(table, text, format!("`{key}` says nothing"), "write what the study says of it");
    }
}

fn refuse(table: &Table<'_>, text: &Placed<String>, message: String, help: &str) {
    let help = format!("{help}; if nobody has reported its accuracy: `status = \"published-unmeasured\"`");
    table.notes().error("bad-number", text.span.clone(), message, help);
}

#[cfg(test)]
mod tests {
    use super::is_share;

    #[test]
    fn a_share_is_a_number_up_to_one_or_a_percentage() {
        for share in ["0", "1", "0.80", "76.9 %", "84%", "100 %", "0.8 (0.7 to 0.9)"] {
            assert!(is_share(share), "{share}");
        }
        for none in ["none", "", "80", "1.01", "101 %", "-0.1", "0,8", "high", "(0.8)", "about 0.8"] {
            assert!(!is_share(none), "{none}");
        }
    }
}
