//! Texts in quotes as a PO file writes them: with the escapes of C, in as many pieces as somebody likes.

use std::iter::Peekable;
use std::str::CharIndices;

use crate::reading::text::{forbidden_between, without_space_at_ends};
use crate::reading::{Notes, note_character};
use crate::source::Span;

/// The code of whatever is not written as a PO file is.
pub const SYNTAX: &str = "po-syntax";

/// A text put together from its pieces, each character with its place.
#[derive(Debug, Default)]
pub struct Quoted {
    written: Vec<(char, Span)>,
    /// From the first piece to the last.
    pub span: Span,
}

impl Quoted {
    /// Begins a text at a place.
    pub fn at(place: usize) -> Self {
        Quoted { written: Vec::new(), span: place..place }
    }

    /// Returns what it says: line ends are `\n`, and no space stands at its ends or those of its lines.
    pub fn value(&self) -> String {
        let text = self.raw().replace("\r\n", "\n");
        without_space_at_ends(&text).trim().to_owned()
    }

    /// Returns every character of it.
    pub fn raw(&self) -> String {
        self.written.iter().map(|(character, _)| character).collect()
    }

    /// Returns where some of its bytes stand in the file.
    pub fn place(&self, bytes: Span) -> Span {
        let mut at = 0;
        let mut within = self.written.iter().filter(|(character, _)| {
            let here = at;
            at += character.len_utf8();
            bytes.contains(&here)
        });
        let Some((_, first)) = within.next() else { return self.span.clone() };
        first.start..within.next_back().map_or(first.end, |(_, last)| last.end)
    }

    /// Notes each character that no text may hold.
    pub fn note_hidden(&self, notes: &Notes<'_>) {
        let at = |place: usize| self.written.get(place).map(|(character, _)| *character);
        for (place, (character, span)) in self.written.iter().enumerate() {
            let (before, after) = (place.checked_sub(1).and_then(at), at(place + 1));
            if *character == '\r' && after == Some('\n') {
                continue;
            }
            if let Some(kind) = forbidden_between(before, *character, after) {
                note_character(notes, span.clone(), *character, kind);
            }
        }
    }

    /// Reads the pieces that stand in a part of a line, and notes what is wrong with them. Returns whether nothing is.
    pub fn read(&mut self, notes: &Notes<'_>, part: Span) -> bool {
        let text = &notes.source().text()[part.clone()];
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let here = part.start + at;
            match letter {
                '"' if self.piece(notes, &part, &mut letters) => {}
                '"' => return false,
                _ if letter.is_whitespace() => {}
                _ => {
                    note_outside(notes, here..part.end, letter, here > part.start);
                    return false;
                }
            }
        }
        self.span.end = part.end;
        true
    }

    fn piece(&mut self, notes: &Notes<'_>, part: &Span, letters: &mut Letters<'_>) -> bool {
        while let Some((at, letter)) = letters.next() {
            let here = part.start + at;
            let character = match letter {
                '"' => return true,
                '\\' => escape(letters),
                _ => Some(letter),
            };
            let end = letters.peek().map_or(part.end, |(next, _)| part.start + next);
            let Some(character) = character else {
                let what = &notes.source().text()[here..end];
                let message = format!("`{what}` is no character");
                let help = "write \\n for the end of a line, \\\" for a quotation mark, \\\\ for a backslash, and any \
                            other letter as it is";
                notes.error(SYNTAX, here..end, message, help);
                return false;
            };
            self.written.push((character, here..end));
        }
        let help = "write \" at its end, in the same line; the end of a line within a text is written \\n";
        notes.error(SYNTAX, part.clone(), "this text has no quotation mark at its end", help);
        false
    }
}

fn note_outside(notes: &Notes<'_>, span: Span, letter: char, is_behind: bool) {
    let (message, help) = match letter {
        '“' | '”' | '„' | '«' | '»' | '\'' => {
            ("a text stands in other quotation marks".to_owned(), "write straight ones around it: \"…\"")
        }
        _ if is_behind => (
            "something stands behind the text in quotes".to_owned(),
            "a quotation mark within a text is written \\\"",
        ),
        _ => ("here a text in quotes is needed".to_owned(), "write it as \"…\""),
    };
    notes.error(SYNTAX, span, message, help);
}

/// Returns the character that is meant by the letters behind a backslash.
fn escape(letters: &mut Letters<'_>) -> Option<char> {
    let mut bytes = vec![match byte_or_letter(letters)? {
        Ok(letter) => return Some(letter),
        Err(byte) => byte,
    }];
    // A letter beyond ASCII is written as its bytes, each behind a backslash of its own.
    loop {
        match str::from_utf8(&bytes) {
            Ok(text) => return text.chars().next(),
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
        letters.next_if(|(_, letter)| *letter == '\\')?;
        bytes.push(byte_or_letter(letters)?.err()?);
    }
}

type Letters<'t> = Peekable<CharIndices<'t>>;

/// Returns the letter that stands behind a backslash for another one, or else the byte of which the number stands there.
fn byte_or_letter(letters: &mut Letters<'_>) -> Option<Result<char, u8>> {
    let (_, letter) = *letters.peek()?;
    if letter.is_digit(8) {
        return Some(Err(number(letters, 8, 3)?));
    }
    letters.next();
    Some(Ok(match letter {
        'x' => return Some(Err(number(letters, 16, 2)?)),
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '\\' | '"' | '\'' | '?' => letter,
        _ => return None,
    }))
}

fn number(letters: &mut Letters<'_>, radix: u32, most: usize) -> Option<u8> {
    let mut value: Option<u32> = None;
    for _ in 0..most {
        let Some(digit) = letters.peek().and_then(|(_, letter)| letter.to_digit(radix)) else { break };
        letters.next();
        value = Some(value.unwrap_or_default() * radix + digit);
    }
    value.and_then(|value| u8::try_from(value).ok())
}
