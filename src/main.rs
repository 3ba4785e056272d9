//! Parses the arguments, runs the command, prints what went wrong once, and ends with a status.
#![expect(clippy::disallowed_methods, reason = "the program says here, and only here, why it failed")]

mod cli;

use std::alloc::System;
use std::env::args_os;
use std::ffi::OsString;
use std::io::{IsTerminal, Write, stderr};
use std::process::ExitCode;

use clap::CommandFactory;
use safelight::escaped::escaped_lines;
use zeroizing_alloc::ZeroAlloc;

/// What was said is wiped from memory when it is given back.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    cli::keep_panics_quiet();
    let arguments: Vec<OsString> = args_os().collect();
    let parsed = match cli::Cli::of(&arguments) {
        Ok(parsed) => parsed,
        Err(help) if !help.use_stderr() => {
            // Whoever closed the output has seen enough of the help.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return failed(&in_full(error), cli::ExitStatus::Failed),
    };
    match parsed.run() {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) => {
            let status = error.downcast_ref::<cli::WorkspaceError>().map(cli::WorkspaceError::status);
            let left = || error.downcast_ref::<cli::Gone>().map(cli::Gone::status);
            failed(&format!("error: {error:#}\n"), status.or_else(left).unwrap_or(cli::ExitStatus::Failed))
        }
    }
}

/// Returns what is wrong with the arguments, with everything that stands in them: without colours of its own
/// nothing is taken out of them either.
fn in_full(error: clap::Error) -> String {
    let plain = cli::Cli::command().styles(clap::builder::Styles::plain());
    plain.try_get_matches().err().unwrap_or(error).render().ansi().to_string()
}

/// The width of what is said on an ordinary screen, in columns.
const COLUMNS: usize = 79;

/// Says why it could not be done. Where nobody can be told, the exit code still says it.
fn failed(why: &str, status: cli::ExitStatus) -> ExitCode {
    let mut why = escaped_lines(why);
    // What is drawn in several lines stands under each other; a single one breaks between words.
    if stderr().is_terminal() && !why.trim_end().contains('\n') {
        why = textwrap::fill(&why, textwrap::Options::new(COLUMNS).break_words(false));
    }
    let _ = stderr().lock().write_all(why.as_bytes());
    ExitCode::from(status.code())
}
