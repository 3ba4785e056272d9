//! A share of a whole, such as the ratings that match the key.

use super::quantile::NORMAL;
use super::{Estimate, SHARE, Undefined, cut, real};

/// Returns how many of the items that both a rater and the key rated have the same category in
/// both, as a share, with the interval of [`share()`]. The two slices have one place an item; what
/// one of them lacks counts as not rated.
///
/// # Errors
/// [`Undefined::NoPair`] if no item is in both.
pub fn with_key(rater: &[Option<usize>], key: &[Option<usize>]) -> Result<Estimate, Undefined> {
    let both = || rater.iter().zip(key).filter_map(|(rating, key)| rating.zip(*key));
    share(both().filter(|(rating, key)| rating == key).count(), both().count()).map_err(|_| Undefined::NoPair)
}

/// Returns a part of a whole as a share with its score interval, which is neither empty nor outside
/// 0 to 1 even if the part is nothing or all:
/// `(2 n p + z^2 ± z √(z^2 + 4 n p (1 - p))) / (2 (n + z^2))`.
/// A part beyond the whole is taken for the whole.
///
/// Source: Wilson, Journal of the American Statistical Association 22, 1927, 209-212; method 3 of
/// Newcombe, Statistics in Medicine 17, 1998, 857-872.
///
/// # Errors
/// [`Undefined::NothingRated`] if the whole is nothing.
pub fn share(part: usize, whole: usize) -> Result<Estimate, Undefined> {
    if whole == 0 {
        return Err(Undefined::NothingRated);
    }
    let (part, n, z2) = (real(part.min(whole)), real(whole), NORMAL * NORMAL);
    let value = part / n;
    let centre = 2.0 * part + z2;
    let width = NORMAL * (z2 + 4.0 * part * (1.0 - value)).sqrt();
    let limits = ((centre - width) / (2.0 * (n + z2)), (centre + width) / (2.0 * (n + z2)));
    Ok(Estimate { value, standard_error: None, interval: Some(cut(limits, value, SHARE)), n: whole })
}
