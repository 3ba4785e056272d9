//! One integration crate; a module for each thing that is shown.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "tests read files and start the program")]

mod conversation;
mod layers;
mod pty;
mod reading;
mod readme;
mod tty;
