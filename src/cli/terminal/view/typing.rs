//! Typing: every letter is text, and only a whole line can be a command. Nothing is dropped silently: what
//! is too long, refused or could be a command leaves the line as it is. Its one surprise: an Enter in the
//! middle of a burst is the line end of a paste.

use safelight::conversation::{Reply, Typing, Wanted};

use super::super::draft::Draft;
use super::super::key::Key;
use super::super::line::MOST;
use super::{Outcome, View};
use crate::cli::asking::typed::{self, Meaning};

impl View<'_> {
    /// Does what keys mean where text is typed.
    pub(super) fn take_typed(&mut self, burst: &[Key]) -> Outcome {
        if let Some(before) =
            burst.split(|key| *key == Key::Esc).next().filter(|keys| keys.len() < burst.len())
        {
            self.insert(&text_of(before));
            return Outcome::Reply(Reply::Hide);
        }
        let is_danger = |key: &Key| matches!(key, Key::Char('!' | '！'));
        if self.draft.line.text().is_empty() && !burst.is_empty() && burst.iter().all(is_danger) {
            return Outcome::Reply(Reply::Danger);
        }
        let last = burst.len().saturating_sub(1);
        let mut text = String::new();
        for (place, key) in burst.iter().enumerate() {
            match key {
                Key::Char(letter) => text.push(*letter),
                Key::Paste(pasted) => text.push_str(pasted),
                Key::Enter | Key::LineBreak if place < last && types(&burst[place + 1..]) => text.push('\n'),
                Key::LineBreak if self.typing().is_some_and(|typing| typing.several_lines) => text.push('\n'),
                key => {
                    self.insert(&std::mem::take(&mut text));
                    let outcome = self.press_in_line(key);
                    if outcome != Outcome::Stay {
                        return outcome;
                    }
                }
            }
        }
        self.insert(&text);
        Outcome::Stay
    }

    fn press_in_line(&mut self, key: &Key) -> Outcome {
        match key {
            Key::Enter | Key::LineBreak => self.enter_line(),
            Key::HugePaste => self.complain_too_long(),
            Key::Up => self.up(),
            Key::Down => self.down(),
            Key::PageDown => self.scroll_page(),
            Key::PageUp => self.scroll_to(self.reading.offset.saturating_sub(self.page())),
            key => {
                if self.draft.line.edit(key) {
                    self.changed(!matches!(key, Key::Left | Key::Right | Key::Home | Key::End));
                }
                if *key == Key::Clear && self.draft.line.can_bring_back() {
                    return self.complain("Cleared. Ctrl-U again brings it back.");
                }
                Outcome::Stay
            }
        }
    }

    fn typing(&self) -> Option<&Typing> {
        match &self.turn.wanted {
            Wanted::Typed(typing) => Some(typing),
            _ => None,
        }
    }

    // ---- the line ----

    fn insert(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let one_line = self.typing().is_some_and(|typing| !typing.several_lines);
        let joined = one_line && text.contains('\n');
        let inserted = if joined {
            self.draft.line.insert(&text.replace('\n', " "))
        } else {
            self.draft.line.insert(text)
        };
        if inserted.is_err() {
            self.complain_too_long();
        } else if joined {
            self.complain("This takes one line, so line ends became spaces.");
        }
        self.changed(inserted.is_ok());
    }

    fn complain_too_long(&mut self) -> Outcome {
        self.complain(format!(
            "That would be more than {MOST} characters, which is too much; nothing of it was taken."
        ))
    }

    /// Shows the line as it is now.
    fn changed(&mut self, text: bool) {
        self.draft.touched |= text;
        if let Wanted::Typed(typing) = &self.turn.wanted {
            self.layout.type_anew(typing, &self.draft.line);
        }
        self.show_line();
    }

    /// Moves to the line even if there is something to read above; reading goes on where it was.
    fn show_line(&mut self) {
        let window = self.window();
        if let Some(rows) = self.layout.typing_rows(window) {
            self.reading.follow(&rows, window);
        }
    }

    fn enter_line(&mut self) -> Outcome {
        if let (Some(given), true) = (self.given(), self.reading.is_done()) {
            return self.reply(given);
        }
        let meaning = typed::meaning(self.turn, self.draft.line.text(), self.draft.doubted.take().as_deref());
        match meaning {
            // Hiding is never wrong, and somebody may have come in: what is typed waits.
            Meaning::Doubtful(_) if typed::may_hide(self.turn, self.draft.line.text()) => {
                self.draft.doubted = Some(self.draft.line.text().to_owned());
                Outcome::Reply(Reply::Hide)
            }
            Meaning::Command(command) => {
                self.draft = Draft::of(self.turn);
                self.changed(false);
                self.does(command.does)
            }
            _ if !self.reading.is_done() => {
                self.reading.resume();
                self.complain_unread()
            }
            Meaning::Doubtful(remark) => {
                self.draft.doubted = Some(self.draft.line.text().to_owned());
                self.complain(remark)
            }
            Meaning::Words(words) => self.give(Reply::Typed(words)),
        }
    }

    fn give(&mut self, reply: Reply) -> Outcome {
        match self.turn.check(&reply) {
            Ok(()) => Outcome::Reply(reply),
            Err(refused) => self.complain(super::escaped(&refused.to_string())),
        }
    }

    // ---- moving ----

    fn up(&mut self) -> Outcome {
        match self.layout.entry().map(|entry| entry.cursor.0) {
            Some(row) if row > 0 && self.cursor_is_shown() => self.move_to_row(row - 1),
            _ => self.scroll_to(self.reading.offset.saturating_sub(1)),
        }
    }

    fn down(&mut self) -> Outcome {
        let entry = self.layout.entry().map(|entry| (entry.cursor.0, entry.rows.len()));
        match entry {
            Some((row, rows)) if row + 1 < rows && self.reading.is_done() && self.cursor_is_shown() => {
                self.move_to_row(row + 1)
            }
            _ => self.scroll_row(),
        }
    }

    fn cursor_is_shown(&self) -> bool {
        self.layout.typing_cursor().is_some_and(|(row, _)| self.reading.shows(row))
    }

    fn move_to_row(&mut self, row: usize) -> Outcome {
        let text = self.draft.line.text();
        let entry = self.layout.entry();
        let place = entry.and_then(|entry| Some(entry.rows.get(row)?.at_column(text, entry.cursor.1)));
        if let Some(place) = place {
            self.draft.line.move_to(place);
            self.changed(false);
        }
        Outcome::Stay
    }
}

/// Returns the text that keys type.
fn text_of(keys: &[Key]) -> String {
    let letters = keys.iter().map(|key| match key {
        Key::Char(letter) => letter.to_string(),
        Key::Paste(text) => text.clone(),
        _ => String::new(),
    });
    letters.collect()
}

/// Returns whether keys type text.
fn types(keys: &[Key]) -> bool {
    keys.iter().any(|key| matches!(key, Key::Char(_) | Key::Enter | Key::Paste(_)))
}
