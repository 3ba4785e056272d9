//! One line of typing: insert, delete, move. It takes whatever can be shown and never ends by itself.

use unicode_width::UnicodeWidthChar;

use super::decode::Key;

/// The most characters that can be typed.
const LONGEST: usize = 2000;

/// What has been typed, and where the next character goes.
#[derive(Default)]
pub struct Line {
    text: String,
    cursor: usize,
}

impl Line {
    /// Returns what has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte before which the next character goes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Takes a key of editing. Returns whether it was one.
    pub fn edit(&mut self, key: &Key) -> bool {
        match key {
            Key::Char(character) => self.insert(*character),
            Key::Paste(text) => text.chars().for_each(|character| self.insert(character)),
            Key::Backspace => {
                let start = self.before(self.cursor);
                self.remove(start, self.cursor);
            }
            Key::Delete => self.remove(self.cursor, self.after(self.cursor)),
            Key::ClearLine => self.remove(0, self.text.len()),
            Key::Left => self.cursor = self.before(self.cursor),
            Key::Right => self.cursor = self.after(self.cursor),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }

    fn insert(&mut self, character: char) {
        if !character.is_control() && self.text.chars().count() < LONGEST {
            self.text.insert(self.cursor, character);
            self.cursor += character.len_utf8();
        }
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.cursor = start;
    }

    /// Returns where the character before a place begins, with the marks that belong to it.
    fn before(&self, place: usize) -> usize {
        let starts = self.text[..place].char_indices().rev();
        starts.clone().find(|(_, character)| character.width() != Some(0)).map_or(0, |(start, _)| start)
    }

    /// Returns where the character at a place ends, with the marks that belong to it.
    fn after(&self, place: usize) -> usize {
        let mut rest = self.text[place..].char_indices().skip(1);
        let next = rest.find(|(_, character)| character.width() != Some(0));
        next.map_or(self.text.len(), |(start, _)| place + start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_whole_characters() {
        let mut line = Line::default();
        for key in [
            Key::Paste("ne\u{301}o".into()),
            Key::Left,
            Key::Backspace,
            Key::Char('ö'),
            Key::Home,
            Key::Delete,
        ] {
            assert!(line.edit(&key));
        }
        assert_eq!((line.text(), line.cursor()), ("öo", 0));
        assert!(!line.edit(&Key::Enter));
        line.edit(&Key::ClearLine);
        line.edit(&Key::Backspace);
        assert_eq!(line.text(), "");
    }

    #[test]
    fn takes_only_so_much() {
        let mut line = Line::default();
        line.edit(&Key::Paste("é".repeat(5000)));
        assert_eq!(line.text().chars().count(), LONGEST);
    }
}
