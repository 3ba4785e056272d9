//! Shows turns on a real terminal and reads single keys: the whole screen is one turn. What is shown
//! and what a key means is decided in `view`; here keys are waited for, and nothing that was typed or
//! pasted before a turn was on the screen is ever taken for its answer.
#![expect(clippy::disallowed_methods, reason = "only the terminal waits")]

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use rustix::stdio;
use safelight::interview::{AskError, Asker, Reply, Turn, Wanted};

use super::decode::{Decoder, Key};
use super::input;
use super::keys;
use super::screen::{Frame, Row, Screen, Size};
use super::signals::{INTERRUPT, Signals};
use super::view::{Outcome, View};

/// How often the size of the screen is looked at while nothing happens.
const GLANCE: Duration = Duration::from_millis(250);
/// After how long a sequence that was begun is given up.
const PATIENCE: Duration = Duration::from_secs(1);
/// Keys that follow each other faster than this are a key held down, or a paste.
const HELD: Duration = Duration::from_millis(45);

/// Shows turns on a terminal.
pub struct TerminalAsker {
    keyboard: Keyboard,
    screen: Screen,
    size: Size,
    /// What was read to its end, so that it need not be read again when it comes back.
    read: Vec<Turn>,
    /// Whether the last reply was that the question had been asked in other words.
    reworded: bool,
}

impl TerminalAsker {
    /// Takes the screen until the asker is dropped.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn open() -> io::Result<TerminalAsker> {
        let keyboard = Keyboard::new()?;
        let screen = Screen::open()?;
        let size = screen.size();
        Ok(TerminalAsker { keyboard, screen, size, read: Vec::new(), reworded: false })
    }

    fn converse(&mut self, view: &mut View<'_>, turn: &Turn) -> Result<Reply, AskError> {
        self.show(&view.frame(self.size))?;
        loop {
            let outcome = match self.key()? {
                Some(key) => view.press(&key),
                None => Outcome::Stay,
            };
            match outcome {
                Outcome::Reply(reply) => return Ok(reply),
                Outcome::Stay => self.paint(&view.frame(self.size))?,
                Outcome::Hide => self.hide()?,
                Outcome::List => self.list_keys(turn)?,
                Outcome::Note => {
                    if let Some(reply) = self.note(turn)? {
                        return Ok(reply);
                    }
                }
            }
            if outcome != Outcome::Stay {
                self.show(&view.frame(self.size))?;
            }
        }
    }

    /// Shows something new. It is shown at once; what was typed until then, and in the moment that
    /// nobody can have read it yet, is dropped.
    fn show(&mut self, frame: &Frame) -> Result<(), AskError> {
        self.paint(frame)?;
        self.keyboard.settle()
    }

    /// Shows a neutral page and nothing else until Enter.
    fn hide(&mut self) -> Result<(), AskError> {
        let title = Row { text: "Notes".to_owned(), strong: false };
        let frame = Frame { rows: vec![title], cursor: (2, 0) };
        self.show(&frame)?;
        loop {
            match self.key()? {
                Some(Key::Enter) => return Ok(()),
                Some(_) => {}
                None => self.paint(&frame)?,
            }
        }
    }

    fn list_keys(&mut self, turn: &Turn) -> Result<(), AskError> {
        let mut page = Turn::to_see().heading("All keys");
        page.mark = turn.mark;
        page.tell = keys::explained(turn);
        let mut view = View::new(&page, self.size).leaflet();
        self.converse(&mut view, &page).map(drop)
    }

    /// Lets the person's own words be typed. Returns nothing if nothing was.
    fn note(&mut self, turn: &Turn) -> Result<Option<Reply>, AskError> {
        let mut page = Turn::new(Wanted::Line { hint: "the words, then press Enter".to_owned() })
            .heading("Their own words");
        (page.mark, page.heard) = (turn.mark, turn.heard.clone());
        page.tell = vec![keys::NOTE_WARNING.to_owned(), "Enter without any words notes nothing.".to_owned()];
        let mut view = View::new(&page, self.size);
        Ok(match self.converse(&mut view, &page)? {
            Reply::Line(words) if words.is_empty() => None,
            Reply::Line(words) => Some(Reply::Note(words)),
            other => Some(other),
        })
    }

    /// Waits for a key. Returns none when the screen has changed and must be shown again.
    fn key(&mut self) -> Result<Option<Key>, AskError> {
        loop {
            if let Some(key) = self.keyboard.next(GLANCE)? {
                return Ok(Some(key));
            }
            let taken_again = self.screen.take_again().map_err(|error| gone(&error))?;
            let size = self.screen.size();
            if taken_again || size != self.size {
                self.size = size;
                return Ok(None);
            }
        }
    }

    fn paint(&mut self, frame: &Frame) -> Result<(), AskError> {
        self.screen.paint(frame).map_err(|error| gone(&error))
    }

    /// Returns whether a turn was read before. What was added to it, such as a note, was typed here.
    fn was_read(&self, turn: &Turn) -> bool {
        self.read.iter().any(|read| {
            (&read.progress, &read.heading, &read.say, &read.heard)
                == (&turn.progress, &turn.heading, &turn.say, &turn.heard)
                && turn.tell.starts_with(&read.tell)
                && read.page.is_some() == turn.page.is_some()
        })
    }
}

impl Asker for TerminalAsker {
    fn ask(&mut self, turn: &Turn) -> Result<Reply, AskError> {
        self.size = self.screen.size();
        let remark = self.reworded.then_some("Marked: asked in other words.");
        let mut view = View::new(turn, self.size).already_read(self.was_read(turn)).remark(remark);
        let reply = self.converse(&mut view, turn);
        self.reworded = reply == Ok(Reply::Reworded);
        if view.is_read() && !self.was_read(turn) {
            self.read.push(turn.clone());
        }
        reply
    }
}

/// The keys as they come.
struct Keyboard {
    signals: Signals,
    decoder: Decoder,
    waiting: VecDeque<Key>,
    last: Instant,
    /// Whether nothing has been taken since the turn was shown.
    fresh: bool,
}

impl Keyboard {
    fn new() -> io::Result<Keyboard> {
        Ok(Keyboard {
            signals: Signals::watch()?,
            decoder: Decoder::default(),
            waiting: VecDeque::new(),
            last: Instant::now(),
            fresh: true,
        })
    }

    /// Drops what was typed so far, until nothing more comes for a moment.
    fn settle(&mut self) -> Result<(), AskError> {
        let Keyboard { signals, decoder, last, .. } = self;
        input::settle(stdio::stdin(), signals, |bytes| {
            *last = Instant::now();
            let interrupted = bytes.iter().any(|byte| decoder.feed(*byte) == Some(Key::Interrupt));
            if interrupted { Err(AskError::Interrupted(INTERRUPT)) } else { Ok(()) }
        })?;
        self.waiting.clear();
        self.fresh = true;
        Ok(())
    }

    /// Returns the next key, or none if none comes in time.
    fn next(&mut self, limit: Duration) -> Result<Option<Key>, AskError> {
        if self.waiting.is_empty() {
            self.read(limit)?;
        }
        match self.waiting.pop_front() {
            Some(Key::Interrupt) => Err(AskError::Interrupted(INTERRUPT)),
            Some(Key::Enter) if self.is_pasted() => Ok(Some(Key::Char(' '))),
            key => Ok(key),
        }
    }

    /// Returns whether the Enter just taken stands in the middle of a burst, which no hand types.
    fn is_pasted(&self) -> bool {
        matches!(self.waiting.front(), Some(Key::Char(_)))
    }

    fn read(&mut self, limit: Duration) -> Result<(), AskError> {
        if !input::wait(stdio::stdin(), &self.signals, limit)? {
            if self.decoder.is_within() && self.last.elapsed() > PATIENCE {
                self.waiting.extend(self.decoder.give_up());
            }
            return Ok(());
        }
        let mut buffer = [0; 4096];
        let count = input::read(stdio::stdin(), &mut buffer)?;
        let held = self.fresh && self.last.elapsed() < HELD;
        self.last = Instant::now();
        let keys = buffer[..count].iter().filter_map(|byte| self.decoder.feed(*byte));
        if held {
            self.waiting.extend(keys.filter(|key| *key == Key::Interrupt));
        } else {
            self.waiting.extend(keys);
            self.fresh = false;
        }
        Ok(())
    }
}

/// Returns what a failed terminal means.
fn gone(error: &io::Error) -> AskError {
    match error.raw_os_error().map(rustix::io::Errno::from_raw_os_error) {
        Some(rustix::io::Errno::IO | rustix::io::Errno::PIPE) => AskError::Ended,
        _ => AskError::Failed(error.to_string()),
    }
}
