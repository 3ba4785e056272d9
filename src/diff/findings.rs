//! What is wrong with a file as a new edition of another.

use super::change::{Change, Diff};
use super::translation_change::TranslationChange;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::VersionStep;
use crate::questionnaire::location::{Place, Places};
use crate::source::Source;

/// Returns what is wrong with a file as a new edition of another, from which it differs so: at its version, or at its id.
pub fn findings(diff: &Diff, new: &Questionnaire, source: &Source) -> Vec<Diagnostic> {
    let places = Places::of(source);
    let at = |key| places.find(new, Place::Head(key));
    if !diff.is_same_questionnaire() {
        let message = format!("this is `{}`, not a new edition of `{}`", diff.new.id, diff.old.id);
        let help = "compare it with an edition of its own; another id is another questionnaire";
        return vec![Diagnostic::error("other-questionnaire", at("id"), message).help(help)];
    }
    let too_small = (!diff.is_enough())
        .then(|| Diagnostic::error("version-too-small", at("version"), too_small(diff)).help(reasons(diff)));
    let problems = diff.problems.iter().map(|problem| {
        Diagnostic::error("change-not-told", at("version"), problem.message.clone())
            .help(problem.help.clone())
    });
    too_small.into_iter().chain(problems).collect()
}

fn too_small(diff: &Diff) -> String {
    let (old, new) = (&diff.old.version, &diff.new.version);
    match (diff.declared, diff.needed) {
        (None, VersionStep::None) => format!("{new} is not later than {old}"),
        (None, step) => format!("{new} is not later than {old}, and the changes need a {} step", step.id()),
        (Some(step), needed) => {
            format!("{old} to {new} is a {} step, and the changes need a {} one", step.id(), needed.id())
        }
    }
}

/// The most reasons that a finding gives.
const MOST_REASONS: usize = 5;

fn reasons(diff: &Diff) -> String {
    let largest =
        diff.changes.iter().filter(|change| change.kind.step() == diff.needed).map(Change::in_short);
    let translated = diff.translations.iter().filter(|change| change.kind.step() == diff.needed);
    let largest: Vec<String> = largest.chain(translated.map(TranslationChange::in_short)).collect();
    let mut said: Vec<String> = largest.iter().take(MOST_REASONS).cloned().collect();
    if largest.len() > MOST_REASONS {
        said.push(format!("and {} more, shown by `safelight diff`", largest.len() - MOST_REASONS));
    }
    match said.is_empty() {
        true => "write a later version, or leave the file as it was".to_owned(),
        false => format!("write {} or later; {}", diff.write, said.join("; ")),
    }
}
