//! Parses the arguments, runs the command, prints what went wrong once, and ends with a status.
#![expect(clippy::print_stderr, reason = "the program says here, and only here, why it failed")]

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::keep_panics_quiet();
    match cli::Cli::parse().run() {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", cli::harmless(&format!("{error:#}")));
            ExitCode::from(cli::ExitStatus::Failed.code())
        }
    }
}

/// Whoever read our output has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let cause = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    cause.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
