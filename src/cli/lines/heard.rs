//! What a listener has heard already: how much of a turn must be said depends on where they come from. It
//! remembers only the present place, the interruptions on top of it, and the long pages to which one
//! returns. Its one surprise: where a new conversation begins, everything is forgotten.

use std::collections::BTreeMap;

use safelight::conversation::{Point, Turn};

use super::turn_lines::Showing;

/// How much of a turn must be said.
#[derive(Debug, PartialEq, Eq)]
pub enum Saying {
    /// All of it.
    All,
    /// We are still here: only these lines, which are new.
    New(Vec<String>),
    /// We were away and are back: where we are, and these lines, which are new.
    Back(Vec<String>),
}

impl Saying {
    /// Returns the same with other lines that are new.
    pub fn map(self, change: impl FnOnce(Vec<String>) -> Vec<String>) -> Self {
        match self {
            Saying::All => Saying::All,
            Saying::New(new) => Saying::New(change(new)),
            Saying::Back(new) => Saying::Back(change(new)),
        }
    }
}

/// What has been heard.
#[derive(Default)]
pub struct Course {
    heard: BTreeMap<Point, Showing>,
    /// The present place, and the interruptions that are on top of it.
    path: Vec<Point>,
    /// Whether the listener was away without another turn.
    away: bool,
}

impl Course {
    /// Goes to a turn. Returns how much of it must be said.
    pub fn enter(&mut self, turn: &Turn) -> Saying {
        let showing = Showing::of(turn);
        let saying = self.saying(&turn.at, &showing);
        if interrupts(&turn.at) {
            let here = self.path.iter().position(|at| *at == turn.at);
            self.path.truncate(here.unwrap_or(self.path.len()));
        } else {
            self.path.clear();
            let begins = matches!(turn.at, Point::Gate(0) | Point::Before | Point::Outside(_));
            self.heard.retain(|at, _| !begins && is_long(at));
        }
        self.away = false;
        self.path.push(turn.at);
        self.heard.insert(turn.at, showing);
        saying
    }

    /// The listener was away without another turn: everything was hidden.
    pub fn leave(&mut self) {
        self.away = true;
    }

    fn saying(&self, at: &Point, showing: &Showing) -> Saying {
        let Some(earlier) = self.heard.get(at).filter(|earlier| showing.is_like(earlier)) else {
            return Saying::All;
        };
        let new = showing.new_since(earlier);
        if self.path.last() == Some(at) && !self.away {
            Saying::New(new)
        } else if self.path.contains(at) || is_long(at) {
            Saying::Back(new)
        } else {
            Saying::All
        }
    }
}

/// Returns whether one comes from a point back to where one was.
fn interrupts(at: &Point) -> bool {
    matches!(
        at,
        Point::Break
            | Point::Danger
            | Point::Ending
            | Point::Unsaved
            | Point::Hidden
            | Point::Note(_)
            | Point::NoteWords(_)
            | Point::NoteLeft(_)
            | Point::Interpreter(_)
            | Point::Task(_)
    )
}

/// Returns whether one returns to a point and knows it by then.
fn is_long(at: &Point) -> bool {
    matches!(at, Point::Review | Point::Summary)
}
