//! Waits for the bytes of the terminal and makes them keys. It reads the file itself and not through
//! `std::io::stdin`, which keeps a buffer of its own that can neither be waited for nor be emptied. Unix
//! only; nothing here is an answer yet.
#![expect(clippy::disallowed_methods, reason = "only the terminal waits")]

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio;

use super::decode::Decoder;
use super::key::KeyPress;
use super::keyboard::Input;
use crate::cli::asking::Gone;

/// Standard input.
pub struct Bytes {
    decoder: Decoder,
    last: Instant,
    buffer: Box<[u8; 4096]>,
}

impl Bytes {
    /// Returns standard input.
    pub fn new() -> Self {
        let decoder = Decoder::default();
        Bytes { last: Instant::now(), decoder, buffer: Box::new([0; 4096]) }
    }
}

impl Input for Bytes {
    fn wait(&mut self, limit: Duration) -> Result<bool, Gone> {
        let seconds = limit.as_secs().try_into().unwrap_or(0);
        let time = Timespec { tv_sec: seconds, tv_nsec: limit.subsec_nanos().into() };
        let mut watched = [PollFd::from_borrowed_fd(stdio::stdin(), PollFlags::IN)];
        match poll(&mut watched, Some(&time)) {
            Ok(count) => Ok(count > 0),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(Gone::Failed(error.to_string())),
        }
    }

    fn read(&mut self, keys: &mut Vec<KeyPress>) -> Result<(), Gone> {
        let Bytes { decoder, last, buffer } = self;
        let count = match rustix::io::read(stdio::stdin(), &mut buffer[..]) {
            // A terminal that has been closed says EIO.
            Ok(0) | Err(Errno::IO) => return Err(Gone::Ended),
            Ok(count) => count,
            Err(Errno::INTR | Errno::AGAIN) => 0,
            Err(error) => return Err(Gone::Failed(error.to_string())),
        };
        *last = Instant::now();
        buffer[..count].iter().for_each(|byte| decoder.feed(*byte, keys));
        // What was typed stays nowhere but where it belongs.
        buffer[..count].fill(0);
        Ok(())
    }

    fn idle(&mut self, keys: &mut Vec<KeyPress>) {
        self.decoder.wait(self.last.elapsed(), keys);
    }

    fn patience(&self) -> Option<Duration> {
        self.decoder.patience().map(|patience| patience.saturating_sub(self.last.elapsed()))
    }
}

/// Returns what a terminal that failed means.
pub fn gone(error: &std::io::Error) -> Gone {
    match error.raw_os_error().map(Errno::from_raw_os_error) {
        Some(Errno::IO | Errno::PIPE) => Gone::Ended,
        _ => Gone::Failed(error.to_string()),
    }
}
