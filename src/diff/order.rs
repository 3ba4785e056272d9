//! The order of what is there in both editions, and what it means for the conversation that a question
//! is new or stands elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::compared_edition::ComparedEdition;
use crate::questionnaire::elements::{ChangeKind, Element};
use crate::questionnaire::{ElementKind, Question, Questionnaire};

/// Returns the places in the new list of what stands in another order: everything common to both lists
/// except the longest run that kept its order.
pub fn moved(was: &[&str], is: &[&str]) -> Vec<usize> {
    let old_place: BTreeMap<&str, usize> = was.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let common: Vec<(usize, usize)> =
        is.iter().enumerate().filter_map(|(new, id)| Some((new, *old_place.get(id)?))).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(common.len());
    for (at, (_, old)) in common.iter().enumerate() {
        let before =
            (0..at).filter(|earlier| common[*earlier].1 < *old).max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..common.len()).max_by_key(|at| best[*at].0);
    while let Some(place) = at {
        kept.insert(place);
        at = best[place].1;
    }
    (0..common.len()).filter(|at| !kept.contains(at)).map(|at| common[at].0).collect()
}

/// Returns what stands before a place, in words.
pub fn place_among(ids: &[&str], place: usize) -> String {
    match place.checked_sub(1) {
        None => "first".to_owned(),
        Some(before) => format!("after `{}`", ids[before]),
    }
}

/// Returns what it means that a question is new.
pub fn added(old: &ComparedEdition<'_>, new: &ComparedEdition<'_>, element: &Element<'_>) -> ChangeKind {
    let questions = &new.questionnaire.questions;
    let Some(place) = new.questionnaire.find(&element.id) else { return ChangeKind::Unaccounted };
    let question = &questions[place.index()];
    let goes_on =
        |later: &Question| later.section == question.section && old.questionnaire.find(&later.id).is_some();
    match question.gate_rule() {
        _ if new.is_scored(&question.id) || old.is_scored(&question.id) => ChangeKind::ScoredAdded,
        Some(_) => ChangeKind::FollowUpAdded,
        None if questions[place.index()..].iter().any(goes_on) => ChangeKind::QuestionInserted,
        None => ChangeKind::QuestionAdded,
    }
}

/// Questions in both editions, of which some stand elsewhere.
pub struct QuestionOrder<'e> {
    old: BTreeMap<&'e str, usize>,
    moved: BTreeSet<&'e str>,
    /// The ids of the questions at which the questions may end, in either edition.
    ends: BTreeSet<&'e str>,
}

impl<'e> QuestionOrder<'e> {
    /// Returns the order of two editions.
    pub fn of(old: &ComparedEdition<'e>, new: &ComparedEdition<'e>) -> Self {
        let ids = |edition: &ComparedEdition<'e>| {
            let all = edition.all((ElementKind::Question, ""));
            all.iter().map(|question| question.id.as_ref()).collect::<Vec<&'e str>>()
        };
        let ends = |q: &'e Questionnaire| {
            let names = q.stops.iter().flat_map(|stop| &stop.names);
            names.map(|question| q.question(*question).id.as_str()).collect::<Vec<_>>()
        };
        let (was, is) = (ids(old), ids(new));
        QuestionOrder {
            moved: moved(&was, &is).into_iter().map(|place| is[place]).collect(),
            old: was.into_iter().enumerate().map(|(place, id)| (id, place)).collect(),
            ends: ends(old.questionnaire).into_iter().chain(ends(new.questionnaire)).collect(),
        }
    }

    /// Returns what it means that a question stands elsewhere.
    pub fn placed(&self, old: &ComparedEdition<'_>, new: &ComparedEdition<'_>, id: &str) -> ChangeKind {
        let is_scored = old.is_scored(id) || new.is_scored(id);
        let section = |edition: &ComparedEdition<'_>| {
            let q = edition.questionnaire;
            q.find(id).map(|place| q.sections[q.question(place).section].id.clone())
        };
        let crosses = || self.crosses(new.questionnaire, id, |id| old.is_scored(id) || new.is_scored(id));
        match section(old) == section(new) {
            _ if self.moved.contains(id) && crosses() => ChangeKind::Boundary,
            true => ChangeKind::Reordered,
            false if is_scored => ChangeKind::ScoredMoved,
            false => ChangeKind::Moved,
        }
    }

    /// Returns whether a question that moved passed one before which leave is asked, or, if a result
    /// depends on it, one at which the questions may end; or whether it is such a one itself.
    fn crosses(&self, new: &Questionnaire, id: &str, is_scored: impl Fn(&str) -> bool) -> bool {
        let Some(this) = new.find(id).map(|place| place.index()) else { return false };
        let question = &new.questions[this];
        let (scored, at_an_end) = (is_scored(id), self.ends.contains(id));
        new.questions.iter().enumerate().any(|(place, other)| {
            let (Some(here), Some(there)) = (self.old.get(id), self.old.get(&*other.id)) else {
                return false;
            };
            let passed = (there < here) != (place < this) && place != this;
            let leave = question.is_sensitive() != other.is_sensitive();
            let end = (scored && self.ends.contains(&*other.id)) || (at_an_end && is_scored(&other.id));
            passed && (leave || end)
        })
    }
}
