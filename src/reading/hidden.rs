//! Notes characters that no text may hold.

use super::notes::Notes;
use super::text;
use crate::source::Span;

/// Notes one character, which is of that kind.
pub fn note_character(notes: &Notes<'_>, span: Span, character: char, kind: &str) {
    let message = format!("{kind} (U+{:04X}) is not allowed in any text", u32::from(character));
    let help = if character == '\t' { "write spaces instead" } else { "remove it" };
    notes.error("hidden-character", span, message, help);
}

/// Notes what no text may hold, written raw or as an escape. Raw characters were noted for the whole
/// file already; the same finding twice is one.
pub fn note_characters_of_string(notes: &Notes<'_>, span: Span, value: &str) {
    if text::is_free_of_forbidden(value) {
        return;
    }
    let written = text::characters(notes.source().text(), &span);
    let at = |place: usize| written.get(place).map(|written| written.character);
    for (place, each) in written.iter().enumerate() {
        let before = place.checked_sub(1).and_then(at);
        if let Some(kind) = text::forbidden_between(before, each.character, at(place + 1)) {
            note_character(notes, each.span.clone(), each.character, kind);
        }
    }
}
