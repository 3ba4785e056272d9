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

use safelight::conversation::{Point, Refused, Reply, Turn};

pub use foot::key_list;

use self::layout::Layout;
use self::reading::Reading;
use super::draft::Draft;
use super::frame::{Frame, Row, Size};
use super::key::Key;
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
    kind: Kind,
    size: Size,
    layout: Layout,
    reading: Reading,
    draft: Draft,
    /// What is said until the next key.
    remark: Option<String>,
    /// What is said while nothing else is.
    standing: Option<String>,
}

/// What a turn is on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something to be answered.
    Turn,
    /// Any key that does not scroll or leave ends it.
    Leaflet,
    /// Nothing is shown, and only Enter counts.
    Hidden,
}

/// What comes of a key.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The turn stays.
    Stay,
    /// The turn has its reply.
    Reply(Reply),
    /// All keys are listed.
    List,
}

impl<'t> View<'t> {
    /// Returns a turn as it is shown first, or as it was left.
    pub fn new(turn: &'t Turn, draft: Option<Draft>, size: Size) -> Self {
        let kind = if turn.at == Point::Hidden { Kind::Hidden } else { Kind::Turn };
        View::of_kind(kind, turn, draft, size)
    }

    /// Returns a page of which any key that does not scroll or leave is the end.
    pub fn leaflet(page: &'t Turn, size: Size) -> Self {
        View::of_kind(Kind::Leaflet, page, None, size)
    }

    fn of_kind(kind: Kind, turn: &'t Turn, draft: Option<Draft>, size: Size) -> Self {
        let draft = draft.unwrap_or_else(|| Draft::of(turn));
        let doubted = draft.doubted.as_deref().filter(|line| *line == draft.line.text());
        let standing = doubted.map(|_| HID_IN_DOUBT.to_owned()).or(turn.remark.as_deref().map(escaped));
        View {
            kind,
            size,
            layout: Layout::new(turn, kind, &draft.line, size),
            reading: Reading::default(),
            draft,
            remark: None,
            standing,
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
    pub fn into_draft(self) -> Draft {
        self.draft
    }

    // ---- what is shown ----

    /// Returns what to show at a size, and takes it as seen.
    pub fn frame(&mut self, size: Size) -> Frame {
        if self.kind == Kind::Hidden {
            return Frame { rows: vec![Row::plain(HIDDEN)], cursor: (2.min(size.rows.saturating_sub(1)), 0) };
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
        let chosen = self.draft.chosen.and_then(|place| self.layout.item(place));
        if let Some(rows) = self.layout.typing_rows(window).or(chosen)
            && self.reading.shows(rows.end - 1)
        {
            self.reading.follow(&rows, window);
        }
    }

    fn compose(&self) -> Frame {
        let mut rows = self.layout.title.clone();
        let (first, offset) = (rows.len(), self.reading.offset);
        let end = (offset + self.window()).min(self.layout.rows());
        rows.extend((offset..end).map(|row| self.layout.row(row, &self.draft)));
        let foot = self.foot(self.more());
        rows.resize(self.size.rows.saturating_sub(foot.len()), Row::default());
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
    pub fn take(&mut self, burst: &[Key]) -> Outcome {
        self.remark = None;
        match self.kind {
            Kind::Hidden => uncovered(burst),
            Kind::Leaflet => self.first_of(burst, View::turn_leaf),
            Kind::Turn if keys::takes_text(self.turn) => self.take_typed(burst),
            Kind::Turn => self.take_keys(burst),
        }
    }

    /// Says what a key is about to do, while nobody knows yet whether it is held down.
    pub fn announce(&mut self, outcome: &Outcome) {
        if let Outcome::Reply(reply) = outcome {
            let command = keys::commands(self.turn)
                .into_iter()
                .find(|command| command.does == Does::Reply(reply.clone()));
            self.complain(command.map_or("…".to_owned(), |command| format!("{} …", command.word)));
        }
    }

    /// Does what keys mean until one of them has an outcome; the others are dropped.
    fn first_of(&mut self, keys: &[Key], press: impl Fn(&mut Self, &Key) -> Outcome) -> Outcome {
        let mut outcomes = keys.iter().map(|key| press(self, key));
        outcomes.find(|outcome| *outcome != Outcome::Stay).unwrap_or(Outcome::Stay)
    }

    fn turn_leaf(&mut self, key: &Key) -> Outcome {
        match key {
            Key::Esc => Outcome::Reply(Reply::Hide),
            Key::Char(letter) if self.does_character(*letter, &Reply::Hide) => Outcome::Reply(Reply::Hide),
            Key::Char(letter) if self.does_character(*letter, &Reply::Danger) => {
                Outcome::Reply(Reply::Danger)
            }
            Key::Char(' ') | Key::PageDown if self.more() => self.scroll_page(),
            Key::Down if self.more() => self.scroll_row(),
            Key::Up => self.scroll_to(self.reading.offset.saturating_sub(1)),
            Key::PageUp => self.scroll_to(self.reading.offset.saturating_sub(self.page())),
            Key::Paste(_) | Key::HugePaste => Outcome::Stay,
            _ => Outcome::Reply(Reply::Seen),
        }
    }

    fn does(&mut self, does: Does) -> Outcome {
        match does {
            Does::Reply(reply) => self.reply(reply),
            Does::List => Outcome::List,
        }
    }

    /// Returns whether a character is the key of a reply.
    fn does_character(&self, typed: char, reply: &Reply) -> bool {
        keys::of_character(self.turn, typed).is_some_and(|command| command.does == Does::Reply(reply.clone()))
    }

    /// Gives a reply, if it leaves the turn or the text has been read.
    fn reply(&mut self, reply: Reply) -> Outcome {
        if leaves(&reply) || self.reading.is_done() {
            return Outcome::Reply(reply);
        }
        self.complain_unread()
    }

    /// Returns the reply that was given before, if nothing was changed since.
    fn given(&self) -> Option<Reply> {
        self.turn.given.clone().filter(|_| !self.draft.touched)
    }

    fn complain_unread(&mut self) -> Outcome {
        self.complain(format!("There is more to read first: press {}.", self.more_key()))
    }

    /// Returns the key that shows more of the text.
    fn more_key(&self) -> &'static str {
        if keys::takes_text(self.turn) { "Down" } else { "Space" }
    }

    fn complain(&mut self, complaint: impl Into<String>) -> Outcome {
        self.remark = Some(complaint.into());
        Outcome::Stay
    }

    // ---- moving ----

    /// Moves so that what is chosen or typed is seen, once the text was read.
    fn follow(&mut self) {
        let chosen = self.draft.chosen.and_then(|place| self.layout.item(place));
        let window = self.window();
        let rows = self.layout.typing_rows(window).or(chosen);
        if let (Some(rows), true) = (rows, self.reading.is_done()) {
            self.reading.follow(&rows, window);
        }
    }

    fn page(&self) -> usize {
        self.window().saturating_sub(1).max(1)
    }

    fn scroll_page(&mut self) -> Outcome {
        self.scroll_to(self.reading.offset + self.page())
    }

    fn scroll_row(&mut self) -> Outcome {
        self.scroll_to(self.reading.offset + 1)
    }

    fn scroll_to(&mut self, row: usize) -> Outcome {
        let window = self.window();
        self.reading.go_to(row, self.layout.rows(), window);
        Outcome::Stay
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
            | Reply::OpenNote
    )
}

/// A hidden screen is shown again by Enter and by nothing else, not even by what comes with an Enter.
fn uncovered(burst: &[Key]) -> Outcome {
    let only_enter = burst.iter().all(|key| matches!(key, Key::Enter | Key::LineBreak));
    if only_enter && !burst.is_empty() { Outcome::Reply(Reply::Seen) } else { Outcome::Stay }
}

#[cfg(test)]
mod tests;
