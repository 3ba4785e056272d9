//! Standard input. On Unix it is read as a file and not through `std::io::stdin`, which keeps a buffer of its
//! own that can neither be waited for nor be emptied; a signal ends the waiting, and never the reading.
//! Elsewhere there is no waiting but the reading itself.

use std::time::Duration;

#[cfg(unix)]
use rustix::event::{PollFd, PollFlags, Timespec, poll};
#[cfg(unix)]
use rustix::io::Errno;
#[cfg(unix)]
use rustix::stdio;
#[cfg(unix)]
use rustix::termios::{QueueSelector, tcflush};

use super::asking::Gone;

/// Waits until there is something to read, the time is over, or a signal came. Returns whether there is
/// something.
///
/// # Errors
/// When the input failed.
#[cfg(unix)]
pub fn wait(limit: Duration) -> Result<bool, Gone> {
    let seconds = limit.as_secs().try_into().unwrap_or(0);
    let time = Timespec { tv_sec: seconds, tv_nsec: limit.subsec_nanos().into() };
    let mut watched = [PollFd::from_borrowed_fd(stdio::stdin(), PollFlags::IN)];
    match poll(&mut watched, Some(&time)) {
        Ok(count) => Ok(count > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(Gone::of(&error.into())),
    }
}

/// Reads what is there. Call it only when there is something. Returns how many bytes were read.
///
/// # Errors
/// When the input ended or failed.
#[cfg(unix)]
pub fn read(buffer: &mut [u8]) -> Result<usize, Gone> {
    match rustix::io::read(stdio::stdin(), buffer) {
        Ok(0) => Err(Gone::Ended),
        Ok(count) => Ok(count),
        Err(Errno::INTR | Errno::AGAIN) => Ok(0),
        Err(error) => Err(Gone::of(&error.into())),
    }
}

/// Drops what was typed and not read. Nobody is left to tell if that fails.
#[cfg(unix)]
pub fn drop_typed() {
    let _ = tcflush(stdio::stdin(), QueueSelector::IFlush);
}

/// There is something as soon as it can be read.
#[cfg(not(unix))]
pub fn wait(_: Duration) -> Result<bool, Gone> {
    Ok(true)
}

/// Waits until there is something, and reads it. Returns how many bytes were read.
///
/// # Errors
/// When the input ended or failed.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "this is where standard input is read")]
pub fn read(buffer: &mut [u8]) -> Result<usize, Gone> {
    use std::io::{ErrorKind, Read, stdin};
    match stdin().lock().read(buffer) {
        Ok(0) => Err(Gone::Ended),
        Ok(count) => Ok(count),
        Err(error) if error.kind() == ErrorKind::Interrupted => Ok(0),
        Err(error) => Err(Gone::of(&error)),
    }
}
