//! What may be an id, a tag or the name of a language, and what is said of one that may not.

use crate::language::tag;
use crate::reading::text::is_free_of_forbidden;
use crate::reading::{Notes, Placed};
use crate::rules::KEYWORDS;
use crate::source::Span;

/// The longest id, in characters.
const LONGEST_ID: usize = 64;

/// Returns whether a text can be the id of a questionnaire, such as `adult-brief`.
pub fn is_questionnaire_id(id: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.len() <= LONGEST_ID && id.split('-').all(|part| !part.is_empty() && part.bytes().all(is_letter))
}

/// Returns whether a text can be an id within a questionnaire.
pub fn may_be_id(id: &str) -> bool {
    has_shape(id) && id.len() <= LONGEST_ID && !KEYWORDS.contains(&id)
}

/// Notes what cannot be the id of a questionnaire.
pub fn note_bad_file_id(id: &Placed<String>, notes: &Notes<'_>) {
    if !is_questionnaire_id(&id.value) {
        let message = format!("`{}` cannot be the id of a questionnaire", id.value);
        let help = "write it like `adult-brief`: letters a-z, digits and single hyphens, at most 64";
        notes.error("bad-id", id.span.clone(), message, help);
    }
}

/// Notes an id that is none.
pub fn note_bad_id(id: &str, span: &Span, notes: &Notes<'_>) {
    if may_be_id(id) {
        return;
    }
    if KEYWORDS.contains(&id) {
        let problem = format!("`{id}` is a word of the rule language and cannot be an id");
        let other = match id {
            "all" | "any" | "most" | "least" => format!("{id}_of_it"),
            _ => format!("said_{id}"),
        };
        return note_bad(id, span, problem, &format!("choose another word, such as `{other}`"), notes);
    }
    let help = "an id is written like `documents_held`: letters a-z, digits and _, at most 64, starting with a letter";
    note_bad(id, span, format!("`{id}` is not an id"), help, notes);
}

/// Notes a tag that is none.
pub fn note_bad_tag(tag: &str, span: &Span, notes: &Notes<'_>) {
    if !tag.split('.').all(has_shape) {
        let help =
            "a tag is written like `adult_labor.strong`: letters a-z, digits and _, in parts joined by dots";
        note_bad(tag, span, format!("`{tag}` is not a tag"), help, notes);
    }
}

/// A hidden character in an id is noted as such and explains why it is none.
fn note_bad(id: &str, span: &Span, problem: String, help: &str, notes: &Notes<'_>) {
    if is_free_of_forbidden(id) {
        notes.error("bad-id", span.clone(), problem, help);
    }
}

fn has_shape(id: &str) -> bool {
    let mut bytes = id.bytes();
    let starts_well = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase());
    starts_well && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Notes what is no language tag.
pub fn note_bad_language(language: &Placed<String>, notes: &Notes<'_>) {
    if !tag::is_tag(&language.value) {
        let message = format!("`{}` is not a language tag", language.value);
        notes.error("bad-language", language.span.clone(), message, tag::advice(&language.value));
    }
}
