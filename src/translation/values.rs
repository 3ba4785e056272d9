//! What a translation says besides words: the value of each number that the questionnaire declares to be one by
//! language, such as a cut-off that was found in a study of these words. Nothing else of a rule can be another one, and
//! what no translation states is unknown: what was found in one language says nothing of another.

use crate::decimal::Decimal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::questionnaire::fingerprint::Canon;
use crate::questionnaire::{Context, Questionnaire};
use crate::reading::Table;
use crate::source::Span;

/// A value of this language.
#[derive(Debug, Clone)]
pub struct TranslatedValue {
    /// The id of the context that it is of.
    pub of: String,
    /// The value.
    pub value: Decimal,
    /// Where its id stands.
    pub span: Span,
}

/// Returns the contexts that have a value by language, in the order of the questionnaire.
pub fn by_language(questionnaire: &Questionnaire) -> impl Iterator<Item = &Context> {
    questionnaire.contexts.iter().filter(|context| context.by_language)
}

/// Reads the values of a translation, and notes those that it cannot have.
pub fn values(file: &Table<'_>, questionnaire: &Questionnaire) -> Vec<TranslatedValue> {
    let Some(table) = file.table("values", "[values]") else { return Vec::new() };
    let mut values = Vec::new();
    for (of, value) in table.free_decimals() {
        match questionnaire.contexts.iter().find(|context| context.id == of.value) {
            Some(context) if context.by_language => {
                values.push(TranslatedValue { of: of.value, value: value.value, span: of.span });
            }
            Some(_) => {
                let message = format!("`{}` has one value, whatever the language", of.value);
                let help =
                    "take it out; only what says `by_language = true` in the questionnaire has one here";
                table.notes().error("unknown-value", of.span, message, help);
            }
            None => {
                let known: Vec<&str> =
                    by_language(questionnaire).map(|context| context.id.as_str()).collect();
                let message = format!("the questionnaire has no context `{}`", of.value);
                let otherwise = || match known.as_slice() {
                    [] => "take it out; nothing in the questionnaire says `by_language = true`".to_owned(),
                    known => format!("take it out; these have a value here: {}", known.join(", ")),
                };
                let help = table.notes().nearest_or(&of.value, known.iter().copied(), '`', otherwise);
                table.notes().error("unknown-value", of.span, message, help);
            }
        }
    }
    values
}

/// Returns a remark for each value that is not there.
pub fn missing(questionnaire: &Questionnaire, values: &[TranslatedValue]) -> Vec<Diagnostic> {
    let is_missing = |context: &&Context| values.iter().all(|value| value.of != context.id);
    let remark = |context: &Context| {
        Diagnostic {
        severity: Severity::Note,
        ..Diagnostic::warning(
            "missing-value",
            0..0,
            format!("`{}` ({}) is unknown for this language", context.id, context.label),
        )
        .help(format!(
            "what is compared with it stays open in this language; if a study found one here, write below [values]: {} = …",
            context.id
        ))
    }
    };
    by_language(questionnaire).filter(is_missing).map(remark).collect()
}

/// Returns the scoring fingerprint of a language: that of the questionnaire with the values of this language. That of
/// the questionnaire itself has none of them, so it stays what it is when they change.
pub fn scoring_fingerprint(questionnaire: &Questionnaire, values: &[TranslatedValue]) -> String {
    let scoring = &questionnaire.fingerprint().scoring;
    let mut canon = Canon::default();
    canon.put("scoring", scoring);
    let mut any = false;
    for context in by_language(questionnaire) {
        any = true;
        let value = values.iter().find(|value| value.of == context.id);
        canon.put(&context.id, value.map_or_else(|| "unknown".to_owned(), |value| value.value.to_string()));
    }
    if any { canon.digest() } else { scoring.clone() }
}
