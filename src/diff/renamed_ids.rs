//! The map of renamed ids: the old edition as it would read with the new ids, so that whatever is
//! compared afterwards has the same name on both sides.

use std::collections::BTreeSet;

use super::change::{Problem, Renamed};
use crate::questionnaire::elements::PURPOSE;
use crate::questionnaire::location::Place;
use crate::questionnaire::{ChangeNote, ElementId, Questionnaire};

/// Returns what the new edition says of its changes since that very old one.
fn notes<'n>(old: &Questionnaire, new: &'n Questionnaire) -> Vec<&'n ChangeNote> {
    let meant = |note: &&ChangeNote| note.since.cmp_precedence(&old.version).is_eq();
    let mut notes: Vec<&ChangeNote> = new.changes.iter().filter(meant).collect();
    // What holds others first: an option is looked for under the new id of its question.
    notes.sort_by_key(|note| note.of.contains('.'));
    notes
}

/// Returns the old edition with the ids of the new one.
pub fn with_new_ids(old: &Questionnaire, new: &Questionnaire) -> Questionnaire {
    steps(old, new).0.pop().map_or_else(|| old.clone(), |(_, renamed)| renamed)
}

/// Returns the ids of what the authors of the new edition say has kept its meaning since the old one.
pub fn means_the_same<'n>(old: &Questionnaire, new: &'n Questionnaire) -> BTreeSet<&'n str> {
    let said = notes(old, new).into_iter().filter(|note| note.same_meaning);
    said.map(|note| note.of.as_str()).collect()
}

/// Returns the old edition after each renaming, one step at a time, and what cannot be renamed.
pub fn steps(old: &Questionnaire, new: &Questionnaire) -> (Vec<(Renamed, Questionnaire)>, Vec<Problem>) {
    let (mut steps, mut problems) = (Vec::<(Renamed, Questionnaire)>::new(), Vec::new());
    for note in notes(old, new) {
        let Some(was) = note.was.as_ref().filter(|_| note.of != PURPOSE) else { continue };
        let current = steps.last().map_or(old, |(_, renamed)| renamed);
        match step(current, new, &note.of, was) {
            Ok(step) => steps.push(step),
            Err(message) => problems.push(Problem {
                id: note.of.clone(),
                message,
                help: format!("mend the [[questionnaire.change]] of `{}` since {}", note.of, note.since),
            }),
        }
    }
    (steps, problems)
}

fn step(
    old: &Questionnaire,
    new: &Questionnaire,
    of: &str,
    was: &str,
) -> Result<(Renamed, Questionnaire), String> {
    let version = &old.version;
    let to = new.ids().find(|each| each.id == of);
    let to = to.ok_or_else(|| format!("there is no `{of}` in the new edition"))?;
    let (there, is) = match of.rsplit_once('.') {
        Some((holder, is)) => (format!("{holder}.{was}"), is),
        None => (was.to_owned(), of),
    };
    let from = ElementId::new(to.kind, there);
    let place = old.elements().find(|element| element.name() == from).map(|element| element.place);
    let place = place.ok_or_else(|| {
        format!("{version} has no {} `{was}` from which `{of}` could be renamed", to.kind.id())
    })?;
    if old.ids().any(|each| each.id == of) {
        return Err(format!("`{of}` is an id in {version} too, so `{was}` cannot be renamed to it"));
    }
    let mut renamed = old.clone();
    if let Some(id) = id_at(&mut renamed, place) {
        is.clone_into(id);
    }
    Ok((Renamed { from, to }, renamed))
}

/// Returns the id of what stands at a place, to be changed. Every rule that names it names it still:
/// rules know places, not ids.
fn id_at(q: &mut Questionnaire, place: Place) -> Option<&mut String> {
    match place {
        Place::Context(nth, _) => Some(&mut q.contexts[nth].id),
        Place::Gate(nth, _) => Some(&mut q.gates[nth].id),
        Place::Opening(nth, _) => Some(&mut q.openings[nth].id),
        Place::Section(nth, _) => Some(&mut q.sections[nth].id),
        Place::Question(place, _) => Some(&mut q.questions[place.index()].id),
        Place::Choice(place, nth, _) => {
            q.questions[place.index()].kind.options_mut().get_mut(nth).map(|option| &mut option.id)
        }
        Place::Disclosure(nth, _) => Some(&mut q.disclosures[nth].id),
        Place::Stop(nth, _) => Some(&mut q.stops[nth].moment.id),
        Place::Indicator(place, _) => Some(&mut q.indicators[place.index()].id),
        Place::Score(place, _) => Some(&mut q.scores[place.index()].id),
        Place::Outcome(place, _) => Some(&mut q.outcomes[place.index()].id),
        Place::Level(place, nth, _) => Some(&mut q.outcomes[place.index()].levels[nth].id),
        Place::Action(nth, _) => Some(&mut q.actions[nth].step.id),
        _ => None,
    }
}
