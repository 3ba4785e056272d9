//! One file a subcommand: its arguments and its run. One line in [`commands`] makes it a command of the
//! program, at that place of the help.

pub mod check;
pub mod completions;
pub mod config;
pub mod diff;
pub mod explain;
pub mod inform;
pub mod list;
pub mod man;
pub mod new;
pub mod page;
pub mod practice;
pub mod records;
pub mod referrals;
pub mod rescore;
pub mod resume;
pub mod schema;
pub mod score;
pub mod screen;
pub mod show;
mod talk;
pub mod test;
pub mod translate;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::invocation::{ExitStatus, Invocation};

macro_rules! commands {
    ($($variant:ident: $module:ident,)*) => {
        /// The commands, each with its arguments.
        #[derive(Subcommand)]
        pub enum Command {
            $($variant($module::Args),)*
        }

        impl Command {
            /// Adds one command, as deriving adds all; nothing if none has that name.
            pub fn only(name: &str, program: clap::Command) -> Option<clap::Command> {
                $(if name == stringify!($module) {
                    return Some(program.subcommand($module::Args::augment_args(clap::Command::new(stringify!($module)))));
                })*
                None
            }

            /// Runs the command.
            ///
            /// # Errors
            /// What could not be done, with what to do about it.
            pub fn run(&self, called: &Invocation<'_>) -> Result<ExitStatus> {
                match self {
                    $(Command::$variant(args) => $module::run(args, called),)*
                }
            }
        }
    };
}

commands! {
    Screen: screen,
    Resume: resume,
    Records: records,
    Practice: practice,
    Referrals: referrals,
    Inform: inform,
    Page: page,
    List: list,
    Show: show,
    Score: score,
    Check: check,
    Explain: explain,
    New: new,
    Schema: schema,
    Test: test,
    Translate: translate,
    Diff: diff,
    Rescore: rescore,
    Config: config,
    Completions: completions,
    Man: man,
}
