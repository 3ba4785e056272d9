//! The trainer's view: what many trainees took down in the same scenarios, beside the key and beside each
//! other. It counts and compares; nothing here knows a name.

use std::collections::BTreeSet;

use super::debrief::Debrief;
use super::overview::{Rating, Results, Reviewed, ScenarioOverview};
use super::trainee::{Certification, Trainee, trainee};
use crate::records::Direction;
use crate::statistics::Twins;

/// Many trainees, one scenario or several.
pub struct Class {
    /// Each scenario that was played, and each of the set.
    pub scenarios: Vec<ScenarioOverview>,
    /// Each trainee: over the set, or without one over what they played.
    pub trainees: Vec<Trainee>,
    /// Each pair of twins of which both were played.
    pub twins: Vec<TwinPair>,
    /// What it takes to be certified; without it nobody is.
    pub certification: Option<Certification>,
}

/// Two scenarios that differ in one fact of who the person is.
pub struct TwinPair {
    /// Their titles.
    pub titles: [String; 2],
    /// The fact.
    pub differs: &'static str,
    /// The ratings of trainees who played both.
    pub twins: Twins,
}

/// Returns the trainer's view of a class.
pub fn class(played: &[Results<'_>], certification: Option<Certification>) -> Class {
    let named = certification.as_ref();
    let reviews: Vec<Reviewed<'_>> = played
        .iter()
        .map(|played| Reviewed::of(played, Certification::counts(named, &played.scenario.id)))
        .collect();
    let codes: BTreeSet<&str> =
        played.iter().flat_map(|one| &one.taken).map(|taken| taken.trainee.as_str()).collect();
    Class {
        trainees: codes.into_iter().map(|code| trainee(code, &reviews, named)).collect(),
        twins: twins(&reviews),
        scenarios: reviews.into_iter().map(|review| review.group).collect(),
        certification,
    }
}

fn twins(reviews: &[Reviewed<'_>]) -> Vec<TwinPair> {
    let mut pairs = Vec::new();
    for (place, review) in reviews.iter().enumerate() {
        let Some(twin) = &review.scenario.twin else { continue };
        let Some(other_place) = reviews.iter().position(|other| other.scenario.id == twin.of) else {
            continue;
        };
        let other = &reviews[other_place];
        let told = other.scenario.twin.as_ref().is_some_and(|back| back.of == review.scenario.id);
        if told && other_place < place {
            continue;
        }
        let (first, second) = both(review, other);
        pairs.push(TwinPair {
            titles: [review.scenario.title.clone(), other.scenario.title.clone()],
            differs: twin.differs,
            twins: Twins::count(&first, &second),
        });
    }
    pairs
}

/// The ratings of everybody who played both, in the same order, as less, same and more concern than the
/// key, which is the same for both.
fn both(one: &Reviewed<'_>, other: &Reviewed<'_>) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (place, code) in one.group.trainees.iter().enumerate() {
        let Some(other_place) = other.place(code) else { continue };
        for item in &one.group.items {
            let twin = other.group.items.iter().find(|twin| twin.id == item.id);
            first.push(rank(item.ratings[place].as_ref()));
            second.push(twin.and_then(|twin| rank(twin.ratings[other_place].as_ref())));
        }
        first.push(called(&one.debriefs[place]));
        second.push(called(&other.debriefs[other_place]));
    }
    (first, second)
}

fn rank(rating: Option<&Rating>) -> Option<usize> {
    rating.map(|rating| ranked(rating.leads))
}

fn called(debrief: &Debrief) -> Option<usize> {
    let call = debrief.call.as_ref()?;
    let beside_key = call.called.is_some() && !call.right.is_empty();
    beside_key.then(|| ranked(call.leads))
}

fn ranked(direction: Option<Direction>) -> usize {
    match direction {
        Some(Direction::Down) => 0,
        None | Some(Direction::Neither) => 1,
        Some(Direction::Up) => 2,
    }
}
