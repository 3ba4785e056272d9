//! The file of a translation as it is written: its head, and its texts, each below its source as a comment.

use std::fmt::Write as _;

use super::address::{SourceText, needed_first};
use super::file::{Translation, TranslationReview};
use super::values::by_language;
use crate::language::tag::english_name;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::Audience;

/// What a translation says of itself as long as nobody says otherwise.
pub const NOT_REVIEWED: &str =
    "Not validated. No native speaker and nobody with lived experience has reviewed it yet.";

/// What stands above the texts that may be left out.
pub const MAY_BE_LEFT_OUT: &str = "\n# === What the practitioner reads. Each may be left out. ===\n";

/// What stands above the values of a language.
const VALUES: &str = "\
# === What was measured in this language. Write a number only if a study of these words found it; what was found in
# another language says nothing here. What is not written is unknown. ===
";

/// Returns the whole file of a translation. `source` returns the source of a text as it was translated, by its address.
pub fn whole<'s>(
    questionnaire: &Questionnaire,
    translation: &Translation,
    source: impl Fn(&str) -> Option<&'s str>,
) -> String {
    let language = english_name(&translation.language);
    let mut file = format!("# {} in {language}: words only.\n\n", translation.of);
    file.push_str(&head(translation));
    file.push_str(&values_of(questionnaire, translation));
    let mut has_optional = false;
    for SourceText { address, text, .. } in needed_first(questionnaire) {
        let Some(words) = translation.texts.iter().find(|words| words.of == address) else { continue };
        if text.audience != Audience::Person && !has_optional {
            file.push_str(MAY_BE_LEFT_OUT);
            has_optional = true;
        }
        file.push_str(&entry("", source(&address), &words.of, &words.from, &words.say));
    }
    file
}

/// Returns the head of the file, without a comment.
pub fn head(translation: &Translation) -> String {
    let Translation { of, language, authors, license, validation, reviews, .. } = translation;
    let authors: Vec<String> = authors.iter().map(|author| quoted(author)).collect();
    let mut head = format!(
        "format = 1\n\n\
         [translation]\n\
         of         = \"{of}\"\n\
         language   = \"{language}\"\n\
         authors    = [{}]\n\
         license    = {}\n\
         validation = {}\n",
        authors.join(", "),
        quoted(license),
        quoted(validation),
    );
    for TranslationReview { role, native_speaker, paid, on } in reviews {
        let _ = write!(
            head,
            "\n[[translation.review]]\n\
             role           = {}\n\
             native_speaker = {native_speaker}\n\
             paid           = {paid}\n",
            quoted(role)
        );
        if let Some(on) = on {
            let _ = writeln!(head, "on             = {on}");
        }
    }
    head
}

/// Returns the values of this language; those that are not there, as a comment to fill in.
pub fn values_of(questionnaire: &Questionnaire, translation: &Translation) -> String {
    if by_language(questionnaire).next().is_none() {
        return String::new();
    }
    let head = if translation.values.is_empty() { "# [values]" } else { "[values]" };
    let mut table = format!("\n{VALUES}{head}\n");
    for context in by_language(questionnaire) {
        let _ = writeln!(table, "# {}", context.label);
        let _ = match translation.values.iter().find(|value| value.of == context.id) {
            Some(value) => writeln!(table, "{} = {}", value.of, value.value),
            None => writeln!(table, "# {} =", context.id),
        };
    }
    table
}

/// Returns a text of the file, below its source as a comment. A mark makes a comment of all of it.
pub fn entry(mark: &str, source: Option<&str>, of: &str, from: &str, say: &str) -> String {
    let source = source.map(comment).unwrap_or_default();
    format!(
        "\n{source}{mark}[[text]]\n{mark}of   = {}\n{mark}from = {}\n{mark}say  = {}\n",
        quoted(of),
        quoted(from),
        words(say)
    )
}

/// Returns a source text as a comment.
pub fn comment(source: &str) -> String {
    source.trim().lines().map(|line| format!("# {}\n", line.trim())).collect()
}

/// Returns words as TOML writes them: several lines as several lines.
pub fn words(text: &str) -> String {
    let is_simple = !text.contains('\\') && !text.contains("\"\"\"") && !text.ends_with('"');
    if text.contains('\n') && is_simple { format!("\"\"\"\n{text}\"\"\"") } else { quoted(text) }
}

/// Returns a text as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
