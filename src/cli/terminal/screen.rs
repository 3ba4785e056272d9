//! Owns the screen for as long as a conversation is on it: the alternate screen, the keyboard without
//! echo, the way back. Whatever ends the program, a return, an error, a signal or a mistake of ours, the
//! screen is wiped and the terminal is as it was. Its one surprise: it wipes row by row and clears no
//! scrollback (`ESC[3J`), because that deletes the person's own earlier scrollback and `ESC[2J` can push
//! into it what is on the screen. Only if the window became smaller meanwhile is the scrollback cleared
//! too: then the terminal itself may have pushed rows into it, and what was said must not stay there.
#![expect(clippy::disallowed_methods, reason = "this is where the screen is taken and given back")]

#[cfg(unix)]
use std::fs::File;
use std::io::{self, Write};
use std::panic;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crossterm::cursor::{MoveTo, Show};
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{
    Clear, ClearType, DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, queue};

use super::frame::{Frame, ScreenRow, Size};
#[cfg(unix)]
use super::modes;
#[cfg(windows)]
use super::windows_keys::drop_typed;
#[cfg(unix)]
use crate::cli::input_bytes::drop_typed;

/// The screen while it is ours. There is at most one.
pub struct Screen {
    size: Size,
}

/// What is needed to give the terminal back; also the panic hook needs it.
struct Borrowed {
    /// Whether the window became smaller.
    shrunk: bool,
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
    /// Takes the screen, where standard input and standard output are a terminal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn open() -> io::Result<Screen> {
        let mut screen = Screen { size: size() };
        screen.take(false)?;
        Ok(screen)
    }

    /// Returns the size as it is now, and remembers if it became smaller.
    pub fn size(&mut self) -> Size {
        let now = size();
        if now.rows < self.size.rows || now.columns < self.size.columns {
            self.shrank();
        }
        self.size = now;
        now
    }

    /// Takes note that the system told of another size. If it is none, there was a smaller one, or a larger
    /// one, for a moment.
    #[cfg(unix)]
    pub fn was_resized(&mut self) {
        let before = self.size;
        if self.size() == before {
            self.shrank();
        }
    }

    /// Takes the terminal again if somebody gave it other modes meanwhile, such as a shell that had
    /// stopped the program. Returns whether that was so.
    ///
    /// # Errors
    /// When the terminal is gone.
    #[cfg(unix)]
    pub fn take_again_if_lost(&mut self) -> io::Result<bool> {
        let lost = !modes::are_ours()?;
        if lost {
            self.take_again()?;
        }
        Ok(lost)
    }

    /// Takes the terminal again, whatever was done to it meanwhile.
    ///
    /// # Errors
    /// When the terminal is gone.
    #[cfg(unix)]
    pub fn take_again(&mut self) -> io::Result<()> {
        // What was on the screen was on it while the window changed, too.
        self.size();
        let shrunk = borrowed().as_ref().is_some_and(|borrowed| borrowed.shrunk);
        // Only after this are the modes set anew.
        disable_raw_mode()?;
        self.take(shrunk)
    }

    /// Wipes the screen and gives it back until it is taken again.
    #[cfg(unix)]
    pub fn leave(&mut self) {
        give_back();
    }

    /// Clears what can be scrolled back to, where rows of ours may have got there: as long as nothing is to
    /// be seen, nothing is to be found either.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn hide_scrollback(&mut self) -> io::Result<()> {
        let shrunk = borrowed().as_ref().is_some_and(|borrowed| borrowed.shrunk);
        let mut codes = Vec::new();
        if shrunk || !has_alternate_screen() {
            add(&mut codes, Clear(ClearType::Purge));
        }
        send(&codes)
    }

    fn shrank(&mut self) {
        if let Some(borrowed) = borrowed().as_mut() {
            borrowed.shrunk = true;
        }
    }

    fn take(&mut self, shrunk: bool) -> io::Result<()> {
        let first = borrowed().replace(Borrowed { shrunk }).is_none();
        enable_raw_mode()?;
        #[cfg(unix)]
        modes::keep_line_ends()?;
        self.size = size();
        let mut codes = Vec::new();
        if has_alternate_screen() && first {
            #[cfg(unix)]
            codes.extend(b"\x1b[22;0t");
            add(&mut codes, SetTitle("Notes"));
        }
        add(&mut codes, EnterAlternateScreen);
        #[cfg(unix)]
        codes.extend(b"\x1b[?2004h");
        // A row that is wider than we think must not push another into the scrollback.
        add(&mut codes, DisableLineWrap);
        add(&mut codes, Show);
        wipe(&mut codes, self.size.rows);
        send(&codes)
    }

    /// Shows a frame in place of what is there.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn paint(&mut self, frame: &Frame) -> io::Result<()> {
        let mut codes = Vec::new();
        let nothing = ScreenRow::default();
        // All rows, also those that are as before: somebody else may have written on the screen.
        for place in 0..self.size.rows {
            let row = frame.rows.get(place).unwrap_or(&nothing);
            clear_row(&mut codes, place);
            if row.strong {
                add(&mut codes, SetAttribute(Attribute::Bold));
            }
            add(&mut codes, Print(&row.text));
            if row.strong {
                add(&mut codes, SetAttribute(Attribute::Reset));
            }
        }
        add(&mut codes, MoveTo(number(frame.cursor.1), number(frame.cursor.0)));
        send(&codes)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Past the buffer of standard output: what was on the screen would stay in it.
#[cfg(unix)]
fn send(codes: &[u8]) -> io::Result<()> {
    use std::os::fd::AsFd;
    File::from(io::stdout().as_fd().try_clone_to_owned()?).write_all(codes)
}

#[cfg(windows)]
fn send(codes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(codes)?;
    out.flush()
}

/// Wipes the screen and gives the terminal back, once.
fn give_back() {
    let Some(Borrowed { shrunk }) = taken() else {
        return;
    };
    let mut codes = Vec::new();
    wipe(&mut codes, size().rows);
    #[cfg(unix)]
    codes.extend(b"\x1b[?2004l");
    add(&mut codes, SetAttribute(Attribute::Reset));
    add(&mut codes, EnableLineWrap);
    add(&mut codes, Show);
    add(&mut codes, LeaveAlternateScreen);
    if cfg!(unix) && has_alternate_screen() {
        codes.extend(b"\x1b[23;0t");
    }
    if !has_alternate_screen() {
        // What was shown stood on the one screen there is, so all of it goes.
        add(&mut codes, MoveTo(0, 0));
        add(&mut codes, Clear(ClearType::All));
    }
    if shrunk || !has_alternate_screen() {
        add(&mut codes, Clear(ClearType::Purge));
    }
    // A terminal that is gone needs nothing back.
    let _ = send(&codes);
    drop_typed();
    let _ = disable_raw_mode();
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

fn wipe(codes: &mut Vec<u8>, rows: usize) {
    (0..rows).for_each(|row| clear_row(codes, row));
    add(codes, MoveTo(0, 0));
}

fn clear_row(codes: &mut Vec<u8>, row: usize) {
    add(codes, MoveTo(0, number(row)));
    add(codes, Clear(ClearType::CurrentLine));
}

fn add(codes: &mut Vec<u8>, command: impl Command) {
    queue!(codes, command).expect("a vector takes everything");
}

fn number(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// Returns the size of the screen; a usual one if the terminal knows none.
fn size() -> Size {
    #[cfg(unix)]
    let known = modes::size();
    #[cfg(windows)]
    let known = crossterm::terminal::size()
        .ok()
        .map(|(columns, rows)| Size { rows: rows.into(), columns: columns.into() });
    known.filter(|size| size.rows > 0 && size.columns > 0).unwrap_or(Size { rows: 24, columns: 80 })
}

#[cfg(unix)]
fn has_alternate_screen() -> bool {
    let name = std::env::var("TERM").ok().filter(|name| !name.is_empty());
    name.is_some_and(|name| !matches!(name.as_str(), "linux" | "dumb" | "unknown" | "ansi" | "vt100"))
}

#[cfg(windows)]
fn has_alternate_screen() -> bool {
    true
}
