//! Twin scenarios: the same rater, the same facts, one thing changed that should not matter.

use super::quantile::NORMAL;
use super::{COEFFICIENT, Estimate, Undefined, cut, real, share};

/// Pairs of ratings of twin scenarios by one rater each, counted by what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Twins {
    /// Pairs in which both twins were rated.
    pub pairs: usize,
    /// Those in which the first twin was called higher.
    pub first_higher: usize,
    /// Those in which the second twin was called higher.
    pub second_higher: usize,
}

impl Twins {
    /// Counts pairs of ratings, the first twin's and the second twin's in the same place. A larger
    /// number is the higher category. Pairs in which one was not rated are left out.
    pub fn count(first: &[Option<usize>], second: &[Option<usize>]) -> Self {
        let mut twins = Twins::default();
        for (one, other) in first.iter().zip(second).filter_map(|(one, other)| one.zip(*other)) {
            twins.pairs += 1;
            twins.first_higher += usize::from(one > other);
            twins.second_higher += usize::from(one < other);
        }
        twins
    }

    /// Returns the share of pairs that were called differently, with the interval of [`share()`].
    ///
    /// # Errors
    /// [`Undefined::NoPair`] without a pair.
    pub fn differing(self) -> Result<Estimate, Undefined> {
        share(self.first_higher + self.second_higher, self.pairs).map_err(|_| Undefined::NoPair)
    }

    /// Returns how much more often the first twin was called higher than the second, `(b - c) / n`,
    /// with the adjusted Wald interval for matched pairs: with one pair added to each of b and c,
    /// `p = (b + 1) / (n + 2)`, `q = (c + 1) / (n + 2)`, `p - q ± z √((p + q - (p - q)^2) / (n + 2))`,
    /// cut to -1 and 1. The middle of the interval is nearer to nothing than the value. There is an
    /// interval even where all pairs are alike.
    ///
    /// Source: Bonett and Price, Journal of Educational and Behavioral Statistics 37, 2012, 479-488.
    ///
    /// # Errors
    /// [`Undefined::NoPair`] without a pair.
    pub fn direction(self) -> Result<Estimate, Undefined> {
        if self.pairs == 0 {
            return Err(Undefined::NoPair);
        }
        let (b, c, n) = (real(self.first_higher), real(self.second_higher), real(self.pairs));
        let (p, q) = ((b + 1.0) / (n + 2.0), (c + 1.0) / (n + 2.0));
        let error = ((p + q - (p - q).powi(2)) / (n + 2.0)).sqrt();
        let value = (b - c) / n;
        let limits = (p - q - NORMAL * error, p - q + NORMAL * error);
        let interval = Some(cut(limits, value, COEFFICIENT));
        Ok(Estimate { value, standard_error: Some(error), interval, n: self.pairs })
    }
}
