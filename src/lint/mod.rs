//! Advice to the authors of a questionnaire that reads without a mistake: its scoring, its words, its
//! order, its paperwork. One lint is one file, and a line in the table of
//! its group; [`LINTS`] is all of them. Advice never keeps a
//! questionnaire from loading, and its authors may set it aside, with their reason, in the file.

/// Makes a group of lints: its files and its table. A line is a file, with the code and the usual weight of what
/// it looks for; where it looks for several things, each says `by` which function. `cargo fmt` does not find these
/// files: `rustfmt src/lint/*/*.rs` does.
macro_rules! lints {
    ($group:ident: $($($code:literal $severity:ident $(by $look:ident)?),+ in mod $file:ident;)+) => {
        $(pub mod $file;)+

        /// The lints of this group, in the order of the lists and of the documentation.
        pub const LINTS: &[&Lint] = &[$($(&Lint {
            page: Page::of(include_str!(concat!("../explain/", $code, ".md"))),
            group: LintGroup::$group,
            severity: Severity::$severity,
            look: lints!(@look $file $($look)?),
        }),+),+];
    };
    (@look $file:ident) => { $file::look };
    (@look $file:ident $look:ident) => { $file::$look };
}

mod age;
mod order;
mod paperwork;
mod scoring;
mod subject;
mod words;

use std::sync::LazyLock;

use jiff::civil::Date;

use self::paperwork::allow;
use crate::diagnostic::{Diagnostic, in_order};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::location::Places;
use crate::source::Source;
pub use subject::{Lint, LintFindings, LintGroup, Subject};
pub use words::{NAME, NUMBER, full_names, grade_read_aloud, in_narration, phone_numbers};

/// All lints, in the order of the lists and of the documentation.
pub static LINTS: LazyLock<Vec<&Lint>> =
    LazyLock::new(|| [scoring::LINTS, words::LINTS, order::LINTS, paperwork::LINTS].concat());

/// Returns all advice on a questionnaire that came from a source, in the order of the document, without
/// what its authors have set aside.
pub fn advice(source: &Source, questionnaire: &Questionnaire, today: Option<Date>) -> Vec<Diagnostic> {
    advice_but(source, questionnaire, today, &[])
}

/// Returns all advice as [`advice`] does, without looking for what is left out this time.
pub fn advice_but(
    source: &Source,
    questionnaire: &Questionnaire,
    today: Option<Date>,
    left_out: &[&str],
) -> Vec<Diagnostic> {
    let subject = Subject::of(questionnaire, today, &LINTS);
    let places = Places::of(source);
    let mut findings = Vec::new();
    let is_left_out =
        |lint: &&&Lint| left_out.contains(&lint.page.code) || allow::sets_all_aside(questionnaire, lint);
    for lint in LINTS.iter().filter(|lint| !is_left_out(lint)) {
        let mut found = LintFindings::of(lint, questionnaire, &places);
        (lint.look)(&subject, &mut found);
        findings.append(&mut found.into_findings());
    }
    in_order(allow::set_aside(&subject, &places, findings, left_out))
}

/// Returns whether findings of a lint may be set aside, with a reason.
pub fn may_be_set_aside(code: &str) -> bool {
    find(code).is_some_and(|lint| lint.may_be_set_aside())
}

/// Returns the lint of that code.
pub fn find(code: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.page.code == code)
}
