//! How far a text has been read: which rows are on the screen, and which have been. Its rule: only rows
//! that were painted one after the other count as read, so a jump to the end reads nothing.

use std::ops::Range;

/// How far a text has been read.
#[derive(Clone, Default)]
pub struct ReadSoFar {
    /// The first row that is shown.
    pub offset: usize,
    /// How many rows have been on the screen, from the first on.
    seen: usize,
    read: bool,
    /// The rows that were painted last.
    painted: Range<usize>,
}

impl ReadSoFar {
    /// Returns whether all of the text has been on the screen.
    pub fn is_done(&self) -> bool {
        self.read
    }

    /// Takes the text as read before.
    pub fn done_before(&mut self, done: bool) {
        self.read |= done;
    }

    /// Begins anew: the rows are others now.
    pub fn restart(&mut self) {
        *self = ReadSoFar { read: self.read, ..ReadSoFar::default() };
    }

    /// Takes note that rows are painted: so many of all rows, the first ones of them text.
    pub fn paint(&mut self, all: usize, window: usize, text: usize) {
        self.offset = self.offset.min(all.saturating_sub(window));
        self.painted = self.offset..self.offset + window;
        if self.offset <= self.seen {
            self.seen = self.seen.max(self.painted.end);
        }
        self.read |= self.seen >= text;
    }

    /// Returns whether a row was on the screen when it was painted last.
    pub fn shows(&self, row: usize) -> bool {
        self.painted.contains(&row)
    }

    /// Moves to a row. While there is something to read, nothing unread is skipped.
    pub fn go_to(&mut self, row: usize, all: usize, window: usize) {
        let last = all.saturating_sub(window);
        self.offset = row.min(if self.read { last } else { last.min(self.seen) });
    }

    /// Goes back to where reading goes on.
    pub fn resume(&mut self) {
        self.offset = self.seen.saturating_sub(1);
    }

    /// Moves so that rows can be seen, the first of them in any case.
    pub fn follow(&mut self, rows: &Range<usize>, window: usize) {
        let lowest = rows.end.saturating_sub(window);
        self.offset = self.offset.max(lowest).min(rows.start);
    }
}
