//! Where lines come from: [`Lines`] is anything that hands them over one by one, [`Reader`] takes them
//! from whatever can be read, such as a text in a test. It interprets nothing. Its one surprise: half a
//! line before the end of the input is a line, too.

use std::io;

#[cfg(any(test, not(unix)))]
use super::cut_lines::Held;
use super::cut_lines::InputLine;
use crate::cli::asking::Gone;

/// Where lines come from.
pub trait Lines {
    /// Drops what was typed before now, if a person is typing. Returns whether there was something.
    ///
    /// # Errors
    /// When nobody can type any more.
    fn forget_typed_ahead(&mut self) -> Result<bool, Gone>;

    /// Returns the next line.
    ///
    /// # Errors
    /// When nobody can type any more.
    fn next(&mut self) -> Result<InputLine, Gone>;

    /// Returns the next line if it was pasted together with the last one; nothing where that cannot be
    /// told, as in a pipe.
    ///
    /// # Errors
    /// When nobody can type any more.
    fn pasted(&mut self) -> Result<Option<InputLine>, Gone>;
}

/// The lines of anything that can be read. Nothing is dropped and nothing was pasted.
#[cfg(any(test, not(unix)))]
pub struct ReadLines<R> {
    input: R,
    held: Held,
}

#[cfg(any(test, not(unix)))]
impl<R: io::BufRead> ReadLines<R> {
    /// Returns the lines of this input.
    pub fn new(input: R) -> Self {
        ReadLines { input, held: Held::nothing(false) }
    }
}

#[cfg(any(test, not(unix)))]
impl<R: io::BufRead> Lines for ReadLines<R> {
    fn forget_typed_ahead(&mut self) -> Result<bool, Gone> {
        Ok(false)
    }

    fn next(&mut self) -> Result<InputLine, Gone> {
        loop {
            if let Some(line) = self.held.next() {
                return Ok(line);
            }
            let read = match self.input.fill_buf() {
                Ok([]) => return self.held.rest().ok_or(Gone::Ended),
                Ok(bytes) => {
                    self.held.add(bytes);
                    bytes.len()
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
                Err(error) => return Err(gone(&error)),
            };
            self.input.consume(read);
        }
    }

    fn pasted(&mut self) -> Result<Option<InputLine>, Gone> {
        Ok(None)
    }
}

/// Returns what a failed input or output means.
pub fn gone(error: &io::Error) -> Gone {
    match error.kind() {
        io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof => Gone::Ended,
        _ => Gone::Failed(error.to_string()),
    }
}
