//! `[[allow]]`: advice that the authors of a file have looked at and set aside, with their reason.

use crate::diagnostic::Diagnostic;
use crate::lint::subject::PlacedFinding;
use crate::lint::{Lint, LintFindings, Subject};
use crate::questionnaire::location::{Place, Places};
use crate::questionnaire::{Allow, Questionnaire};
use crate::vocabulary::nearest;

/// An `[[allow]]` that names no lint.
pub fn unknown(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    for (nth, allow) in subject.questionnaire.allows.iter().enumerate() {
        let known = find(subject, &allow.lint);
        if known.is_some_and(Lint::may_be_set_aside) {
            continue;
        }
        if known.is_some() {
            let message = format!("`{}` cannot be set aside", allow.lint);
            found.at(Place::Allow(nth, "lint"), message, "remove this [[allow]]");
            continue;
        }
        let help = match nearest(&allow.lint, subject.lints.iter().map(|lint| lint.page.code)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`safelight check --list` shows all; a mistake cannot be set aside".to_owned(),
        };
        found.at(Place::Allow(nth, "lint"), format!("there is no advice called `{}`", allow.lint), help);
    }
}

/// An `[[allow]]` that sets nothing aside: that shows only when everything else was looked at, in [`set_aside`].
pub fn later(_: &Subject<'_>, _: &mut LintFindings<'_>) {}

fn find(subject: &Subject<'_>, code: &str) -> Option<&'static Lint> {
    subject.lints.iter().copied().find(|lint| lint.page.code == code)
}

/// Returns whether an `[[allow]]` without `at` sets aside all that a lint could find. It is taken at its word:
/// nothing is looked for.
pub fn sets_all_aside(questionnaire: &Questionnaire, lint: &Lint) -> bool {
    let is_meant = |allow: &Allow| allow.lint == lint.page.code && allow.at.is_none();
    lint.may_be_set_aside() && questionnaire.allows.iter().any(is_meant)
}

/// Returns the findings that no `[[allow]]` sets aside, and one for each of those that sets none aside.
pub fn set_aside(
    subject: &Subject<'_>,
    places: &Places<'_>,
    findings: Vec<PlacedFinding>,
    left_out: &[&str],
) -> Vec<Diagnostic> {
    let questionnaire = subject.questionnaire;
    let mut used = vec![false; questionnaire.allows.len()];
    let around: Vec<Option<Vec<Place>>> =
        questionnaire.allows.iter().map(|allow| places_of(questionnaire, allow)).collect();
    let mut left = Vec::new();
    for finding in findings {
        let is_within =
            |places: &Vec<Place>| places.iter().any(|place| place.is_around(questionnaire, finding.place));
        let is_meant = |allow: &Allow, around: &Option<Vec<Place>>| {
            find(subject, &allow.lint).is_some_and(Lint::may_be_set_aside)
                && allow.lint == finding.diagnostic.code
                && around.as_ref().is_none_or(is_within)
        };
        let mut any = false;
        for ((allow, around), used) in questionnaire.allows.iter().zip(&around).zip(&mut used) {
            if is_meant(allow, around) {
                (any, *used) = (true, true);
            }
        }
        if !any {
            left.push(finding.diagnostic);
        }
    }
    for (nth, allow) in questionnaire.allows.iter().enumerate() {
        // What was not looked for cannot show that it is unused.
        let Some(lint) = find(subject, &allow.lint) else { continue };
        let is_taken = left_out.contains(&allow.lint.as_str()) || sets_all_aside(questionnaire, lint);
        if !used[nth] && !is_taken {
            left.push(unused(questionnaire, places, nth, allow));
        }
    }
    left
}

/// Returns the places of what an `[[allow]]` is for; nothing if that is the whole file.
fn places_of(questionnaire: &Questionnaire, allow: &Allow) -> Option<Vec<Place>> {
    let at = allow.at.as_ref()?;
    let elements = questionnaire.elements().filter(|element| element.id == at.as_str());
    Some(elements.map(|element| element.place).collect())
}

fn unused(questionnaire: &Questionnaire, places: &Places<'_>, nth: usize, allow: &Allow) -> Diagnostic {
    let span = places.find(questionnaire, Place::Allow(nth, "lint"));
    let at = allow.at.as_ref().map_or_else(String::new, |id| format!(" at `{id}`"));
    let message = format!("nothing called `{}` is found{at}", allow.lint);
    Diagnostic::warning("unused-allow", span, message).help("remove this `[[allow]]`, or mend the id in `at`")
}
