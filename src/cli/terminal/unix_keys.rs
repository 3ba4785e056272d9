//! Waits for the bytes of the terminal and makes them keys. It reads the file itself and not through
//! `std::io::stdin`, which keeps a buffer of its own that can neither be waited for nor be emptied. Unix
//! only; nothing here is an answer yet.
#![expect(clippy::disallowed_methods, reason = "only the terminal waits")]

use std::time::{Duration, Instant};

use super::decode::Decoder;
use super::key::KeyPress;
use super::keyboard::Input;
use crate::cli::asking::Gone;
use crate::cli::input_bytes;

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
        input_bytes::wait(limit)
    }

    fn read(&mut self, keys: &mut Vec<KeyPress>) -> Result<(), Gone> {
        let Bytes { decoder, last, buffer } = self;
        let count = input_bytes::read(&mut buffer[..])?;
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
