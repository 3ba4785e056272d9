//! Raw agreement between raters, without regard to chance.

use super::{Estimate, Ratings, SHARE, Undefined, mean};

/// Returns how often two ratings of an item are alike: the share of the pairs of its ratings, as the
/// mean over the items with at least two. The interval is that of a mean, Student's t with one
/// degree less than items.
///
/// Source: Fleiss, Psychological Bulletin 76, 1971, 378-382, with the number of ratings free
/// to differ. The variance is that of a mean over the items that have a pair, for only they say
/// anything; it is Gwet's (Handbook of Inter-Rater Reliability, 4th edition, 2014) where all have one.
///
/// # Errors
/// Says why no two ratings can be compared.
pub fn between_raters(ratings: Ratings<'_>) -> Result<Estimate, Undefined> {
    if let Some(reason) = ratings.without_pairs() {
        return Err(reason);
    }
    let agreements: Vec<f64> = ratings.counted(2).items.iter().map(|item| item.agreement()).collect();
    let value = mean(agreements.iter().copied());
    Ok(Estimate::linearised(value, &agreements, value, SHARE))
}
