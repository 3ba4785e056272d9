//! Cohen's kappa: two raters, or one rater and the key.

use std::collections::{BTreeMap, BTreeSet};

use super::quantile::NORMAL;
use super::{COEFFICIENT, Estimate, Undefined, real};

/// How often each category of the first rater met each category of the second.
struct Contingency {
    cells: BTreeMap<(usize, usize), f64>,
    first: BTreeMap<usize, f64>,
    second: BTreeMap<usize, f64>,
    n: usize,
}

/// Returns the agreement of two raters beyond chance, where chance is what their own frequencies of
/// the categories give: `(p_o - p_e) / (1 - p_e)`. One place an item in both slices; items that one
/// of them did not rate are left out. The interval is 1.96 large-sample standard errors to each
/// side, cut to -1 and 1.
///
/// Source: Cohen, Educational and Psychological Measurement 20, 1960, 37-46; the standard error is
/// that of Fleiss, Cohen and Everitt, Psychological Bulletin 72, 1969, 323-327.
///
/// # Errors
/// [`Undefined::NoPair`] if no item was rated by both, [`Undefined::OneCategory`] if both used one
/// and the same category only.
pub fn cohen_kappa(first: &[Option<usize>], second: &[Option<usize>]) -> Result<Estimate, Undefined> {
    let table = Contingency::of(first, second);
    if table.n == 0 {
        return Err(Undefined::NoPair);
    }
    if table.categories().len() == 1 {
        return Err(Undefined::OneCategory);
    }
    // In whole numbers as far as they go: n^2 (p_o - p_e) over n^2 (1 - p_e).
    let n = real(table.n);
    let alike = table.categories().iter().map(|c| table.cell(*c, *c)).sum::<f64>() * n;
    let chance: f64 = table.categories().iter().map(|c| table.first(*c) * table.second(*c)).sum();
    let value = (alike - chance) / (n * n - chance);
    Ok(Estimate::symmetric(value, table.variance(value, chance / (n * n)), NORMAL, table.n, COEFFICIENT))
}

impl Contingency {
    fn of(first: &[Option<usize>], second: &[Option<usize>]) -> Self {
        let mut table =
            Contingency { cells: BTreeMap::new(), first: BTreeMap::new(), second: BTreeMap::new(), n: 0 };
        for (one, other) in first.iter().zip(second).filter_map(|(one, other)| one.zip(*other)) {
            *table.cells.entry((one, other)).or_default() += 1.0;
            *table.first.entry(one).or_default() += 1.0;
            *table.second.entry(other).or_default() += 1.0;
            table.n += 1;
        }
        table
    }

    fn categories(&self) -> BTreeSet<usize> {
        self.first.keys().chain(self.second.keys()).copied().collect()
    }

    fn cell(&self, first: usize, second: usize) -> f64 {
        self.cells.get(&(first, second)).copied().unwrap_or_default()
    }

    fn first(&self, category: usize) -> f64 {
        self.first.get(&category).copied().unwrap_or_default()
    }

    fn second(&self, category: usize) -> f64 {
        self.second.get(&category).copied().unwrap_or_default()
    }

    /// Returns the large-sample variance:
    /// `(sum p_ii (1 - (p_i. + p_.i)(1 - k))^2 + (1 - k)^2 sum p_ij (p_.i + p_j.)^2 - (k - p_e (1 - k))^2)`
    /// over `n (1 - p_e)^2`, the second sum over i ≠ j.
    fn variance(&self, kappa: f64, chance: f64) -> f64 {
        let n = real(self.n);
        let parts = self.cells.iter().map(|(&(i, j), count)| {
            let factor = if i == j {
                1.0 - (self.first(i) + self.second(i)) / n * (1.0 - kappa)
            } else {
                (1.0 - kappa) * (self.second(i) + self.first(j)) / n
            };
            count / n * factor.powi(2)
        });
        let sum = parts.sum::<f64>() - (kappa - chance * (1.0 - kappa)).powi(2);
        sum / (n * (1.0 - chance).powi(2))
    }
}
