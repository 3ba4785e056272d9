//! A look-up of diagnosis codes, printed only if somebody asks for it, below what has to be thought of first. Nothing
//! in the program leads to one.

use anyhow::{Context, Result};
use serde::Deserialize;
use textwrap::{Options, WordSplitter};

/// The codes and where they were read.
const TEXT: &str = include_str!("icd-10-cm.toml");

/// The names by which somebody asks for it.
const NAMES: [&str; 3] = ["icd-10-cm", "icd-10", "icd"];

/// What stands above the codes.
const FIRST: [&str; 5] = [
    "A look-up for clinicians in the United States. This program assigns no code, and no answer leads to one.",
    "Decide with the patient whether, when and how anything is written into a medical record, before it is: their \
     safety, their own choice, and that they know who can see it.",
    "A code can endanger. It stands in records, portals and bills, and whoever exploits somebody may come to see them; \
     so may a court, and people who judge.",
    "Not documenting has risks as well: who sees the patient next may lack what they need to know.",
    "Codes for what is confirmed exist too. They are a clinician's alone to use, and are not listed here: a screening \
     confirms nothing.",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiagnosisCodes {
    effective_from: String,
    read_on: String,
    group: Vec<CodeGroup>,
    source: Vec<CodeSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeGroup {
    title: String,
    also: Option<String>,
    code: Vec<DiagnosisCode>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiagnosisCode {
    code: String,
    is: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeSource {
    what: String,
    name: String,
    url: String,
}

/// Returns whether the look-up is meant.
pub fn is_meant(named: &str) -> bool {
    NAMES.contains(&named.to_lowercase().as_str())
}

/// Returns the look-up for people.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn shown() -> Result<String> {
    let codes: DiagnosisCodes = toml::from_str(TEXT).context("the codes that are built in cannot be read")?;
    let wrap = |text: &str, indent: &'static str| {
        // An address stays in one piece, however long it is.
        let options = Options::new(80).break_words(false).word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(text, options.initial_indent(indent).subsequent_indent(indent)) + "\n"
    };
    let mut page = String::from("ICD-10-CM, for what has to do with exploitation\n\n");
    page.extend(FIRST.map(|line| wrap(line, "") + "\n"));
    for group in &codes.group {
        page += &format!("{}\n", group.title);
        page.extend(group.code.iter().map(|one| format!("  {:<8} {}\n", one.code, one.is)));
        page.extend(group.also.iter().map(|also| wrap(also, "  ")));
        page += "\n";
    }
    page += &wrap(
        &format!(
            "In force from {}. Whether each is valid in the present year was not checked: look it up in the code set. \
             The words are short and our own. Read on {}, in stored copies of:",
            codes.effective_from, codes.read_on
        ),
        "",
    );
    page.extend(
        codes
            .source
            .iter()
            .map(|one| wrap(&format!("{}: {}", one.name, one.what), "  ") + &format!("  {}\n", one.url)),
    );
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::{DiagnosisCodes, TEXT};

    #[test]
    fn no_code_is_one_for_what_is_confirmed_and_each_was_read_somewhere() {
        let codes: DiagnosisCodes = toml::from_str(TEXT).unwrap();
        let all: Vec<&str> = codes.group.iter().flat_map(|it| &it.code).map(|it| it.code.as_str()).collect();
        assert_eq!(all.len(), 8);
        assert!(all.iter().all(|code| !code.starts_with("T74") && !code.starts_with("Y07")), "{all:?}");
        assert!(codes.source.iter().all(|source| source.url.starts_with("https://")));
    }
}
