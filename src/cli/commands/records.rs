//! `records`: the workspace, and what is kept in it.

mod amend;
mod around;
mod happenings;
mod overview;
mod referral;
mod statistics;
mod upkeep;

use anyhow::Result;
use clap::Subcommand;

use crate::cli::config::Config;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::process;
use crate::cli::surroundings::Surroundings;
use around::Around;

/// Keep screenings in a workspace: one folder, sealed with a passphrase.
///
/// Without a workspace nothing is kept but the files that you save.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight records init                      make a workspace, once\n  \
    safelight records list                      what is put aside and kept\n  \
    safelight records show A-0417               its one page\n  \
    safelight records export A-0417 --export a-0417.pdf\n  \
    safelight records referral A-0417           what became of its referrals; --add writes it down\n  \
    safelight records verify                    read everything, and score it again\n  \
    safelight records statistics                counts, in which what is below ten is hidden\n\n\
    NAME is the first letters of the name in the list, or your agency's case reference.\n\
    On a terminal the passphrase is asked for; elsewhere it is the first line of the standard input.\n\
    Exit codes: 4 in use, 5 damaged or altered, 6 of a newer version, 7 wrong passphrase.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(subcommand)]
    action: RecordsCommand,
}

/// What is done with the workspace.
#[derive(Subcommand)]
enum RecordsCommand {
    Init(upkeep::InitArgs),
    List(overview::ListArgs),
    Show(overview::ShowArgs),
    Amend(amend::AmendArgs),
    Referral(referral::ReferralArgs),
    Report(happenings::ReportArgs),
    Hold(happenings::HoldArgs),
    Retain(happenings::RetainArgs),
    Purge(upkeep::PurgeArgs),
    Verify(overview::VerifyArgs),
    Statistics(statistics::StatisticsArgs),
    Passphrase(upkeep::PassphraseArgs),
    Wipe(upkeep::WipeArgs),
}

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let surroundings = Surroundings::read();
    let config = Config::read(called.config, &surroundings)?;
    process::keep_memory_private();
    let around = Around { config: &config, surroundings: &surroundings };
    match &args.action {
        RecordsCommand::Init(args) => upkeep::init(args, &around),
        RecordsCommand::List(args) => overview::list(args, &around),
        RecordsCommand::Show(args) => overview::show(args, &around),
        RecordsCommand::Amend(args) => amend::amend(args, &around),
        RecordsCommand::Referral(args) => referral::referral(args, &around),
        RecordsCommand::Report(args) => happenings::report(args, &around),
        RecordsCommand::Hold(args) => happenings::hold(args, &around),
        RecordsCommand::Retain(args) => happenings::retain(args, &around),
        RecordsCommand::Purge(args) => upkeep::purge(args, &around),
        RecordsCommand::Verify(args) => overview::verify(args, &around),
        RecordsCommand::Statistics(args) => statistics::statistics(args, &around),
        RecordsCommand::Passphrase(args) => upkeep::passphrase(args, &around),
        RecordsCommand::Wipe(args) => upkeep::wipe(args, &around),
    }
}
