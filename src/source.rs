//! A text with a name, and where in it something stands. It knows no file system and no TOML.
//! A byte order mark at the very beginning is dropped, so that columns are those an editor shows.

use std::fmt;
use std::ops::Range;

/// A stretch of a [`Source`], in bytes.
pub type Span = Range<usize>;

/// A document to be read: its name for messages, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
}

/// Why bytes are not a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotText {
    /// There is nothing in it.
    Empty,
    /// More than [`Source::LARGEST`] bytes: how many there are.
    TooLarge(usize),
    /// Text in units of two or four bytes (UTF-16, UTF-32).
    Wide,
    /// A zero byte: this is not a text file.
    Binary,
    /// Not UTF-8.
    NotUtf8 {
        /// The line of the first byte that is not, from 1.
        line: usize,
    },
}

impl Source {
    /// The largest document that is read, in bytes (1 MiB).
    pub const LARGEST: usize = 1024 * 1024;

    /// Returns the source of that name, without a leading byte order mark.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Source { name: name.into(), text }
    }

    /// Reads bytes as text.
    ///
    /// # Errors
    /// Says why these bytes cannot be a document of ours.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, NotText> {
        if bytes.len() > Self::LARGEST {
            return Err(NotText::TooLarge(bytes.len()));
        }
        if is_wide(&bytes) {
            return Err(NotText::Wide);
        }
        if bytes.contains(&0) {
            return Err(NotText::Binary);
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            NotText::NotUtf8 { line: 1 + good.iter().filter(|byte| **byte == b'\n').count() }
        })?;
        let source = Source::new(name, text);
        if source.text.trim().is_empty() {
            return Err(NotText::Empty);
        }
        Ok(source)
    }

    /// The name for messages: a path, an id, or `-`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..self.floor(byte)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (1 + before.matches('\n').count(), 1 + before[line_start..].chars().count())
    }

    /// Returns the span with its ends moved down to character boundaries inside the text.
    pub fn clamp(&self, span: &Span) -> Span {
        let start = self.floor(span.start);
        start..self.floor(span.end).max(start)
    }

    fn floor(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

/// Whether bytes are text in wide units: they begin with its byte order mark, or every other byte is zero.
fn is_wide(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 64;
    let begins =
        |mark: &[u8]| bytes.len() > mark.len() && bytes.len().is_multiple_of(2) && bytes.starts_with(mark);
    let first = &bytes[..bytes.len().min(LOOKED_AT)];
    let mut pairs = first.chunks_exact(2);
    let is_plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let alternates = first.len() >= 4
        && (pairs.clone().all(|pair| pair[0] == 0 && is_plain(pair[1]))
            || pairs.all(|pair| pair[1] == 0 && is_plain(pair[0])));
    begins(&[0xff, 0xfe]) || begins(&[0xfe, 0xff]) || begins(&[0, 0, 0xfe, 0xff]) || alternates
}

impl fmt::Display for NotText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotText::Empty => write!(out, "the file is empty"),
            NotText::TooLarge(bytes) => {
                write!(out, "the file has {bytes} bytes; at most {} (1 MiB) are read", Source::LARGEST)
            }
            NotText::Wide => write!(
                out,
                "the file is saved as UTF-16 (\"Unicode\" in some editors); save it as UTF-8 in your editor"
            ),
            NotText::Binary => write!(out, "this is not a text file: it holds a zero byte"),
            NotText::NotUtf8 { line } => {
                write!(out, "line {line} is not UTF-8 text; save the file as UTF-8 in your editor")
            }
        }
    }
}
