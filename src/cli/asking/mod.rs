//! How turns reach people: whoever can show a turn and bring back a reply is an [`Asker`]: the terminal,
//! plain lines. What a letter or a typed line means is the same for both; numbers are each one's own.
//! [`leading`] is the loop around a conversation, and writes its copies.

pub mod copy_place;
pub mod keys;
pub mod leading;
pub mod titles;
pub mod typed_lines;

use std::fmt;
use std::io;
use std::rc::Rc;

use age::secrecy::SecretString;
use safelight::conversation::{Dialogue, Refused, Reply, Turn, lead};
use safelight::turned::TurnedTalk;
use zeroize::Zeroizing;

use super::invocation::ExitStatus;

/// The number of the signal that Ctrl-C is elsewhere.
const INTERRUPT: i32 = 2;

/// Shows turns to the practitioner and brings back replies.
pub trait Asker {
    /// Shows one turn, with why the last reply to it was refused, and waits for a reply.
    ///
    /// # Errors
    /// When nobody can answer any more.
    fn ask(&mut self, turn: &Turn, refused: Option<&Refused>) -> Result<Reply, Gone>;

    /// Turns the screen to the person, and leads the talk that they have with it alone to its end. The word that was
    /// agreed on fills the screen when they need help.
    ///
    /// # Errors
    /// When nobody can answer any more, or here is no screen that can be turned.
    fn turn_to_person(&mut self, _talk: &mut TurnedTalk<'_, '_>, _word: &str) -> Result<(), Gone> {
        Err(Gone::Failed("no screen can be turned to the person here".to_owned()))
    }

    /// Returns whether there is a screen here that can be turned to the person.
    fn can_turn(&self) -> bool {
        false
    }

    /// Once nobody has pressed a key for a long time, the screen is hidden, and only the passphrase of this shows it
    /// again: then [`Asker::ask`] says that it is [`Gone::Locked`]. What cannot hide itself never says so.
    fn lock_with(&mut self, _key: Rc<dyn ScreenKey>) {}

    /// Shows nothing until the passphrase is typed. What was asked about need not be in memory meanwhile.
    ///
    /// # Errors
    /// When nobody can answer any more.
    fn unlock(&mut self) -> Result<(), Gone> {
        Ok(())
    }
}

/// Leads something that needs nothing of the program but to be shown.
///
/// # Errors
/// When nobody answers any more.
pub fn show(dialogue: &mut dyn Dialogue, asker: &mut dyn Asker) -> Result<(), Gone> {
    lead(dialogue, |turn, refused| {
        loop {
            match asker.ask(turn, refused) {
                Err(Gone::Locked) => asker.unlock()?,
                replied => return replied,
            }
        }
    })
}

/// What opens a screen that locked itself.
pub trait ScreenKey {
    /// Returns whether this passphrase is the one.
    fn opens(&self, passphrase: &SecretString) -> bool;

    /// The screen is locked: what an earlier passphrase brought goes.
    fn forget(&self);

    /// Seals what is half typed, for as long as the screen is locked.
    fn seal(&self, text: &str) -> Vec<u8>;

    /// Returns what was sealed, once it was opened.
    fn unsealed(&self, sealed: &[u8]) -> Option<Zeroizing<String>>;
}

/// Why nobody answers any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// Somebody pressed Ctrl-C.
    CtrlC,
    /// The system asked the program to end: the number of the signal.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there are no such signals"))]
    Signal(i32),
    /// The screen locked itself: somebody answers again once [`Asker::unlock`] is done.
    Locked,
    /// The input ended.
    Ended,
    /// The terminal failed, with its reason.
    Failed(String),
}

impl std::error::Error for Gone {}

impl Gone {
    /// Returns how the program ends where nothing more is to be said than that.
    pub fn status(&self) -> ExitStatus {
        match self {
            Gone::CtrlC => ExitStatus::Signal(INTERRUPT),
            Gone::Signal(signal) => ExitStatus::Signal(*signal),
            Gone::Locked | Gone::Ended | Gone::Failed(_) => ExitStatus::Failed,
        }
    }

    /// Returns what a failed input or output means.
    pub fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof => Gone::Ended,
            _ if is_closed_terminal(error) => Gone::Ended,
            _ => Gone::Failed(error.to_string()),
        }
    }
}

/// A terminal that has been closed says EIO.
#[cfg(unix)]
fn is_closed_terminal(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

/// This system says nothing of the kind.
#[cfg(not(unix))]
fn is_closed_terminal(_: &io::Error) -> bool {
    false
}

impl fmt::Display for Gone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gone::CtrlC | Gone::Signal(_) => out.write_str("interrupted"),
            Gone::Locked => out.write_str("the screen is locked"),
            Gone::Ended => out.write_str("the input ended"),
            Gone::Failed(reason) => write!(out, "the terminal failed: {reason}"),
        }
    }
}
