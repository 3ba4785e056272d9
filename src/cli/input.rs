//! Waits for input and reads it, and never longer than a signal. Both askers read through here and
//! not through `std::io::stdin`, which keeps a buffer of its own that can neither be waited for nor
//! be emptied.
#![expect(clippy::disallowed_methods, reason = "this is where the terminal is waited for")]

use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use safelight::interview::AskError;

use super::signals::Signals;

/// How long nothing must come before a new turn is shown.
const QUIET: Duration = Duration::from_millis(20);
/// How long to wait for that at most.
const PATIENCE: Duration = Duration::from_millis(200);

/// Waits until there is something to read or the time is over. Returns whether there is.
///
/// # Errors
/// When a signal came, or the input failed.
pub fn wait(input: BorrowedFd<'_>, signals: &Signals, limit: Duration) -> Result<bool, AskError> {
    let time =
        Timespec { tv_sec: limit.as_secs().try_into().unwrap_or(0), tv_nsec: limit.subsec_nanos().into() };
    let mut watched = [PollFd::from_borrowed_fd(input, PollFlags::IN)];
    let ready = poll(&mut watched, Some(&time));
    if let Some(signal) = signals.caught() {
        return Err(AskError::Interrupted(signal));
    }
    match ready {
        Ok(count) => Ok(count > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(AskError::Failed(error.to_string())),
    }
}

/// Reads what is there. Call it only when there is something: a signal does not end it.
///
/// # Errors
/// When the input ended or failed.
pub fn read(input: BorrowedFd<'_>, buffer: &mut [u8]) -> Result<usize, AskError> {
    match rustix::io::read(input, buffer) {
        // A terminal that has been closed says EIO.
        Ok(0) | Err(Errno::IO) => Err(AskError::Ended),
        Ok(count) => Ok(count),
        Err(Errno::INTR | Errno::AGAIN) => Ok(0),
        Err(error) => Err(AskError::Failed(error.to_string())),
    }
}

/// Reads until nothing more comes for a moment, and hands over what came: it was typed before the
/// turn that is about to be shown.
///
/// # Errors
/// When a signal came, the input ended or failed, or `seen` says so.
pub fn settle(
    input: BorrowedFd<'_>,
    signals: &Signals,
    mut seen: impl FnMut(&[u8]) -> Result<(), AskError>,
) -> Result<(), AskError> {
    let begun = Instant::now();
    let mut buffer = [0; 4096];
    while wait(input, signals, QUIET)? {
        let count = read(input, &mut buffer)?;
        seen(&buffer[..count])?;
        if begun.elapsed() > PATIENCE {
            break;
        }
    }
    Ok(())
}
