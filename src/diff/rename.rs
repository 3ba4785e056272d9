//! The map of renamed ids: the old edition as it would read with the new ids, so that whatever is
//! compared afterwards has the same name on both sides.

use super::Problem;
use crate::questionnaire::things::{PURPOSE, Thing};
use crate::questionnaire::{ChangeNote, Questionnaire};

/// One thing that has another id in the new edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it is, with its old id.
    pub from: Thing,
    /// The same with its new id.
    pub to: Thing,
}

/// Returns what the new edition says of its changes since that very old one.
pub fn notes<'n>(old: &Questionnaire, new: &'n Questionnaire) -> Vec<&'n ChangeNote> {
    let meant = |note: &&ChangeNote| note.since.cmp_precedence(&old.version).is_eq();
    let mut notes: Vec<&ChangeNote> = new.changes.iter().filter(meant).collect();
    // What holds others first: an option is looked for under the new id of its question.
    notes.sort_by_key(|note| note.of.contains('.'));
    notes
}

/// Returns the old edition after each renaming, one step at a time, and what cannot be renamed.
pub fn steps(old: &Questionnaire, new: &Questionnaire) -> (Vec<(Renamed, Questionnaire)>, Vec<Problem>) {
    let (mut steps, mut problems) = (Vec::<(Renamed, Questionnaire)>::new(), Vec::new());
    for note in notes(old, new) {
        let Some(was) = note.was.as_ref().filter(|_| note.of != PURPOSE) else { continue };
        let current = steps.last().map_or(old, |(_, renamed)| renamed);
        match step(current, new, &note.of, was) {
            Ok((from, to)) => {
                let mut renamed = current.clone();
                renamed.rename(&from, to.id.rsplit('.').next().unwrap_or(&to.id));
                steps.push((Renamed { from, to }, renamed));
            }
            Err(message) => problems.push(Problem {
                about: note.of.clone(),
                message,
                help: format!("mend the [[questionnaire.change]] of `{}` since {}", note.of, note.since),
            }),
        }
    }
    (steps, problems)
}

fn step(old: &Questionnaire, new: &Questionnaire, of: &str, was: &str) -> Result<(Thing, Thing), String> {
    let version = &old.version;
    let to = new.things().into_iter().find(|thing| thing.id == of);
    let to = to.ok_or_else(|| format!("there is no `{of}` in the new edition"))?;
    let there = of.rsplit_once('.').map_or_else(|| was.to_owned(), |(holder, _)| format!("{holder}.{was}"));
    let from = Thing::new(to.kind, there);
    let things = old.things();
    if !things.contains(&from) {
        return Err(format!("{version} has no {} `{was}` from which `{of}` could be renamed", to.kind.id()));
    }
    if things.iter().any(|thing| thing.id == of) {
        return Err(format!("`{of}` is an id in {version} too, so `{was}` cannot be renamed to it"));
    }
    Ok((from, to))
}
