//! How the program was called, as far as it concerns every command, and how it ends.

use std::path::Path;

/// How the program was called.
pub struct Invocation<'p> {
    /// The configuration file that was named on the command line.
    pub config: Option<&'p Path>,
    /// Returns all commands with their arguments, for those that describe them.
    pub arguments: fn() -> clap::Command,
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done; also when somebody stopped.
    Done,
    /// Mistakes were found by a command whose job it is to find them.
    Findings,
    /// It could not be done.
    Failed,
    /// Somebody else works in the workspace.
    Locked,
    /// Something in the workspace is damaged or was changed.
    Damaged,
    /// Something in the workspace is of a newer format.
    NewerFormat,
    /// The passphrase does not open the workspace.
    WrongPassphrase,
    /// Ended by the signal of that number.
    Signal(i32),
}

impl ExitStatus {
    /// Returns the exit code.
    pub fn code(self) -> u8 {
        match self {
            ExitStatus::Done => 0,
            ExitStatus::Findings => 1,
            ExitStatus::Failed => 2,
            ExitStatus::Locked => 4,
            ExitStatus::Damaged => 5,
            ExitStatus::NewerFormat => 6,
            ExitStatus::WrongPassphrase => 7,
            // No system has more than 127, so that there is room for all above 128.
            ExitStatus::Signal(number) => {
                u8::try_from(number).ok().filter(|n| (1..128).contains(n)).map_or(255, |n| 128 + n)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ExitStatus;

    #[test]
    fn every_signal_has_its_exit_code_and_no_number_panics() {
        for number in 1..=127 {
            assert_eq!(i32::from(ExitStatus::Signal(number).code()), 128 + number);
        }
        for number in [i32::MIN, -1, 0, 128, 256, i32::MAX - 128, i32::MAX] {
            assert_eq!(ExitStatus::Signal(number).code(), 255, "{number}");
        }
        let others = [ExitStatus::Done, ExitStatus::Findings, ExitStatus::Failed];
        assert_eq!(others.map(ExitStatus::code), [0, 1, 2]);
    }
}
