//! Rule 4: the walks through the table of an outcome.

use std::collections::BTreeSet;

use super::mistake::Mistake;
use super::paper::{Adjust, Outcome, Row};
use super::world::{At, Tri, World};

/// Places of levels, lowest first.
pub type Levels = BTreeSet<usize>;

/// What a table comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub possible: Levels,
    pub before: Levels,
    /// The rows of the possible pairs by their place in the file, with their own truth.
    pub rows: Vec<(usize, Tri)>,
    /// The adjustments that are not false, by their place.
    pub adjusted: Vec<(usize, Tri)>,
}

/// A row, by its place in the walk, and a level that it comes to.
type Pair = (usize, usize);

impl World<'_> {
    pub fn walked(&self, place: usize) -> Table {
        let outcome = &self.paper.outcomes[place];
        if outcome.practitioner {
            let judged = self.given.judged[place];
            let possible: Levels = judged.map_or((0..outcome.levels).collect(), |level| [level].into());
            return Table { before: possible.clone(), possible, rows: Vec::new(), adjusted: Vec::new() };
        }
        let pairs = self.possible_pairs(outcome);
        let rows: BTreeSet<usize> = pairs.iter().map(|(row, _)| *row).collect();
        let mut decided: Vec<(usize, Tri)> =
            rows.iter().map(|row| (outcome.rows[*row].place, self.row(&outcome.rows[*row], &[]))).collect();
        decided.sort_unstable_by_key(|(row, _)| *row);
        let adjusted = outcome.adjust.iter().map(|row| self.truth(&row.when, &[])).enumerate();
        Table {
            possible: pairs.iter().map(|(_, level)| *level).collect(),
            before: rows.iter().map(|row| outcome.rows[*row].level).collect(),
            rows: decided,
            adjusted: adjusted.filter(|(_, truth)| *truth != Some(false)).collect(),
        }
    }

    /// A pair is possible if it is so for every thing that has more than one possible value.
    fn possible_pairs(&self, outcome: &Outcome) -> BTreeSet<Pair> {
        let mut possible: Option<BTreeSet<Pair>> = None;
        for thing in &outcome.reads {
            let values = self.values(*thing);
            if values.len() < 2 {
                continue;
            }
            let walks: BTreeSet<Pair> =
                values.iter().flat_map(|value| self.walk(outcome, &[(*thing, *value)])).collect();
            possible = Some(match possible {
                None => walks,
                Some(before) if self.makes(Mistake::PossibleForSome) => &before | &walks,
                Some(before) => &before & &walks,
            });
        }
        possible.unwrap_or_else(|| self.walk(outcome, &[]))
    }

    pub fn row(&self, row: &Row, at: At<'_>) -> Tri {
        row.when.as_ref().map_or(Some(true), |when| self.truth(when, at))
    }

    /// From the first row down: a true row ends the walk, an unknown one does not.
    pub fn walk(&self, outcome: &Outcome, at: At<'_>) -> BTreeSet<Pair> {
        let clamps: Vec<(Tri, &Adjust)> =
            outcome.adjust.iter().map(|row| (self.truth(&row.when, at), row)).collect();
        let mut pairs = BTreeSet::new();
        for (place, row) in outcome.rows.iter().enumerate() {
            let truth = self.row(row, at);
            if truth == Some(false) {
                continue;
            }
            pairs.extend(self.clamped(&clamps, row.level).into_iter().map(|level| (place, level)));
            if truth == Some(true) || self.makes(Mistake::WalkEndsAtTheUnknown) {
                break;
            }
        }
        pairs
    }

    /// All ceilings first, then all floors: true clamps, unknown keeps both.
    fn clamped(&self, clamps: &[(Tri, &Adjust)], level: usize) -> Levels {
        let mut levels = Levels::from([level]);
        for at_least in [false, true] {
            let at_least = at_least != self.makes(Mistake::CeilingAfterFloor);
            for (truth, row) in clamps.iter().filter(|(_, row)| row.at_least == at_least) {
                let clamp = |level: &usize| {
                    if at_least { (*level).max(row.level) } else { (*level).min(row.level) }
                };
                let clamped: Levels = levels.iter().map(clamp).collect();
                levels = match truth {
                    Some(true) => clamped,
                    Some(false) => levels,
                    None if self.makes(Mistake::UnknownAdjustmentClamps) => clamped,
                    None => &levels | &clamped,
                };
            }
        }
        levels
    }
}
