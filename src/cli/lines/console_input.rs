//! The lines of standard input where the system has no signals: nothing is dropped, and nobody can tell what
//! was pasted. Its one surprise: half a line before the end of the input is a line, too.
#![expect(clippy::disallowed_methods, reason = "this is where standard input is opened")]

use std::io::{self, BufRead, BufReader, Stdin};

use super::cut_lines::{CutLines, InputLine};
use crate::cli::asking::Gone;

/// The lines of standard input.
pub struct ConsoleInput {
    input: BufReader<Stdin>,
    held: CutLines,
}

impl ConsoleInput {
    /// Opens standard input.
    ///
    /// # Errors
    /// Never here; on Unix the signals may refuse.
    pub fn open() -> io::Result<Self> {
        Ok(ConsoleInput { input: BufReader::new(io::stdin()), held: CutLines::nothing(false) })
    }

    /// Drops nothing.
    pub fn forget_typed_ahead(&mut self) -> Result<bool, Gone> {
        Ok(false)
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
            let read = match self.input.fill_buf() {
                Ok([]) => return self.held.rest().ok_or(Gone::Ended),
                Ok(bytes) => {
                    self.held.add(bytes);
                    bytes.len()
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
                Err(error) => return Err(Gone::of(&error)),
            };
            self.input.consume(read);
        }
    }

    /// Returns that nothing was pasted.
    pub fn pasted(&mut self) -> Result<Option<InputLine>, Gone> {
        Ok(None)
    }
}
