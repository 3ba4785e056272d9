//! What is being typed: insert, delete, move. It never ends by itself, takes everything as it is and drops
//! nothing silently: what is too long is refused whole. What it held is overwritten when it is done with.

use std::hint::black_box;
use std::mem;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::key::KeyPress;

/// The most characters that are kept, whatever the turn says.
pub const MOST: usize = 200_000;

/// What is typed would be longer than [`MOST`]; the line is as it was.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLong;

/// What has been typed, and where the next character goes.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct TypedText {
    text: String,
    cursor: usize,
    count: usize,
    /// What was there before all of it was cleared.
    cleared: Option<String>,
}

impl TypedText {
    /// Returns a line that holds a text, with the cursor behind it.
    pub fn holding(text: &str) -> Self {
        TypedText { text: text.to_owned(), cursor: text.len(), count: text.chars().count(), cleared: None }
    }

    /// Returns what has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte before which the next character goes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns how many characters there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Inserts a text at the cursor.
    ///
    /// # Errors
    /// When the line would be too long; then it is as it was.
    pub fn insert(&mut self, text: &str) -> Result<(), TooLong> {
        let more = text.chars().count();
        if self.count + more > MOST {
            return Err(TooLong);
        }
        self.make_room(text.len());
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
        self.count += more;
        Ok(())
    }

    /// Takes a key of editing. Returns whether it was one.
    pub fn edit(&mut self, key: &KeyPress) -> bool {
        match key {
            KeyPress::Backspace => self.remove(self.before(), self.cursor),
            KeyPress::Delete => self.remove(self.cursor, self.after()),
            KeyPress::Clear => self.clear(),
            KeyPress::Left => self.cursor = self.before(),
            KeyPress::Right => self.cursor = self.after(),
            KeyPress::Home => self.cursor = self.text[..self.cursor].rfind('\n').map_or(0, |end| end + 1),
            KeyPress::End => {
                let rest = &self.text[self.cursor..];
                self.cursor += rest.find('\n').unwrap_or(rest.len());
            }
            _ => return false,
        }
        true
    }

    /// Moves the cursor to a byte.
    pub fn move_to(&mut self, place: usize) {
        if self.text.is_char_boundary(place) {
            self.cursor = place;
        }
    }

    /// Clears the line, or brings back what was cleared last if it is empty.
    fn clear(&mut self) {
        let back = if self.text.is_empty() { self.cleared.take() } else { None };
        let before = mem::take(&mut self.text);
        let cleared = back.is_none();
        self.text = back.unwrap_or_default();
        (self.cursor, self.count) = (self.text.len(), self.text.chars().count());
        if cleared && !before.is_empty() {
            wipe(self.cleared.replace(before));
        }
    }

    /// Returns whether Ctrl-U brings something back.
    pub fn can_bring_back(&self) -> bool {
        self.text.is_empty() && self.cleared.is_some()
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.count -= self.text[start..end].chars().count();
        self.text.replace_range(start..end, "");
        self.cursor = start;
    }

    /// Returns where the character before the cursor begins, with the marks that belong to it.
    fn before(&self) -> usize {
        let last = self.text[..self.cursor].graphemes(true).next_back();
        self.cursor - last.map_or(0, str::len)
    }

    /// Returns where the character at the cursor ends, with the marks that belong to it.
    fn after(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    /// Makes room without leaving a copy behind.
    fn make_room(&mut self, more: usize) {
        if self.text.capacity() < self.text.len() + more {
            let mut roomy = String::with_capacity(2 * (self.text.len() + more));
            roomy.push_str(&self.text);
            wipe(Some(mem::replace(&mut self.text, roomy)));
        }
    }
}

impl Drop for TypedText {
    fn drop(&mut self) {
        wipe(Some(mem::take(&mut self.text)));
        wipe(self.cleared.take());
    }
}

/// Overwrites a text, as well as this can be done: the compiler is told that somebody looks.
fn wipe(text: Option<String>) {
    let mut bytes = text.unwrap_or_default().into_bytes();
    bytes.fill(0);
    black_box(&bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_whole_characters() {
        let mut line = TypedText::default();
        line.insert("ne\u{301}o").unwrap();
        assert!(line.edit(&KeyPress::Left) && line.edit(&KeyPress::Backspace));
        line.insert("ö").unwrap();
        assert!(line.edit(&KeyPress::Home) && line.edit(&KeyPress::Delete));
        assert_eq!((line.text(), line.cursor(), line.count()), ("öo", 0, 2));
        assert!(!line.edit(&KeyPress::Enter));
        let mut family = TypedText::holding("a👩‍👩‍👧b");
        for key in [KeyPress::Left, KeyPress::Left, KeyPress::Delete] {
            family.edit(&key);
        }
        assert_eq!(family.text(), "ab");
    }

    #[test]
    fn home_and_end_stay_in_their_line() {
        let mut line = TypedText::holding("one\ntwo\nthree");
        line.move_to(5);
        line.edit(&KeyPress::Home);
        assert_eq!(line.cursor(), 4);
        line.edit(&KeyPress::End);
        assert_eq!(line.cursor(), 7);
    }

    #[test]
    fn what_was_cleared_can_be_brought_back() {
        let mut line = TypedText::holding("every word");
        line.edit(&KeyPress::Clear);
        assert!(line.text().is_empty() && line.count() == 0 && line.can_bring_back());
        line.edit(&KeyPress::Clear);
        assert_eq!((line.text(), line.count()), ("every word", 10));
    }

    #[test]
    fn what_is_too_long_is_refused_whole() {
        let mut line = TypedText::holding("é");
        line.insert(&"é".repeat(MOST - 2)).unwrap();
        assert_eq!(line.insert("xy"), Err(TooLong));
        assert_eq!(line.count(), MOST - 1);
        assert_eq!(line.insert("x"), Ok(()));
    }
}
