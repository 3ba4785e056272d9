//! One file a subcommand: its arguments and its run.

pub mod against;
pub mod check;
pub mod completions;
pub mod config;
pub mod diff;
pub mod explain;
pub mod list;
pub mod man;
pub mod new;
pub mod practice;
pub mod rescore;
pub mod results;
pub mod schema;
pub mod score;
pub mod screen;
pub mod show;
pub mod test;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done; also when somebody stopped.
    Done,
    /// Mistakes were found by a command whose job it is to find them.
    Findings,
    /// It could not be done.
    Failed,
    /// Ended by a signal of that number.
    Signal(i32),
}

impl ExitStatus {
    /// Returns the exit code.
    pub fn code(self) -> u8 {
        match self {
            ExitStatus::Done => 0,
            ExitStatus::Findings => 1,
            ExitStatus::Failed => 2,
            ExitStatus::Signal(number) => u8::try_from(128 + number).unwrap_or(255),
        }
    }
}
