//! Typing: every letter is text, and only a whole line can be a command. Nothing is dropped silently: what
//! is too long, refused or could be a command leaves the line as it is. Its one surprise: an Enter in the
//! middle of a burst is the line end of a paste.

use safelight::conversation::{Reply, Typing, Wanted};

use super::super::half_answer::HalfAnswer;
use super::super::key::KeyPress;
use super::super::typed_text::MOST;
use super::{KeyOutcome, View};
use crate::cli::asking::typed_lines::{self, WordsOrCommand};

impl View<'_> {
    /// Does what keys mean where text is typed.
    pub(super) fn take_typed(&mut self, burst: &[KeyPress]) -> KeyOutcome {
        if let Some(before) =
            burst.split(|key| *key == KeyPress::Esc).next().filter(|keys| keys.len() < burst.len())
        {
            self.insert(&text_of(before));
            return KeyOutcome::Reply(Reply::Hide);
        }
        let is_danger = |key: &KeyPress| matches!(key, KeyPress::Char('!' | '！'));
        if self.draft.line.text().is_empty() && !burst.is_empty() && burst.iter().all(is_danger) {
            return KeyOutcome::Reply(Reply::Danger);
        }
        let last = burst.len().saturating_sub(1);
        let mut text = String::new();
        for (place, key) in burst.iter().enumerate() {
            match key {
                KeyPress::Char(letter) => text.push(*letter),
                KeyPress::Paste(pasted) => text.push_str(pasted),
                KeyPress::Enter | KeyPress::LineBreak if place < last && types(&burst[place + 1..]) => {
                    text.push('\n')
                }
                KeyPress::LineBreak if self.typing().is_some_and(|typing| typing.several_lines) => {
                    text.push('\n')
                }
                key => {
                    self.insert(&std::mem::take(&mut text));
                    let outcome = self.press_in_line(key);
                    if outcome != KeyOutcome::Stay {
                        return outcome;
                    }
                }
            }
        }
        self.insert(&text);
        KeyOutcome::Stay
    }

    fn press_in_line(&mut self, key: &KeyPress) -> KeyOutcome {
        match key {
            KeyPress::Enter | KeyPress::LineBreak => self.enter_line(),
            KeyPress::HugePaste => self.complain_too_long(),
            KeyPress::Up => self.up(),
            KeyPress::Down => self.down(),
            KeyPress::PageDown => self.scroll_page(),
            KeyPress::PageUp => self.scroll_to(self.reading.offset.saturating_sub(self.page())),
            key => {
                if self.draft.line.edit(key) {
                    self.changed(!matches!(
                        key,
                        KeyPress::Left | KeyPress::Right | KeyPress::Home | KeyPress::End
                    ));
                }
                if *key == KeyPress::Clear && self.draft.line.can_bring_back() {
                    return self.complain("Cleared. Ctrl-U again brings it back.");
                }
                KeyOutcome::Stay
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

    fn complain_too_long(&mut self) -> KeyOutcome {
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

    fn enter_line(&mut self) -> KeyOutcome {
        if let (Some(given), true) = (self.given(), self.reading.is_done()) {
            return self.reply(given);
        }
        let meaning =
            typed_lines::meaning(self.turn, self.draft.line.text(), self.draft.doubted.take().as_deref());
        match meaning {
            // Hiding is never wrong, and somebody may have come in: what is typed waits.
            WordsOrCommand::Doubtful(_) if typed_lines::may_hide(self.turn, self.draft.line.text()) => {
                self.draft.doubted = Some(self.draft.line.text().to_owned());
                KeyOutcome::Reply(Reply::Hide)
            }
            WordsOrCommand::Command(command) => {
                self.draft = HalfAnswer::of(self.turn);
                self.changed(false);
                self.does(command.does)
            }
            _ if !self.reading.is_done() => {
                self.reading.resume();
                self.complain_unread()
            }
            WordsOrCommand::Doubtful(remark) => {
                self.draft.doubted = Some(self.draft.line.text().to_owned());
                self.complain(remark)
            }
            WordsOrCommand::Words(words) => self.give(Reply::Typed(words)),
        }
    }

    fn give(&mut self, reply: Reply) -> KeyOutcome {
        match self.turn.check(&reply) {
            Ok(()) => KeyOutcome::Reply(reply),
            Err(refused) => self.complain(super::escaped(&refused.to_string())),
        }
    }

    // ---- moving ----

    fn up(&mut self) -> KeyOutcome {
        match self.layout.entry().map(|entry| entry.cursor.0) {
            Some(row) if row > 0 && self.cursor_is_shown() => self.move_to_row(row - 1),
            _ => self.scroll_to(self.reading.offset.saturating_sub(1)),
        }
    }

    fn down(&mut self) -> KeyOutcome {
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

    fn move_to_row(&mut self, row: usize) -> KeyOutcome {
        let text = self.draft.line.text();
        let entry = self.layout.entry();
        let place = entry.and_then(|entry| Some(entry.rows.get(row)?.at_column(text, entry.cursor.1)));
        if let Some(place) = place {
            self.draft.line.move_to(place);
            self.changed(false);
        }
        KeyOutcome::Stay
    }
}

/// Returns the text that keys type.
fn text_of(keys: &[KeyPress]) -> String {
    let letters = keys.iter().map(|key| match key {
        KeyPress::Char(letter) => letter.to_string(),
        KeyPress::Paste(text) => text.clone(),
        _ => String::new(),
    });
    letters.collect()
}

/// Returns whether keys type text.
fn types(keys: &[KeyPress]) -> bool {
    keys.iter().any(|key| matches!(key, KeyPress::Char(_) | KeyPress::Enter | KeyPress::Paste(_)))
}
