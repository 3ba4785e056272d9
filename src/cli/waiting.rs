//! Standard input on Unix, read as a file and not through `std::io::stdin`, which keeps a buffer of its own
//! that can neither be waited for nor be emptied. A signal ends the waiting, and never the reading.

use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio;

use super::asking::Gone;

/// Waits until there is something to read, the time is over, or a signal came. Returns whether there is
/// something.
///
/// # Errors
/// When the input failed.
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
pub fn read(buffer: &mut [u8]) -> Result<usize, Gone> {
    match rustix::io::read(stdio::stdin(), buffer) {
        Ok(0) => Err(Gone::Ended),
        Ok(count) => Ok(count),
        Err(Errno::INTR | Errno::AGAIN) => Ok(0),
        Err(error) => Err(Gone::of(&error.into())),
    }
}
