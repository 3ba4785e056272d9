//! The lines of standard input. On Unix a signal ends the waiting for a line; on a terminal what was typed
//! ahead is dropped, also half a line, and lines that were pasted together can be told. From a pipe nothing
//! is ever dropped, and on other systems nothing from a console either. Its one surprise: half a typed line
//! can be seen only while the terminal hands over single characters, so it does that for a moment.
#![expect(clippy::disallowed_methods, reason = "this is where standard input is opened and waited for")]

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

#[cfg(unix)]
use rustix::process::Signal;
#[cfg(unix)]
use rustix::stdio;
#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use super::cut_lines::{CutLines, InputLine};
use crate::cli::asking::Gone;
use crate::cli::input_bytes;
#[cfg(unix)]
use crate::cli::signals::{News, Signals};

/// How long nothing must come before a prompt is shown.
const QUIET: Duration = Duration::from_millis(20);
/// How long to wait for that at most.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long after a line another one still belongs to what was pasted.
const TOGETHER: Duration = Duration::from_millis(50);
/// How long a signal that came just before the waiting can go unnoticed.
const GLANCE: Duration = Duration::from_secs(1);

/// The lines of standard input, and the signals that end the waiting for one.
pub struct StandardInput {
    #[cfg(unix)]
    signals: Signals,
    is_terminal: bool,
    held: CutLines,
    /// What an ended or failed input said; told once all its lines have been taken.
    end: Option<Gone>,
}

impl StandardInput {
    /// Opens standard input.
    ///
    /// # Errors
    /// When the system does not let the program handle its signals.
    pub fn open() -> io::Result<Self> {
        let is_terminal = cfg!(unix) && io::stdin().is_terminal();
        Ok(StandardInput {
            #[cfg(unix)]
            signals: Signals::watch()?,
            is_terminal,
            held: CutLines::nothing(is_terminal),
            end: None,
        })
    }

    /// Drops what was typed before now, if a person is typing. Returns whether there was something.
    ///
    /// # Errors
    /// When nobody can type any more.
    pub fn forget_typed_ahead(&mut self) -> Result<bool, Gone> {
        if !self.is_terminal || self.end.is_some() {
            return Ok(false);
        }
        let begun = Instant::now();
        while self.end.is_none() && begun.elapsed() < PATIENCE && self.wait(QUIET)? {
            self.read();
        }
        self.hold_half_line();
        // Where the half line could not be read, it can still be dropped.
        #[cfg(unix)]
        input_bytes::drop_typed();
        Ok(self.held.clear())
    }

    /// Returns the next line.
    ///
    /// # Errors
    /// When nobody can type any more.
    pub fn next(&mut self) -> Result<InputLine, Gone> {
        loop {
            if let Some(line) = self.held.next() {
                return Ok(line);
            }
            if let Some(end) = &self.end {
                return self.held.rest().ok_or(end.clone());
            }
            while !self.wait(GLANCE)? {}
            self.read();
        }
    }

    /// Returns the next line if it was pasted together with the last one; nothing where that cannot be
    /// told, as in a pipe.
    ///
    /// # Errors
    /// When nobody can type any more.
    pub fn pasted(&mut self) -> Result<Option<InputLine>, Gone> {
        if !self.is_terminal {
            return Ok(None);
        }
        if let Some(line) = self.held.next() {
            return Ok(Some(line));
        }
        while self.end.is_none() && self.wait(TOGETHER)? {
            self.read();
            if let Some(line) = self.held.next() {
                return Ok(Some(line));
            }
        }
        // What was pasted need not end with a line end: then the rest waits for Enter.
        self.hold_half_line();
        if self.held.has_begun() { self.next().map(Some) } else { Ok(None) }
    }

    /// Waits until there is something to read or the time is over. Returns whether there is.
    fn wait(&self, limit: Duration) -> Result<bool, Gone> {
        self.go_on_unless_interrupted()?;
        let ready = input_bytes::wait(limit);
        self.go_on_unless_interrupted()?;
        ready
    }

    /// Ctrl-C may be answered with "go on", so it is over once it is told. Nothing else is.
    #[cfg(unix)]
    fn go_on_unless_interrupted(&self) -> Result<(), Gone> {
        match self.signals.news() {
            Some(News::End(signal)) if self.is_terminal && signal == Signal::INT.as_raw() => {
                self.signals.forget_end();
                Err(Gone::CtrlC)
            }
            Some(News::End(signal)) => Err(Gone::Signal(signal)),
            // There is no screen to give back, so it simply stops. If the system refuses, it goes on.
            Some(News::Stop) => {
                let _ = self.signals.stop_here();
                Ok(())
            }
            Some(News::Continued | News::Resized) | None => Ok(()),
        }
    }

    /// This system tells of nothing.
    #[cfg(not(unix))]
    fn go_on_unless_interrupted(&self) -> Result<(), Gone> {
        Ok(())
    }

    /// Reads what is there. Call it only when there is something: a signal does not end it.
    fn read(&mut self) {
        let mut buffer = [0; 4096];
        match input_bytes::read(&mut buffer) {
            Ok(count) => self.held.add(&buffer[..count]),
            Err(gone) => self.end = Some(gone),
        }
    }

    /// Nothing can be told of half a line here.
    #[cfg(not(unix))]
    fn hold_half_line(&mut self) {}

    /// Reads half a line that was typed, if there is one. The terminal is as before afterwards.
    #[cfg(unix)]
    fn hold_half_line(&mut self) {
        let Ok(usual) = tcgetattr(stdio::stdin()) else { return };
        let mut single = usual.clone();
        single.local_modes.remove(LocalModes::ICANON);
        if self.end.is_some() || tcsetattr(stdio::stdin(), OptionalActions::Now, &single).is_err() {
            return;
        }
        if input_bytes::wait(Duration::ZERO) == Ok(true) {
            self.read();
        }
        // It was possible a moment ago; if not now, the terminal is gone and the next reading says so.
        let _ = tcsetattr(stdio::stdin(), OptionalActions::Now, &usual);
    }
}
