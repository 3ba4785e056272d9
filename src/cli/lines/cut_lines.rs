//! Bytes that were read, cut into lines. A line is handed over as it was typed or not at all: one that is
//! too long, that a terminal has cut, or that is no text is named as such, and nothing of it is kept. Its
//! one surprise: of an endless line only the length of the longest is ever held.

use std::collections::VecDeque;
use std::fmt;

/// The longest line that is taken, in bytes.
pub const LONGEST: usize = 1024 * 1024;

/// The shortest line that a terminal may have cut without a word, in bytes.
#[cfg(any(target_os = "linux", target_os = "android"))]
const CUT: usize = 4095;
/// The shortest line that a terminal may have cut without a word, in bytes.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const CUT: usize = 1023;

/// One line without its end.
#[derive(Clone, PartialEq, Eq)]
pub enum InputLine {
    /// The words, as they were typed.
    Words(String),
    /// It cannot be taken.
    Unfit(Unfit),
}

/// Why a line cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is longer than the longest.
    TooLong,
    /// The terminal cuts lines of this length.
    Cut,
    /// It is not UTF-8.
    NotText,
}

/// What has been read and not been handed over.
pub struct CutLines {
    whole: VecDeque<InputLine>,
    half: Vec<u8>,
    /// Whether the line that has begun is longer than the longest.
    endless: bool,
    from_terminal: bool,
}

impl CutLines {
    /// Returns that nothing has been read. A terminal cuts long lines.
    pub fn nothing(from_terminal: bool) -> Self {
        CutLines { whole: VecDeque::new(), half: Vec::new(), endless: false, from_terminal }
    }

    /// Adds what was read.
    pub fn add(&mut self, bytes: &[u8]) {
        for (place, piece) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if place > 0 {
                let line = self.ended();
                self.whole.push_back(line);
            }
            self.go_on(piece);
        }
    }

    /// Returns the first whole line.
    pub fn next(&mut self) -> Option<InputLine> {
        self.whole.pop_front()
    }

    /// Returns the line that has begun, if one has: the input has ended.
    pub fn rest(&mut self) -> Option<InputLine> {
        self.has_begun().then(|| self.ended())
    }

    /// Returns whether a line has begun that has no end yet.
    pub fn has_begun(&self) -> bool {
        self.endless || !self.half.is_empty()
    }

    /// Drops everything. Returns whether there was something.
    pub fn clear(&mut self) -> bool {
        let had = self.has_begun() || !self.whole.is_empty();
        *self = CutLines::nothing(self.from_terminal);
        had
    }

    fn go_on(&mut self, piece: &[u8]) {
        if self.endless || self.half.len() + piece.len() > LONGEST {
            self.endless = true;
            self.half = Vec::new();
        } else {
            self.half.extend_from_slice(piece);
        }
    }

    fn ended(&mut self) -> InputLine {
        let bytes = std::mem::take(&mut self.half);
        if std::mem::take(&mut self.endless) {
            return InputLine::Unfit(Unfit::TooLong);
        }
        if self.from_terminal && bytes.len() >= CUT {
            return InputLine::Unfit(Unfit::Cut);
        }
        match String::from_utf8(bytes) {
            Ok(words) => InputLine::Words(words.trim_end_matches('\r').to_owned()),
            Err(_) => InputLine::Unfit(Unfit::NotText),
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Unfit::TooLong => {
                "That was too long to take down: more than a million characters. Nothing of it was taken down."
            }
            Unfit::Cut => {
                "That line is so long that this window may have cut it. Nothing of it was taken down. Type \
                 less in one line."
            }
            Unfit::NotText => {
                "Some of these characters could not be read: they are not in UTF-8. Nothing was taken down."
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(held: &mut CutLines) -> Vec<InputLine> {
        std::iter::from_fn(|| held.next()).collect()
    }

    fn words(text: &str) -> InputLine {
        InputLine::Words(text.to_owned())
    }

    #[test]
    fn lines_come_whole_and_in_order() {
        let mut held = CutLines::nothing(false);
        held.add(b"one\r\ntwo\n\nth");
        assert!(lines(&mut held) == [words("one"), words("two"), words("")]);
        held.add("rée".as_bytes());
        assert!(held.has_begun() && lines(&mut held).is_empty());
        assert!(held.rest() == Some(words("thrée")));
        assert!(held.rest().is_none());
    }

    #[test]
    fn an_endless_line_is_named_and_never_held() {
        let mut held = CutLines::nothing(false);
        for _ in 0..300 {
            held.add(&[b'x'; 4096]);
            assert!(held.half.len() <= LONGEST);
        }
        held.add(b"1\n2\n");
        assert!(lines(&mut held) == [InputLine::Unfit(Unfit::TooLong), words("2")]);
        held.add(&vec![b'x'; LONGEST]);
        held.add(b"\n");
        assert!(matches!(held.next(), Some(InputLine::Words(long)) if long.len() == LONGEST));
    }

    #[test]
    fn what_is_damaged_is_not_taken() {
        let mut held = CutLines::nothing(false);
        held.add(b"\xff1\n");
        assert!(held.next() == Some(InputLine::Unfit(Unfit::NotText)));
        let mut held = CutLines::nothing(true);
        held.add(&[b'x'; CUT]);
        held.add(b"\n");
        assert!(held.next() == Some(InputLine::Unfit(Unfit::Cut)));
    }

    #[test]
    fn dropping_says_whether_there_was_something() {
        let mut held = CutLines::nothing(true);
        assert!(!held.clear());
        held.add(b"1\n");
        assert!(held.clear() && held.next().is_none());
        held.add(b"1");
        assert!(held.clear() && held.rest().is_none());
    }
}
