//! Parses a document as a whole, and notes what is wrong with its TOML and its characters.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::hidden::note_character;
use super::limits::DEEPEST;
use super::notes::Notes;
use super::{damage, text};
use crate::source::Span;

/// Parses the document and notes what is wrong with its TOML and its characters.
pub fn parse<'n>(notes: &'n Notes<'_>) -> Spanned<DeTable<'n>> {
    let hidden = note_raw_characters(notes);
    let (root, errors) = DeTable::parse_recoverable(notes.source().text());
    if errors.is_empty() {
        note_depth(notes, &root);
        return root;
    }
    let mended = damage::mend(notes.source().text(), &hidden);
    mended.breaks.into_iter().for_each(|broken| notes.add(broken));
    notes.damage.replace(mended.damage);
    let (root, _) = DeTable::parse_recoverable(notes.mended.get_or_init(|| mended.text));
    note_depth(notes, &root);
    root
}

/// Notes what is nested too deep; what else is wrong with it follows from that.
fn note_depth(notes: &Notes<'_>, root: &Spanned<DeTable<'_>>) {
    for (key, value) in root.get_ref() {
        if let Some(span) = too_deep(value, 1) {
            notes.damage.borrow_mut().add(key.span().start..value.span().end);
            notes.add(damage::too_deep(span));
        }
    }
}

/// Returns the first value that is nested too deep.
fn too_deep(value: &Spanned<DeValue<'_>>, depth: usize) -> Option<Span> {
    if depth > DEEPEST {
        return Some(value.span());
    }
    match value.get_ref() {
        DeValue::Array(items) => items.iter().find_map(|item| too_deep(item, depth + 1)),
        DeValue::Table(table) => table.values().find_map(|item| too_deep(item, depth + 1)),
        _ => None,
    }
}

/// Notes every raw character that no text may hold, in texts, keys and comments. Returns where.
fn note_raw_characters(notes: &Notes<'_>) -> Vec<usize> {
    const CHUNK: usize = 256;
    let text = notes.source().text();
    let mut places = Vec::new();
    // Nearly everything is ASCII without control characters, which is told of many bytes at once.
    let ordinary = |byte: &u8| (0x20..0x7f).contains(byte) | matches!(byte, b'\n' | b'\r' | b'\t');
    let unusual = |chunk: &(usize, &[u8])| !chunk.1.iter().fold(true, |all, byte| all & ordinary(byte));
    for (place, chunk) in text.as_bytes().chunks(CHUNK).enumerate().filter(unusual) {
        let start = place * CHUNK;
        for at in (start..start + chunk.len()).filter(|at| text.is_char_boundary(*at)) {
            let character = text[at..].chars().next().expect("a character starts here");
            let usual = matches!(character, ' '..='~' | '\n' | '\r' | '\t');
            let before = || text[..at].chars().next_back();
            let after = || text[at + character.len_utf8()..].chars().next();
            let kind = (!usual).then(|| text::forbidden_between(before(), character, after())).flatten();
            if let Some(kind) = kind {
                places.push(at);
                note_character(notes, at..at + character.len_utf8(), character, kind);
            }
        }
    }
    places
}
