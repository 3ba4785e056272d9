//! Texts inside a document: where each character of a string stands in the file, and which
//! characters no text may hold. Escapes are undone first: TOML refuses a raw control character, but
//! `"\u001b"` passes its parser and would reach the terminal.

use std::borrow::Cow;

use crate::escaped::is_needed;
use crate::source::Span;

/// Something read, with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// What was read.
    pub value: T,
    /// Where it stands; for a string, with its quotes.
    pub span: Span,
}

/// Returns what kind of forbidden character this is, if it is one.
pub fn forbidden(character: char) -> Option<&'static str> {
    match character {
        '\n' => None,
        '\t' => Some("a tab"),
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some("a control character"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            Some("a text-direction control")
        }
        '\u{2028}' | '\u{2029}' => Some("a line-separator character"),
        _ if is_invisible(character) => Some("an invisible character"),
        _ => None,
    }
}

/// Returns what kind of forbidden character this is between these two. A joiner that a script needs is none.
pub fn forbidden_between(before: Option<char>, character: char, after: Option<char>) -> Option<&'static str> {
    forbidden(character).filter(|_| !is_needed(before, character, after))
}

/// Returns each forbidden character of a text with its place, in bytes.
pub fn each_forbidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = None;
    text.char_indices().filter(move |(at, character)| {
        let last = before.replace(*character);
        let after = || text[at + character.len_utf8()..].chars().next();
        forbidden(*character).is_some() && !is_needed(last, *character, after())
    })
}

/// Returns a text without space at the end of its lines, which nobody sees or means. Nothing but space stays.
pub fn without_space_at_ends(text: &str) -> Cow<'_, str> {
    let pairs = text.as_bytes().iter().zip(text.as_bytes().iter().skip(1));
    let has_inside = pairs.fold(false, |has, (first, second)| has | ((*first == b' ') & (*second == b'\n')));
    let has_any = has_inside || text.ends_with(' ');
    if !has_any || text.trim().is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(|line| line.trim_end_matches(' ')).collect::<Vec<_>>().join("\n"))
}

/// Returns whether no character of a text is forbidden. Plain ASCII is told at a glance.
pub fn is_free_of_forbidden(text: &str) -> bool {
    is_plain(text.as_bytes()) || each_forbidden(text).next().is_none()
}

/// Returns whether there is nothing but the visible characters of ASCII, spaces and line feeds. It looks at every
/// byte, without an early end: the compiler then looks at many at once.
pub fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |plain, byte| plain & ((*byte == b'\n') | (0x20..0x7f).contains(byte)))
}

/// Returns whether a character may be kept in words that people typed: all but control characters. What
/// hides or turns text around is kept as it was typed, and shown by its number.
pub fn may_be_kept(character: char) -> bool {
    character == '\n' || !character.is_control()
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Returns a text with every forbidden character written as its number, so that a message can hold it.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for (place, character) in each_forbidden(text) {
        shown.push_str(&text[at..place]);
        shown.push_str(&format!("<U+{:04X}>", u32::from(character)));
        at = place + character.len_utf8();
    }
    shown + &text[at..]
}

/// One character of a string as TOML means it, and the bytes of the file that wrote it.
pub struct Written {
    /// The character meant.
    pub character: char,
    /// The bytes that wrote it.
    pub span: Span,
}

/// Returns the characters of the TOML string that stands at a span, each with its own place; without
/// space at the end of its lines, which is no part of a text.
pub fn characters(document: &str, span: &Span) -> Vec<Written> {
    let (quotes, escapes) = delimiters(&document[span.clone()]);
    let mut start = span.start + quotes;
    let end = span.end.saturating_sub(quotes).max(start);
    if quotes == 3 {
        let body = &document[start..end];
        start += if body.starts_with("\r\n") { 2 } else { usize::from(body.starts_with('\n')) };
    }
    let mut written = walk(document, start..end, escapes);
    drop_space_at_ends(&mut written);
    written
}

/// Does what [`without_space_at_ends`] does.
fn drop_space_at_ends(written: &mut Vec<Written>) {
    if written.iter().all(|written| written.character.is_whitespace()) {
        return;
    }
    let mut ends = true;
    let mut kept: Vec<bool> = Vec::with_capacity(written.len());
    for each in written.iter().rev() {
        ends = each.character == '\n' || (ends && each.character == ' ');
        kept.push(!ends || each.character == '\n');
    }
    let mut kept = kept.into_iter().rev();
    written.retain(|_| kept.next().unwrap_or(true));
}

/// How many quotes a literal begins and ends with, and whether escapes count in it.
fn delimiters(literal: &str) -> (usize, bool) {
    match literal.as_bytes() {
        [b'"', b'"', b'"', ..] if literal.len() >= 6 => (3, true),
        [b'\'', b'\'', b'\'', ..] if literal.len() >= 6 => (3, false),
        [b'"', ..] => (1, true),
        [b'\'', ..] => (1, false),
        _ => (0, false),
    }
}

fn walk(document: &str, inner: Span, escapes: bool) -> Vec<Written> {
    let mut written = Vec::new();
    let mut at = inner.start;
    while let Some(first) = document[at..inner.end].chars().next() {
        let rest = &document[at..inner.end];
        let (character, length) = if escapes && first == '\\' {
            unescape(rest)
        } else if rest.starts_with("\r\n") {
            (Some('\n'), 2)
        } else {
            (Some(first), first.len_utf8())
        };
        if let Some(character) = character {
            written.push(Written { character, span: at..at + length });
        }
        at += length;
    }
    written
}

/// Returns what an escape at the start of a text means (nothing for a line-ending backslash), and
/// how many bytes it takes.
fn unescape(text: &str) -> (Option<char>, usize) {
    let hex = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        (code.and_then(char::from_u32), (2 + digits).min(text.len()))
    };
    match text.as_bytes().get(1) {
        Some(b'b') => (Some('\u{8}'), 2),
        Some(b't') => (Some('\t'), 2),
        Some(b'n') => (Some('\n'), 2),
        Some(b'f') => (Some('\u{c}'), 2),
        Some(b'r') => (Some('\r'), 2),
        Some(b'e') => (Some('\u{1b}'), 2),
        Some(b'x') => hex(2),
        Some(b'u') => hex(4),
        Some(b'U') => hex(8),
        Some(b'"') => (Some('"'), 2),
        Some(b'\\') => (Some('\\'), 2),
        _ => {
            let blank = text[1..].len() - text[1..].trim_start().len();
            (None, 1 + blank)
        }
    }
}

/// Where each character of one string's value stands in the file.
pub struct Places {
    characters: Characters,
    /// The first closing quote: where something is missing at the end.
    end: Span,
    /// How many bytes the value has.
    length: usize,
}

enum Characters {
    /// Nothing is escaped and it is one line, as nearly every condition is: the value stands in the
    /// file as it is, from this byte on.
    AsWritten(usize),
    /// The first byte of each character in the value, and the bytes of the file that wrote it.
    Each(Vec<(usize, Span)>),
}

impl Places {
    /// Returns the places of the TOML string that stands at a span.
    pub fn of(document: &str, string: &Span) -> Places {
        let literal = &document[string.clone()];
        let (quotes, _) = delimiters(literal);
        let end = string.end.saturating_sub(quotes.max(1)).max(string.start);
        let (characters, length) = if quotes == 1 && !literal.contains('\\') {
            let inner = document.get(string.start + 1..end).unwrap_or_default();
            (Characters::AsWritten(string.start + 1), without_space_at_ends(inner).len())
        } else {
            each_character(document, string)
        };
        Places { characters, end: end..string.end.min(end + 1), length }
    }

    /// Returns the place in the file of a range of bytes of the value; behind its end, the closing quote.
    pub fn place(&self, range: Span) -> Span {
        if range.start >= self.length {
            return self.end.clone();
        }
        match &self.characters {
            Characters::AsWritten(start) => start + range.start..start + range.end.min(self.length),
            Characters::Each(characters) => {
                let first = characters.partition_point(|(at, _)| *at <= range.start).saturating_sub(1);
                let last = characters.partition_point(|(at, _)| *at < range.end).saturating_sub(1).max(first);
                characters[first].1.start..characters[last].1.end
            }
        }
    }
}

fn each_character(document: &str, string: &Span) -> (Characters, usize) {
    let mut value_at = 0;
    let mut places = Vec::new();
    for written in characters(document, string) {
        places.push((value_at, written.span));
        value_at += written.character.len_utf8();
    }
    (Characters::Each(places), value_at)
}

/// Returns the place in the file of a range of bytes of a string's value.
pub fn place_within(document: &str, string: &Span, range: Span) -> Span {
    Places::of(document, string).place(range)
}
