//! `[[allow]]`: advice that the authors of a file have looked at and set aside, with their reason.

use super::{Finding, Found, Group, LINTS, Lint, Subject};
use crate::diagnostic::{Diagnostic, Page, Severity};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::places::{Place, Places};
use crate::vocabulary::nearest;

/// An `[[allow]]` that names no lint.
pub const UNKNOWN_LINT: Lint = Lint {
    page: Page::of(include_str!("explain/unknown-lint.md")),
    group: Group::Paperwork,
    severity: Severity::Error,
    look: unknown,
};

/// An `[[allow]]` that sets nothing aside.
pub const UNUSED_ALLOW: Lint = Lint {
    page: Page::of(include_str!("explain/unused-allow.md")),
    group: Group::Paperwork,
    severity: Severity::Warning,
    // What is unused shows only when everything else was looked at: see `set_aside`.
    look: |_, _| {},
};

fn unknown(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (nth, allow) in subject.questionnaire.allows.iter().enumerate() {
        if super::may_be_set_aside(&allow.lint) {
            continue;
        }
        if super::find(&allow.lint).is_some() {
            let message = format!("`{}` cannot be set aside", allow.lint);
            found.at(Place::Allow(nth, "lint"), message, "remove this [[allow]]");
            continue;
        }
        let help = match nearest(&allow.lint, LINTS.iter().map(|lint| lint.page.code)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`safelight check --list` shows all; a mistake cannot be set aside".to_owned(),
        };
        found.at(Place::Allow(nth, "lint"), format!("there is no advice called `{}`", allow.lint), help);
    }
}

/// Returns whether an `[[allow]]` without `at` sets aside all that a lint could find. It is taken at its word:
/// nothing is looked for.
pub(super) fn sets_all_aside(questionnaire: &Questionnaire, code: &str) -> bool {
    super::may_be_set_aside(code)
        && questionnaire.allows.iter().any(|allow| allow.lint == code && allow.at.is_none())
}

/// Returns the findings that no `[[allow]]` sets aside, and one for each of those that sets none aside.
pub(super) fn set_aside(
    questionnaire: &Questionnaire,
    places: &Places<'_>,
    findings: Vec<Finding>,
    left_out: &[&str],
) -> Vec<Diagnostic> {
    let mut used = vec![false; questionnaire.allows.len()];
    let mut left = Vec::new();
    for finding in findings {
        let is_meant = |allow: &crate::questionnaire::Allow| {
            super::may_be_set_aside(&allow.lint)
                && allow.lint == finding.diagnostic.code
                && (allow.at.is_none() || allow.at == finding.about)
        };
        let mut any = false;
        for (allow, used) in questionnaire.allows.iter().zip(&mut used) {
            if is_meant(allow) {
                (any, *used) = (true, true);
            }
        }
        if !any {
            left.push(finding.diagnostic);
        }
    }
    for (nth, allow) in questionnaire.allows.iter().enumerate() {
        // What was not looked for cannot show that it is unused.
        let is_taken = left_out.contains(&allow.lint.as_str()) || sets_all_aside(questionnaire, &allow.lint);
        if !used[nth] && !is_taken && super::find(&allow.lint).is_some() {
            left.push(unused(questionnaire, places, nth, allow));
        }
    }
    left
}

fn unused(
    questionnaire: &Questionnaire,
    places: &Places<'_>,
    nth: usize,
    allow: &crate::questionnaire::Allow,
) -> Diagnostic {
    let span = places.find(questionnaire, Place::Allow(nth, "lint"));
    let at = allow.at.as_ref().map_or_else(String::new, |id| format!(" at `{id}`"));
    let message = format!("nothing called `{}` is found{at}", allow.lint);
    Diagnostic::warning(UNUSED_ALLOW.page.code, span, message)
        .help("remove this `[[allow]]`, or mend the id in `at`")
}
