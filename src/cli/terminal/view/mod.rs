//! One turn while it is on the screen: how far it has been read, what is chosen, what is typed, and what a
//! key does to it. It touches no terminal. Its rule above all others: nothing is an answer before the end
//! of the text has been on the screen, and nothing is chosen until somebody chooses. Its one surprise:
//! keys come in bursts, and a burst that no hand types gives no answer.

mod burst;
mod foot;
mod layout;
mod list;
mod reading;
mod typing;

use std::ops::Range;

use safelight::conversation::{Point, Refused, Reply, Turn};

pub use foot::key_list;

use self::layout::{Layout, PageKind};
use self::reading::ReadSoFar;
use super::frame::{Frame, ScreenRow, Size};
use super::half_answer::HalfAnswer;
use super::key::KeyPress;
use crate::cli::asking::keys::{self, Does};
use safelight::escaped::escaped;

/// All that a hidden screen says.
const HIDDEN: &str = "Notes";
/// What is said when the screen comes back after words that may have been meant to hide it.
const HID_IN_DOUBT: &str = "Hidden: that could mean “hide”. If these are the words, press Enter again.";

/// A turn on the screen.
#[derive(Clone)]
pub struct View<'t> {
    turn: &'t Turn,
    kind: PageKind,
    size: Size,
    layout: Layout,
    reading: ReadSoFar,
    draft: HalfAnswer,
    /// What is said until the next key.
    remark: Option<String>,
    /// What is said while nothing else is.
    standing: Option<String>,
    /// The reply about which was asked just now whether what is marked may go.
    asked_about: Option<Reply>,
}

/// What comes of a key.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyOutcome {
    /// The turn stays.
    Stay,
    /// The turn has its reply.
    Reply(Reply),
    /// All keys are listed.
    List,
}

impl<'t> View<'t> {
    /// Returns a turn as it is shown first, or as it was left.
    pub fn new(turn: &'t Turn, draft: Option<HalfAnswer>, size: Size) -> Self {
        let kind = if turn.at == Point::Hidden { PageKind::Hidden } else { PageKind::Turn };
        View::of_kind(kind, turn, draft, size)
    }

    /// Returns a page of which any key that does not scroll or leave is the end.
    pub fn leaflet(page: &'t Turn, size: Size) -> Self {
        View::of_kind(PageKind::Leaflet, page, None, size)
    }

    fn of_kind(kind: PageKind, turn: &'t Turn, draft: Option<HalfAnswer>, size: Size) -> Self {
        let draft = draft.unwrap_or_else(|| HalfAnswer::of(turn));
        let doubted = draft.doubted.as_deref().filter(|line| *line == draft.line.text());
        let standing = doubted.map(|_| HID_IN_DOUBT.to_owned()).or(turn.remark.as_deref().map(escaped));
        View {
            kind,
            size,
            layout: Layout::new(turn, kind, &draft.line, size),
            reading: ReadSoFar::default(),
            draft,
            remark: None,
            standing,
            asked_about: None,
            turn,
        }
    }

    /// Says why the last reply was not taken.
    pub fn refused(mut self, refused: Option<&Refused>) -> Self {
        let refused = refused.map(|refused| escaped(&refused.to_string()));
        self.standing = refused.or(self.standing);
        self
    }

    /// Lets it be answered at once: its text has been read before.
    pub fn already_read(mut self, read: bool) -> Self {
        self.reading.done_before(read);
        if read && self.draft.touched {
            self.follow();
        }
        self
    }

    /// Returns whether all of the text has been on the screen.
    pub fn is_read(&self) -> bool {
        self.reading.is_done()
    }

    /// Returns what was not given yet.
    pub fn into_draft(self) -> HalfAnswer {
        self.draft
    }

    // ---- what is shown ----

    /// Returns what to show at a size, and takes it as seen.
    pub fn frame(&mut self, size: Size) -> Frame {
        if self.kind == PageKind::Hidden {
            return Frame {
                rows: vec![ScreenRow::plain(HIDDEN)],
                cursor: (2.min(size.rows.saturating_sub(1)), 0),
            };
        }
        if size != self.size {
            self.size = size;
            self.layout = Layout::new(self.turn, self.kind, &self.draft.line, size);
            self.reading.restart();
            self.follow();
        }
        let window = self.window();
        self.stay_in_view(window);
        self.reading.paint(self.layout.rows(), window, self.layout.text.len());
        self.compose()
    }

    /// Keeps what is typed or chosen on the screen when a remark takes rows away.
    fn stay_in_view(&mut self, window: usize) {
        if let Some(rows) = self.rows_to_see(window)
            && self.reading.shows(rows.end - 1)
        {
            self.reading.follow(&rows, window);
        }
    }

    /// Returns the rows of what is typed or chosen.
    fn rows_to_see(&self, window: usize) -> Option<Range<usize>> {
        let chosen = || self.layout.item(self.draft.chosen?);
        self.layout.typing_rows(window).or_else(chosen)
    }

    fn compose(&self) -> Frame {
        let mut rows = self.layout.title.clone();
        let (first, offset) = (rows.len(), self.reading.offset);
        let end = (offset + self.window()).min(self.layout.rows());
        rows.extend((offset..end).map(|row| self.layout.row(row, &self.draft)));
        let foot = self.foot(self.more());
        rows.resize(self.size.rows.saturating_sub(foot.len()), ScreenRow::default());
        rows.extend(foot);
        rows.truncate(self.size.rows);
        Frame { cursor: self.cursor(first), rows }
    }

    /// Returns where the cursor is: at what is typed, at what is chosen, or at the first item.
    fn cursor(&self, first: usize) -> (usize, usize) {
        let item = self.layout.item(self.draft.chosen.unwrap_or(0)).map(|rows| (rows.start, 0));
        let last = self.size.rows.saturating_sub(1);
        match self.layout.typing_cursor().or(item) {
            Some((row, column)) if self.reading.shows(row) => {
                ((first + row - self.reading.offset).min(last), column)
            }
            _ => (last, 0),
        }
    }

    /// Returns how many of the rows can be shown at once.
    fn window(&self) -> usize {
        let foot = self.foot(true).len().max(self.foot(false).len());
        self.size.rows.saturating_sub(self.layout.title.len() + foot).max(1)
    }

    fn more(&self) -> bool {
        self.layout.rows() > self.reading.offset + self.window()
    }

    /// Returns what is said in place of some of the keys.
    fn remark(&self) -> Option<String> {
        self.remark.clone().or_else(|| self.standing.clone())
    }

    // ---- what a key does ----

    /// Does what the keys of one burst mean.
    pub fn take(&mut self, burst: &[KeyPress]) -> KeyOutcome {
        self.remark = None;
        let asked_about = self.asked_about.clone();
        let outcome = match self.kind {
            PageKind::Hidden => uncovered(burst),
            PageKind::Leaflet => self.first_of(burst, View::turn_leaf),
            PageKind::Turn if keys::takes_text(self.turn) => self.take_typed(burst),
            PageKind::Turn => self.take_keys(burst),
        };
        // Any other key in between, and it is asked again.
        if self.asked_about == asked_about {
            self.asked_about = None;
        }
        outcome
    }

    /// Says what a key is about to do, while nobody knows yet whether it is held down.
    pub fn announce(&mut self, outcome: &KeyOutcome) {
        if let KeyOutcome::Reply(reply) = outcome {
            let command = keys::of_reply(self.turn, reply);
            self.complain(command.map_or("…".to_owned(), |command| format!("{} …", command.word)));
        }
    }

    /// Does what keys mean until one of them has an outcome; the others are dropped.
    fn first_of(
        &mut self,
        keys: &[KeyPress],
        press: impl Fn(&mut Self, &KeyPress) -> KeyOutcome,
    ) -> KeyOutcome {
        let mut outcomes = keys.iter().map(|key| press(self, key));
        outcomes.find(|outcome| *outcome != KeyOutcome::Stay).unwrap_or(KeyOutcome::Stay)
    }

    fn turn_leaf(&mut self, key: &KeyPress) -> KeyOutcome {
        match key {
            KeyPress::Esc => KeyOutcome::Reply(Reply::Hide),
            KeyPress::Char(letter) if self.does_character(*letter, &Reply::Hide) => {
                KeyOutcome::Reply(Reply::Hide)
            }
            KeyPress::Char(letter) if self.does_character(*letter, &Reply::Danger) => {
                KeyOutcome::Reply(Reply::Danger)
            }
            KeyPress::Char(' ') | KeyPress::PageDown if self.more() => self.scroll_page(),
            KeyPress::Down if self.more() => self.scroll_row(),
            KeyPress::Up => self.scroll_to(self.reading.offset.saturating_sub(1)),
            KeyPress::PageUp => self.scroll_to(self.reading.offset.saturating_sub(self.page())),
            KeyPress::Paste(_) | KeyPress::HugePaste => KeyOutcome::Stay,
            _ => KeyOutcome::Reply(Reply::Seen),
        }
    }

    fn does(&mut self, does: Does) -> KeyOutcome {
        match does {
            Does::Reply(reply) => self.reply(reply),
            Does::List => KeyOutcome::List,
        }
    }

    /// Returns whether a character is the key of a reply.
    fn does_character(&self, typed: char, reply: &Reply) -> bool {
        keys::of_character(self.turn, typed).is_some_and(|command| command.does == Does::Reply(reply.clone()))
    }

    /// Gives a reply, if it leaves the turn or the text has been read.
    fn reply(&mut self, reply: Reply) -> KeyOutcome {
        if !leaves(&reply) && !self.reading.is_done() {
            return self.complain_unread();
        }
        let marked = self.draft.marked.len();
        match keys::would_drop(self.turn, &reply, marked) {
            Some(question) if self.asked_about.as_ref() != Some(&reply) => {
                self.asked_about = Some(reply);
                self.complain(question)
            }
            _ => KeyOutcome::Reply(reply),
        }
    }

    /// Returns the reply that was given before, if nothing was changed since.
    fn given(&self) -> Option<Reply> {
        self.turn.given.clone().filter(|_| !self.draft.touched)
    }

    fn complain_unread(&mut self) -> KeyOutcome {
        self.complain(format!("There is more to read first: press {}.", self.more_key()))
    }

    /// Returns the key that shows more of the text.
    fn more_key(&self) -> &'static str {
        if keys::takes_text(self.turn) { "Down" } else { "Space" }
    }

    fn complain(&mut self, complaint: impl Into<String>) -> KeyOutcome {
        self.remark = Some(complaint.into());
        KeyOutcome::Stay
    }

    // ---- moving ----

    /// Moves so that what is chosen or typed is seen, once the text was read.
    fn follow(&mut self) {
        let window = self.window();
        if let (Some(rows), true) = (self.rows_to_see(window), self.reading.is_done()) {
            self.reading.follow(&rows, window);
        }
    }

    fn page(&self) -> usize {
        self.window().saturating_sub(1).max(1)
    }

    fn scroll_page(&mut self) -> KeyOutcome {
        self.scroll_to(self.reading.offset + self.page())
    }

    fn scroll_row(&mut self) -> KeyOutcome {
        self.scroll_to(self.reading.offset + 1)
    }

    fn scroll_to(&mut self, row: usize) -> KeyOutcome {
        let window = self.window();
        self.reading.go_to(row, self.layout.rows(), window);
        KeyOutcome::Stay
    }
}

/// Returns whether a reply is no answer, so that nothing needs to be read before it.
fn leaves(reply: &Reply) -> bool {
    matches!(
        reply,
        Reply::Back
            | Reply::Break
            | Reply::Danger
            | Reply::Hide
            | Reply::Stop
            | Reply::Reworded
            | Reply::Languages
            | Reply::OpenNote
    )
}

/// A hidden screen is shown again by Enter and by nothing else, not even by what comes with an Enter.
fn uncovered(burst: &[KeyPress]) -> KeyOutcome {
    let only_enter = burst.iter().all(|key| matches!(key, KeyPress::Enter | KeyPress::LineBreak));
    if only_enter && !burst.is_empty() { KeyOutcome::Reply(Reply::Seen) } else { KeyOutcome::Stay }
}

#[cfg(test)]
mod tests;
