//! How far raters agree with a key, with each other and with themselves: published statistics, each
//! with a 95 % interval. Categories are plain numbers and nominal: which is higher matters to
//! [`Twins`] alone. It must not know what was rated. Its one surprise: a statistic that the
//! ratings do not define is not a number but a reason, [`Undefined`], and where the items do not
//! vary there is a value without an interval, since a standard error of nothing would claim
//! certainty.
#![expect(
    clippy::float_arithmetic,
    reason = "statistics of agreement are real numbers; no score is made here"
)]

mod ac1;
mod alpha;
mod kappa;
mod pairwise;
mod quantile;
mod share;
mod twins;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use ac1::gwet_ac1;
pub use alpha::krippendorff_alpha;
pub use kappa::cohen_kappa;
pub use pairwise::between_raters;
pub use share::{share, with_key};
pub use twins::Twins;

/// Ratings of several items by several raters: one row an item, one place in every row a rater,
/// and there the category that the rater gave the item, as any number that stands for it.
///
/// `None` is an item that the rater did not rate: it is left out and never counts as a category or
/// as disagreement. A row that is shorter than others lacks the ratings of the raters at its end.
#[derive(Debug, Clone, Copy)]
pub struct Ratings<'a> {
    items: &'a [Vec<Option<usize>>],
}

/// A statistic with its uncertainty. All numbers are finite, and the value lies in the interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value: from 0 to 1 for shares, from -1 to 1 otherwise.
    pub value: f64,
    /// The estimated standard error of the value, where the interval rests on one.
    pub standard_error: Option<f64>,
    /// The lowest and highest value of the 95 % interval, cut to the values that are possible.
    /// Absent with one item, and where the items do not vary.
    pub interval: Option<(f64, f64)>,
    /// How many items (or pairs of ratings) the value rests on.
    pub n: usize,
}

/// Why a statistic has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undefined {
    /// There is no rating.
    NothingRated,
    /// There are ratings of one rater only.
    OneRater,
    /// Two ratings never meet: of an item by two raters, or of a pair of twins by one.
    NoPair,
    /// All ratings that can be compared are of one category, so that chance alone would agree.
    OneCategory,
}

impl fmt::Display for Undefined {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Undefined::NothingRated => "nothing was rated",
            Undefined::OneRater => "only one rater rated anything, so there is nobody to compare with",
            Undefined::NoPair => "no two ratings can be compared",
            Undefined::OneCategory => {
                "everybody chose the same category every time, so agreement cannot be told from chance"
            }
        })
    }
}

impl std::error::Error for Undefined {}

impl<'a> Ratings<'a> {
    /// Returns the ratings in these rows, one an item.
    pub fn of(items: &'a [Vec<Option<usize>>]) -> Self {
        Ratings { items }
    }

    /// Returns why no two raters can be compared, if they cannot.
    fn without_pairs(self) -> Option<Undefined> {
        let ratings = |row: &Vec<Option<usize>>| row.iter().flatten().count();
        if self.items.iter().any(|row| ratings(row) >= 2) {
            return None;
        }
        let raters: BTreeSet<usize> =
            self.items.iter().filter_map(|row| row.iter().position(Option::is_some)).collect();
        Some(match raters.len() {
            0 => Undefined::NothingRated,
            1 => Undefined::OneRater,
            _ => Undefined::NoPair,
        })
    }

    /// Counts the categories of every item with at least so many ratings.
    fn counted(self, at_least: usize) -> Counts {
        let rows = || self.items.iter().filter(|row| row.iter().flatten().count() >= at_least);
        let used: BTreeSet<usize> = rows().flatten().flatten().copied().collect();
        let places: BTreeMap<usize, usize> =
            used.into_iter().enumerate().map(|(place, code)| (code, place)).collect();
        let count = |row: &Vec<Option<usize>>| {
            let mut categories = vec![0; places.len()];
            row.iter().flatten().for_each(|code| categories[places[code]] += 1);
            RatedItem {
                categories: categories.into_iter().map(real).collect(),
                ratings: real(row.iter().flatten().count()),
            }
        };
        Counts { items: rows().map(count).collect(), categories: places.len() }
    }
}

/// What the statistics of many raters start from: who rated does not matter to them.
struct Counts {
    items: Vec<RatedItem>,
    /// How many different categories were given.
    categories: usize,
}

/// One item: how many ratings it has, in all and of each category. Whole numbers.
struct RatedItem {
    categories: Vec<f64>,
    ratings: f64,
}

impl RatedItem {
    /// Returns how many ordered pairs of its ratings are alike.
    fn pairs_alike(&self) -> f64 {
        self.categories.iter().map(|count| count * (count - 1.0)).sum()
    }

    /// Returns the share of the pairs of its ratings that are alike. It has at least two ratings.
    fn agreement(&self) -> f64 {
        self.pairs_alike() / (self.ratings * (self.ratings - 1.0))
    }
}

/// The lowest and highest value that a statistic can have.
type Bounds = (f64, f64);

const SHARE: Bounds = (0.0, 1.0);
const COEFFICIENT: Bounds = (-1.0, 1.0);

/// Below this a standard error is what rounding left of nothing. A true one of even a million
/// items is far above it.
const NO_VARIATION: f64 = 1e-9;

impl Estimate {
    /// Returns a value without an interval.
    fn bare(value: f64, n: usize) -> Self {
        Estimate { value, standard_error: None, interval: None, n }
    }

    /// Returns the value with the symmetric interval of so many standard errors, cut to the bounds,
    /// or without it where the variance is nothing.
    fn symmetric(value: f64, variance: f64, quantile: f64, n: usize, bounds: Bounds) -> Self {
        let error = variance.max(0.0).sqrt();
        if error < NO_VARIATION {
            return Estimate::bare(value, n);
        }
        let interval = cut((value - quantile * error, value + quantile * error), value, bounds);
        Estimate { value, standard_error: Some(error), interval: Some(interval), n }
    }

    /// Returns the value of a statistic that is smooth in the items, with the interval from its
    /// linearised variance: each item's own part of the value, `v = sum (part - centre)^2 / (n (n - 1))`,
    /// and Student's t with n - 1 degrees of freedom.
    ///
    /// Source: Gwet, British Journal of Mathematical and Statistical Psychology 61, 2008, 29-48, and
    /// Handbook of Inter-Rater Reliability, 4th edition, 2014.
    fn linearised(value: f64, parts: &[f64], centre: f64, bounds: Bounds) -> Self {
        let n = parts.len();
        if n < 2 {
            return Estimate::bare(value, n);
        }
        let squares: f64 = parts.iter().map(|part| (part - centre).powi(2)).sum();
        let variance = squares / (real(n) * real(n - 1));
        Estimate::symmetric(value, variance, quantile::student(n - 1), n, bounds)
    }
}

/// Returns the interval cut to the bounds. It holds the value whatever rounding did.
fn cut((low, high): (f64, f64), value: f64, (lowest, highest): Bounds) -> (f64, f64) {
    (low.max(lowest).min(value), high.min(highest).max(value))
}

/// Returns a count as a real number; exact below 2^53.
fn real(count: usize) -> f64 {
    count as f64
}

fn mean(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = real(numbers.len());
    numbers.sum::<f64>() / n
}
