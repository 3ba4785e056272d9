//! One integration crate; a module for each thing that is shown. Cases are data wherever possible.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "tests say how much they looked at")]
#![expect(clippy::disallowed_methods, reason = "tests read files and start the program")]

mod agreement;
mod agreement_statistics;
mod broken;
mod conditions;
mod conformance;
mod content;
mod conversation;
mod diff;
mod exchange;
mod exports;
mod extremes;
mod generate;
mod layers;
mod lints;
mod many;
mod mutants;
mod naive;
mod new;
mod pages;
mod practice_class;
mod practice_content;
mod practice_pages;
mod practice_reading;
mod practice_results;
mod practice_sample;
mod practice_stage;
mod practice_trainee;
mod practice_tty;
mod program;
mod properties;
mod pty;
mod reach;
mod reading;
mod readme;
mod rescore;
mod rising;
mod run;
mod scale;
mod schema;
mod score;
mod talks;
mod tested;
mod tty;
