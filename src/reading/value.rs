//! Single values of TOML: what they are called, and how they are read.

use toml::de::DeValue;

use super::hidden::note_characters_of_string;
use super::notes::Notes;
use super::text::{self, Placed};

/// A value with its place.
pub type TomlValue<'t> = toml::Spanned<DeValue<'t>>;

/// Returns a text, without space at the ends of its lines; notes what no text may hold.
pub fn as_text(value: &TomlValue<'_>, notes: &Notes<'_>) -> Option<Placed<String>> {
    let text = value.get_ref().as_str()?;
    let ends = text::without_space_at_ends;
    if text::is_plain(text.as_bytes()) {
        return Some(Placed { value: ends(text).into_owned(), span: value.span() });
    }
    let text = text.replace("\r\n", "\n");
    note_characters_of_string(notes, value.span(), &text);
    Some(Placed { value: ends(&text).into_owned(), span: value.span() })
}

/// Returns a number as it is written, without underscores: TOML has checked where they stand. One in
/// another base is not how people write points; nothing is left of it.
pub fn as_number(value: &TomlValue<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str().replace('_', "")),
        DeValue::Integer(_) => Some(String::new()),
        DeValue::Float(float) => Some(float.as_str().replace('_', "")),
        _ => None,
    }
}

/// Returns what a value is, in words that differ from what is wanted.
pub fn name_beside(wanted: &str, value: &DeValue<'_>) -> &'static str {
    match (value, wanted) {
        (DeValue::Datetime(when), "a date") => match (when.date, when.time) {
            (Some(_), Some(_)) => "a date with a time",
            (None, _) => "a time",
            _ => "one that no calendar has",
        },
        (DeValue::Datetime(_), _) => "a date or time",
        (DeValue::Array(_), "a list" | "a list of texts") => "a list within it",
        (DeValue::Array(_), "a list of rows") => "one row",
        _ => name_of(value),
    }
}

fn name_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Returns how a value of that type is written.
pub fn example_of(wanted: &str) -> &'static str {
    match wanted {
        "a text in quotes" => "the text in double quotes: \"…\"",
        "a list of texts" => "texts in quotes inside [ ]: [\"…\", \"…\"]",
        "true or false" => "true or false, without quotes",
        "a number" => "a plain number without quotes, such as 4 or 11.5",
        "a date" => "a date without quotes, such as 2026-11-22",
        "a table" => "{ key = … } or a [heading] of its own",
        "a list" => "items inside [ ], each a text or { … }",
        "a list of rows" => "rows inside [ ], each a list of its own: [ [\"yes\", 1], [\"no\", 0] ]",
        "a [[list]]" => "two brackets on each side: [[…]], once for each entry",
        _ => "tables inside [ ], such as [ {…}, {…} ]",
    }
}
