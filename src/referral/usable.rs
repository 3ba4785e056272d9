//! How directories and packs are read: what stands in them must be usable as it stands, ids, addresses,
//! numbers, dates.

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::freshness::STALE_AFTER_DAYS;
use crate::compact;
use crate::diagnostic::{Diagnostic, Page, Severity};
use crate::language::tag;
use crate::library::Shipped;
use crate::questionnaire::read::is_questionnaire_id;
use crate::reading::{self, Notes, Placed, Table};
use crate::source::{Source, Span};

/// What the codes of directories and packs mean, and how much each matters.
pub const PAGES: &[(Page, Severity)] = &[
    (Page::of(include_str!("explain/bad-contact.md")), Severity::Error),
    (Page::of(include_str!("explain/bad-url.md")), Severity::Error),
    (Page::of(include_str!("explain/bad-shares.md")), Severity::Error),
    (Page::of(include_str!("explain/bad-languages.md")), Severity::Error),
    (Page::of(include_str!("explain/signed-by-voice.md")), Severity::Error),
    (Page::of(include_str!("explain/date-ahead.md")), Severity::Error),
    (Page::of(include_str!("explain/old-entry.md")), Severity::Warning),
    (Page::of(include_str!("explain/no-limits.md")), Severity::Warning),
    (Page::of(include_str!("explain/bad-base.md")), Severity::Error),
];

/// The word for what the page behind an entry does not say.
pub const NOT_SAID: &str = "not_said";

/// Reads what a file holds, table by table, and notes the dates in it on which something was looked at.
type ReadFile<T> = fn(Table<'_>, &mut Vec<Looked>) -> T;

/// Reads a directory or a pack. It is there only if nothing was wrong with it.
pub fn read<T>(source: &Source, file: ReadFile<T>) -> (Option<T>, Vec<Diagnostic>) {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let read = file(Table::root(&root, &notes), &mut Vec::new());
    ((!notes.any_error()).then_some(read), notes.into_findings())
}

/// Returns what is shipped, as reading its text returns it.
pub fn shipped<T: DeserializeOwned>(shipped: &Shipped, file: ReadFile<T>) -> (Option<T>, Vec<Diagnostic>) {
    match shipped.form().and_then(compact::whole) {
        Some(read) => (Some(read), Vec::new()),
        None => read(&shipped.source(), file),
    }
}

/// Returns what is wrong with the dates in a file on a day.
pub fn dates<T>(source: &Source, today: Date, file: ReadFile<T>) -> Vec<Diagnostic> {
    let notes = Notes::new(source);
    let root = reading::parse(&notes);
    let mut looked = Vec::new();
    file(Table::root(&root, &notes), &mut looked);
    looked.iter().filter_map(|looked| date(looked, today)).collect()
}

/// A date on which something was looked at.
pub struct Looked {
    date: Date,
    span: Span,
    /// Whether the entry warns of its age itself.
    is_told: bool,
}

/// Notes a date.
pub fn looked(table: &Table<'_>, key: &'static str, date: Option<Date>, is_told: bool) -> Option<Looked> {
    Some(Looked { date: date?, span: table.place_of_value(key), is_told })
}

fn date(looked: &Looked, today: Date) -> Option<Diagnostic> {
    let days = (today - looked.date).get_days();
    let (on, span) = (looked.date, looked.span.clone());
    if days < 0 {
        let message = format!("the date {on} is still to come");
        let help = "write the day on which somebody looked";
        return Some(Diagnostic::error("date-ahead", span, message).help(help));
    }
    if days <= STALE_AFTER_DAYS {
        return None;
    }
    let message =
        format!("nobody looked at this since {on}: that is {days} days, and {STALE_AFTER_DAYS} are a year");
    let help = "call, read the page again, and write the day; or say in `alert` what is not certain";
    let severity = if looked.is_told { Severity::Note } else { Severity::Warning };
    Some(Diagnostic { severity, ..Diagnostic::warning("old-entry", span, message).help(help) })
}

/// Notes a file without `format = 1`.
pub fn need_format(file: &Table<'_>) {
    if !file.has("format") {
        let help = "write `format = 1` in the first line";
        let message = "`format = 1` is missing at the top of the file";
        file.notes().add(Diagnostic::error("missing-key", 0..0, message).help(help));
    }
    file.whole("format", 1, 1);
}

/// Reads the id of a file or an entry.
pub fn id(table: &Table<'_>) -> String {
    let Some(id) = table.need_text("id") else { return String::new() };
    if !is_questionnaire_id(&id.value) {
        let message = format!("`{}` cannot be an id here", id.value);
        let help = "write it like `us-federal`: letters a-z, digits and single hyphens, at most 64";
        table.notes().add(Diagnostic::error("bad-id", id.span, message).help(help));
    }
    id.value
}

/// Returns whether an entry says of something that the page behind it does not say it. The key has to be there:
/// what was forgotten and what the page leaves open are told apart.
pub fn is_not_said(table: &Table<'_>, key: &'static str) -> bool {
    table.note_missing(
        key,
        format!("write what the page says, or `{key} = \"{NOT_SAID}\"` where it does not"),
    );
    table.holds(key, NOT_SAID)
}

/// Reads a web address.
pub fn url(table: &Table<'_>, key: &'static str) -> String {
    let Some(url) = table.need_text(key) else { return String::new() };
    let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    if !rest.is_some_and(is_host_and_path) {
        let message = format!("`{}` is no web address", url.value);
        let help = "write the whole address of the page, such as https://example.org/contact";
        table.notes().add(Diagnostic::error("bad-url", url.span, message).help(help));
    }
    url.value
}

fn is_host_and_path(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let is_label = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    host.contains('.') && host.split('.').all(is_label) && !text.contains(char::is_whitespace)
}

/// Notes a language that is none.
pub fn language(language: &Placed<String>, notes: &Notes<'_>) {
    if !tag::is_tag(&language.value) {
        let message = format!("`{}` is not a language tag", language.value);
        let help = tag::advice(&language.value);
        notes.add(Diagnostic::error("bad-language", language.span.clone(), message).help(help));
    }
}

/// Notes a contact with which nobody can be reached, by its kind.
pub fn contact(kind: &str, contact: Option<&Placed<String>>, notes: &Notes<'_>) {
    let Some(contact) = contact else { return };
    let text = contact.value.as_str();
    let (fits, what, help) = match kind {
        "phone" | "text" | "tty" => {
            (is_number(text), "a telephone number", "write its digits, such as 1-888-373-7888 or 116 123")
        }
        "email" => (is_email(text), "an email address", "write one such as help@example.org"),
        "video" => (
            is_number(text) || is_address(text),
            "a number or web address",
            "write its digits, or the address of the page",
        ),
        _ => (is_address(text), "a web address", "write one such as example.org/chat"),
    };
    if !fits {
        let message = format!("`{text}` is not {what}");
        notes.add(Diagnostic::error("bad-contact", contact.span.clone(), message).help(help));
    }
}

/// Digits with the signs that are written between them, perhaps with an extension.
fn is_number(text: &str) -> bool {
    let (number, extension) = match text.split_once(" ext. ").or_else(|| text.split_once(" ext ")) {
        Some((number, extension)) => (number, Some(extension)),
        None => (text, None),
    };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let signs = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
    let rest = number.strip_prefix('+').unwrap_or(number);
    let is_extension = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (3..=15).contains(&digits) && rest.chars().all(signs) && extension.is_none_or(is_extension)
}

fn is_email(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && name.chars().all(is_plain) && is_host_and_path(host) && !host.contains(['/', '@'])
    })
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    is_host_and_path(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_can_be_used_as_it_stands() {
        for number in [
            "101",
            "988",
            "1-888-373-7888",
            "+44 (0)20 7946 0000",
            "0800 1111",
            "13 13 94",
            "202.555.0143 ext. 12",
        ] {
            assert!(is_number(number), "{number}");
        }
        for none in [
            "1",
            "11",
            "555-CALL-NOW",
            "555-CALL-NOW ext. ???",
            "call us",
            "",
            "202-555-0143 ext. ",
            "1\u{a0}800 55",
            "++1 234",
            "1234567890123456",
        ] {
            assert!(!is_number(none), "{none}");
        }
        assert!(is_email("hotline@ccteht.ca"));
        for none in ["not an email", "@a.org", "a@b", "a@b.org/c", "a b@c.org", "a@@c.org"] {
            assert!(!is_email(none), "{none}");
        }
        for address in ["example.org", "example.org/chat", "https://a.b-c.org/x?y=1"] {
            assert!(is_address(address), "{address}");
        }
        for none in ["example", "our page", "https://", "a..b", ".org", "a@b.org"] {
            assert!(!is_address(none), "{none}");
        }
    }
}
