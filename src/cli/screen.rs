//! Owns the screen for as long as a conversation is on it: the alternate screen, the keyboard without
//! echo, the way back. Whatever ends the program, a return, an error, a signal or a mistake of ours,
//! the screen is wiped and the terminal is as it was. Its one surprise: it wipes row by row and sends
//! no `ESC[3J`, because inside tmux and xterm that deletes the person's own earlier scrollback, and
//! `ESC[2J` can push what is on the screen into it.
#![expect(clippy::disallowed_methods, reason = "this is where the screen is taken and given back")]

use std::env;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use rustix::stdio;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

/// How many rows and columns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// From top to bottom.
    pub rows: usize,
    /// From left to right.
    pub columns: usize,
}

/// One row of the screen; the text fits into it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub text: String,
    /// Whether it is shown bold.
    pub strong: bool,
}

/// What is on the screen.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The rows from the top; what is missing is empty.
    pub rows: Vec<Row>,
    /// Row and column of the cursor, from 0. Screen readers follow it.
    pub cursor: (usize, usize),
}

/// The screen while it is ours. There is at most one.
pub struct Screen {
    out: File,
    before: Termios,
}

/// What is needed to give the terminal back; also the panic hook needs it.
struct Borrowed {
    out: File,
    before: Termios,
}

static BORROWED: Mutex<Option<Borrowed>> = Mutex::new(None);

const STOPPED: &str = "Safelight had to stop because of a mistake of its own. Nothing was written.";

/// Lets a panic say a fixed sentence, never what was in memory, on a terminal that is as it was.
pub fn keep_panics_quiet() {
    panic::set_hook(Box::new(|_| {
        give_back();
        // Nobody is left to tell if this fails.
        let _ = writeln!(io::stderr(), "{STOPPED}");
    }));
}

impl Screen {
    /// Takes the screen: standard output if it is a terminal, standard error otherwise.
    ///
    /// # Errors
    /// When there is no terminal to read keys from and to show turns on.
    pub fn open() -> io::Result<Screen> {
        let out = if io::stdout().is_terminal() {
            rustix::io::dup(stdio::stdout())?
        } else {
            rustix::io::dup(stdio::stderr())?
        };
        let out = File::from(out);
        if !out.is_terminal() {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "there is no terminal to show turns on"));
        }
        let before = tcgetattr(stdio::stdin())?;
        let mut screen = Screen { out, before };
        *borrowed() = Some(Borrowed { out: screen.out.try_clone()?, before: screen.before.clone() });
        if has_title() {
            screen.out.write_all(b"\x1b[22;0t\x1b]0;Notes\x07")?;
        }
        screen.take()?;
        Ok(screen)
    }

    /// Takes the terminal again if somebody gave it other modes meanwhile, such as a shell that had
    /// stopped the program. Returns whether that was so.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn take_again(&mut self) -> io::Result<bool> {
        let now = tcgetattr(stdio::stdin())?;
        if now.local_modes == self.raw().local_modes {
            return Ok(false);
        }
        self.take()?;
        Ok(true)
    }

    fn take(&mut self) -> io::Result<()> {
        tcsetattr(stdio::stdin(), OptionalActions::Flush, &self.raw())?;
        let mut codes = "\x1b[?1049h\x1b[?2004h\x1b[?25h".to_owned();
        wipe(&mut codes, self.size().rows);
        self.out.write_all(codes.as_bytes())
    }

    fn raw(&self) -> Termios {
        let mut raw = self.before.clone();
        raw.make_raw();
        // Output stays as it was, so that a message from elsewhere does not run down in steps.
        raw.output_modes = self.before.output_modes;
        raw
    }

    /// Returns the size as it is now.
    pub fn size(&self) -> Size {
        size_of(&self.out)
    }

    /// Shows a frame in place of what is there.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn paint(&mut self, frame: &Frame) -> io::Result<()> {
        let mut codes = String::new();
        let nothing = Row::default();
        for place in 0..self.size().rows {
            let row = frame.rows.get(place).unwrap_or(&nothing);
            let (on, off) = if row.strong { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
            put(&mut codes, format_args!("\x1b[{};1H\x1b[2K{on}{}{off}", place + 1, row.text));
        }
        put(&mut codes, format_args!("\x1b[{};{}H", frame.cursor.0 + 1, frame.cursor.1 + 1));
        self.out.write_all(codes.as_bytes())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Wipes the screen and gives the terminal back, once.
fn give_back() {
    let Some(Borrowed { mut out, before }) = taken() else {
        return;
    };
    let mut codes = String::new();
    wipe(&mut codes, size_of(&out).rows);
    codes.push_str("\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l");
    if has_title() {
        codes.push_str("\x1b[23;0t");
    }
    if !has_alternate_screen() {
        // What was shown stood on the one screen there is, so all of it goes.
        codes.push_str("\x1b[H\x1b[2J\x1b[3J");
    }
    // A terminal that is gone needs nothing back.
    let _ = out.write_all(codes.as_bytes());
    let _ = tcsetattr(stdio::stdin(), OptionalActions::Flush, &before);
}

fn borrowed() -> MutexGuard<'static, Option<Borrowed>> {
    BORROWED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes what was borrowed out of its place. Never waits: a panic may hold the lock itself.
fn taken() -> Option<Borrowed> {
    match BORROWED.try_lock() {
        Ok(mut borrowed) => borrowed.take(),
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().take(),
        Err(TryLockError::WouldBlock) => None,
    }
}

fn wipe(codes: &mut String, rows: usize) {
    for row in 1..=rows {
        put(codes, format_args!("\x1b[{row};1H\x1b[2K"));
    }
    codes.push_str("\x1b[H");
}

fn put(codes: &mut String, text: std::fmt::Arguments<'_>) {
    codes.write_fmt(text).expect("a string takes everything");
}

fn size_of(out: &File) -> Size {
    match tcgetwinsize(out.as_fd()) {
        Ok(size) if size.ws_row > 0 && size.ws_col > 0 => {
            Size { rows: size.ws_row.into(), columns: size.ws_col.into() }
        }
        _ => Size { rows: 24, columns: 80 },
    }
}

fn terminal_name() -> Option<String> {
    env::var("TERM").ok().filter(|name| !name.is_empty())
}

fn has_alternate_screen() -> bool {
    terminal_name()
        .is_some_and(|name| !matches!(name.as_str(), "linux" | "dumb" | "unknown" | "ansi" | "vt100"))
}

fn has_title() -> bool {
    has_alternate_screen()
}
