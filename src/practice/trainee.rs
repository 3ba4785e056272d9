//! One trainee over a class: what is counted of them, what of the set they have not played, and whether they
//! are certified. Its rule: a certificate speaks of the set that the trainer named, and of nothing else.

use std::collections::BTreeSet;

use super::debrief::Debrief;
use super::overview::{Categories, ClassItem, Rating, Reviewed, rated_word};
use crate::records::Deviation;
use crate::statistics::{self, Estimate, Undefined};

/// What somebody has to play, and how well, to be certified. The trainer names it: it is never what anybody
/// happened to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certification {
    /// The ids of the scenarios of the set.
    pub set: BTreeSet<String>,
    /// From which share of the items of the set, in percent.
    pub threshold: u32,
}

/// One trainee over the scenarios that count: those of the set, or without one those that they played.
pub struct Trainee {
    /// The code.
    pub code: String,
    /// How many scenarios that count were played.
    pub scenarios: usize,
    /// How many scenarios outside the set were played.
    pub beside: usize,
    /// The ids of the scenarios of the set that were not played.
    pub missing: Vec<String>,
    /// Items rated as the key.
    pub alike: usize,
    /// Items rated.
    pub rated: usize,
    /// The items that count for the trainee: all that have a reason in the key, in the scenarios that count and
    /// were played, and the plain answers that were taken down otherwise.
    pub items: usize,
    /// Ratings that lead to more concern.
    pub over: usize,
    /// Ratings that lead to less concern.
    pub under: usize,
    /// Steps done well.
    pub steps_well: usize,
    /// Steps that came up.
    pub steps: usize,
    /// Cohen's kappa with the key.
    pub kappa: Result<Estimate, Undefined>,
    /// Whether there is a set, all of it was played, and enough items rated as the key.
    pub certified: bool,
}

impl Certification {
    /// Whether a scenario counts for the trainees.
    pub(super) fn counts(of: Option<&Self>, scenario: &str) -> bool {
        of.is_none_or(|named| named.set.contains(scenario))
    }

    /// Whether a trainee has played all of the set, and rated enough of it as the key.
    fn is_reached(&self, one: &Trainee) -> bool {
        let threshold = usize::try_from(self.threshold).unwrap_or(100);
        let played_all = !self.set.is_empty() && one.missing.is_empty();
        played_all && one.items > 0 && one.alike * 100 >= threshold * one.items
    }
}

impl Trainee {
    /// Returns the share of the items that were rated as the key, in whole percent, rounded down.
    pub fn percent(&self) -> usize {
        (self.alike * 100).checked_div(self.items).unwrap_or(0)
    }

    fn count_steps(&mut self, debrief: &Debrief) {
        let figures = debrief.figures();
        self.steps_well += figures.steps_as_the_key;
        self.steps += figures.steps;
        // An answer that was made of silence leads somewhere too, though more could be heard there.
        self.over += figures.over;
        self.under += figures.under;
    }

    fn count_rating(&mut self, item: &ClassItem, rating: &Rating) {
        let alike = rating.difference == Deviation::Same;
        self.rated += 1;
        match item.because {
            Some(_) => self.alike += usize::from(alike),
            None => self.items += usize::from(!alike),
        }
    }
}

/// Returns what is counted of one trainee.
pub(super) fn trainee(
    code: &str,
    reviews: &[Reviewed<'_>],
    certification: Option<&Certification>,
) -> Trainee {
    let has_played =
        |id: &str| reviews.iter().any(|review| review.scenario.id == *id && review.place(code).is_some());
    let set = certification.iter().flat_map(|named| &named.set);
    let mut one = Trainee {
        code: code.to_owned(),
        scenarios: 0,
        beside: 0,
        missing: set.filter(|id| !has_played(id)).cloned().collect(),
        alike: 0,
        rated: 0,
        items: 0,
        over: 0,
        under: 0,
        steps_well: 0,
        steps: 0,
        kappa: Err(Undefined::NothingRated),
        certified: false,
    };
    let mut categories = Categories::default();
    let (mut given, mut key) = (Vec::new(), Vec::new());
    for review in reviews {
        let place = review.place(code);
        if !review.group.counts {
            one.beside += usize::from(place.is_some());
            continue;
        }
        let Some(place) = place else { continue };
        one.scenarios += 1;
        one.items += review.group.items.iter().filter(|item| item.because.is_some()).count();
        one.count_steps(&review.debriefs[place]);
        for item in &review.group.items {
            let Some(rating) = &item.ratings[place] else { continue };
            one.count_rating(item, rating);
            given.push(Some(categories.of(rated_word(item, rating))));
            key.push(Some(categories.of(&item.key)));
        }
    }
    one.kappa = statistics::cohen_kappa(&given, &key);
    one.certified = certification.is_some_and(|named| named.is_reached(&one));
    one
}
