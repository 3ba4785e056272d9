//! Gwet's AC1: any number of raters, missing ratings allowed, steady where nearly all ratings are of
//! one category.

use super::{COEFFICIENT, Counts, Estimate, RatedItem, Ratings, Undefined, mean, real};

/// Returns Gwet's AC1: `(p_a - p_e) / (1 - p_e)`, where p_a is the value of
/// [`between_raters`](super::between_raters) and `p_e = sum_k π_k (1 - π_k) / (q - 1)` with π_k the
/// mean share of category k in an item, over all items rated by anybody, and q the categories.
/// `offered` is how many categories the raters could choose from, whether or not anybody chose
/// them; if more were given than offered, those given count. The interval is Gwet's: a linearised
/// variance, Student's t with one degree less than items rated. It is wider than a jackknife's where
/// some items have one rating only.
///
/// Source: Gwet, British Journal of Mathematical and Statistical Psychology 61, 2008, 29-48; with
/// missing ratings: Handbook of Inter-Rater Reliability, 4th edition, 2014, as in his R
/// package irrCAC (`gwet.ac1.raw`).
///
/// # Errors
/// Says why no two ratings can be compared, or that there is one category only, given and offered.
pub fn gwet_ac1(ratings: Ratings<'_>, offered: usize) -> Result<Estimate, Undefined> {
    if let Some(reason) = ratings.without_pairs() {
        return Err(reason);
    }
    let counts = ratings.counted(1);
    let categories = offered.max(counts.categories);
    if categories < 2 {
        return Err(Undefined::OneCategory);
    }
    let (parts, value) = parts(&counts, real(categories - 1));
    Ok(Estimate::linearised(value, &parts, value, COEFFICIENT))
}

/// Returns each item's part of the coefficient, and the coefficient.
fn parts(counts: &Counts, others: f64) -> (Vec<f64>, f64) {
    let items = &counts.items;
    let paired: Vec<f64> =
        items.iter().filter(|item| item.ratings >= 2.0).map(RatedItem::agreement).collect();
    let shares: Vec<f64> = (0..counts.categories)
        .map(|c| mean(items.iter().map(|item| item.categories[c] / item.ratings)))
        .collect();
    let agreed = mean(paired.iter().copied());
    let by_chance = shares.iter().map(|share| share * (1.0 - share)).sum::<f64>() / others;
    let value = (agreed - by_chance) / (1.0 - by_chance);
    let weight = real(items.len()) / real(paired.len());
    let part = |item: &RatedItem| {
        let own = if item.ratings >= 2.0 { weight * (item.agreement() - by_chance) } else { 0.0 };
        let chance = item.categories.iter().zip(&shares).map(|(count, share)| count * (1.0 - share));
        let own_chance = chance.sum::<f64>() / item.ratings / others;
        (own - 2.0 * (1.0 - value) * (own_chance - by_chance)) / (1.0 - by_chance)
    };
    (items.iter().map(part).collect(), value)
}
