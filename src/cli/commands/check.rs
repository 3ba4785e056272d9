//! `check`: every mistake of questionnaires, directories and jurisdiction packs.

use std::path::PathBuf;

use anyhow::Result;
use safelight::diagnostic::Diagnostic;
use safelight::questionnaire::read;
use safelight::referral::{read_directory, read_jurisdiction};
use safelight::source::Source;

use super::ExitStatus;
use crate::cli::{files, load};

/// Say what is wrong with questionnaires, referral directories and jurisdiction packs.
///
/// All mistakes of a file are reported at once, each with its line and what to write instead.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight check my-questionnaire.toml\n  \
    safelight check questionnaires/*/*.toml\n\n\
    Exit codes: 0 nothing is wrong, 1 mistakes were found, 2 a file could not be read.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// Files to check; the id of a built-in questionnaire is taken too.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitStatus> {
    let mut status = ExitStatus::Done;
    let mut out = String::new();
    let (mut errors, mut unread) = (0, 0);
    for file in &args.files {
        match load::source_to_check(&file.display().to_string()) {
            Ok(source) => {
                let findings = findings(&source);
                errors += findings.iter().filter(|finding| finding.is_error()).count();
                for finding in &findings {
                    out.push_str(&finding.draw(&source));
                    out.push_str("\n\n");
                }
            }
            Err(error) => {
                unread += 1;
                out.push_str(&format!("error: {error:#}\n\n"));
            }
        }
    }
    if errors > 0 {
        status = ExitStatus::Findings;
    }
    if unread > 0 {
        status = ExitStatus::Failed;
    }
    out.push_str(&summary(args.files.len(), errors, unread));
    files::print(&files::harmless(&out))?;
    Ok(status)
}

/// The kind of a document is told by its head.
fn findings(source: &Source) -> Vec<Diagnostic> {
    let heads = ["[questionnaire]", "[directory]", "[jurisdiction]"];
    let lines = source.text().lines().map(str::trim_start);
    let mut found = lines.filter_map(|line| heads.into_iter().find(|head| line.starts_with(head)));
    match found.next() {
        Some("[directory]") => read_directory(source).1,
        Some("[jurisdiction]") => read_jurisdiction(source).1,
        _ => read(source).findings,
    }
}

fn summary(files: usize, errors: usize, unread: usize) -> String {
    let count = |number: usize, one: &str, many: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
    };
    let unread = match unread {
        0 => String::new(),
        number => format!(", {} could not be read", count(number, "file", "files")),
    };
    format!("{} checked, {}{unread}\n", count(files, "file", "files"), count(errors, "mistake", "mistakes"))
}
