//! One integration crate; a module for each thing that is shown. Cases are data wherever possible.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "tests say how much they looked at")]
#![expect(clippy::disallowed_methods, reason = "tests read files and start the program")]

mod agreement;
mod conditions;
mod content;
mod conversation;
mod exchange;
mod exports;
mod extremes;
mod generate;
mod layers;
mod naive;
mod program;
mod properties;
mod pty;
mod reading;
mod readme;
mod rising;
mod run;
mod scale;
mod score;
mod tty;
