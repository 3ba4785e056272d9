//! Krippendorff's alpha: any number of raters, missing ratings allowed.

use super::{COEFFICIENT, Counts, Estimate, RatedItem, Ratings, Undefined, mean, real};

/// Returns Krippendorff's nominal alpha: one less the disagreement within items over that expected if
/// the ratings were shuffled over all items, `1 - (n - 1) sum_u (sum_c n_uc (m_u - n_uc) / (m_u - 1))
/// / sum_c n_c (n - n_c)`. Items with fewer than two ratings are left out. The interval is Gwet's:
/// a linearised variance, Student's t with one degree less than items left.
///
/// Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania,
/// 2011, part C. Variance: Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, as in his R package irrCAC (`krippen.alpha.raw`); it equals the infinitesimal jackknife over the
/// items of the alpha without its small-sample term.
///
/// # Errors
/// Says why no two ratings can be compared, or that all that can are of one category.
pub fn krippendorff_alpha(ratings: Ratings<'_>) -> Result<Estimate, Undefined> {
    if let Some(reason) = ratings.without_pairs() {
        return Err(reason);
    }
    let counts = ratings.counted(2);
    if counts.categories < 2 {
        return Err(Undefined::OneCategory);
    }
    let n: f64 = counts.items.iter().map(|item| item.ratings).sum();
    let totals =
        (0..counts.categories).map(|c| counts.items.iter().map(|item| item.categories[c]).sum::<f64>());
    let expected: f64 = totals.map(|total| total * (n - total)).sum();
    let observed: f64 = counts.items.iter().map(RatedItem::disagreement).sum();
    let value = 1.0 - (n - 1.0) * observed / expected;
    let (parts, centre) = parts(&counts);
    Ok(Estimate::linearised(value, &parts, centre, COEFFICIENT))
}

impl RatedItem {
    /// Returns the pairs of its ratings that differ, each rating weighing one in all.
    fn disagreement(&self) -> f64 {
        (self.ratings * (self.ratings - 1.0) - self.pairs_alike()) / (self.ratings - 1.0)
    }
}

/// Returns each item's part of the alpha without its small-sample term, and that alpha.
fn parts(counts: &Counts) -> (Vec<f64>, f64) {
    let items = &counts.items;
    let per_item = mean(items.iter().map(|item| item.ratings));
    let weight = real(items.len()) * per_item;
    let frequencies: Vec<f64> = (0..counts.categories)
        .map(|c| items.iter().map(|item| item.categories[c]).sum::<f64>() / weight)
        .collect();
    let agreement = |item: &RatedItem| item.pairs_alike() / (per_item * (item.ratings - 1.0));
    let chance = |item: &RatedItem| {
        let alike = item.categories.iter().zip(&frequencies).map(|(count, frequency)| count * frequency);
        alike.sum::<f64>() / per_item
    };
    let agreed = mean(items.iter().map(agreement));
    let by_chance: f64 = frequencies.iter().map(|frequency| frequency * frequency).sum();
    let alpha = (agreed - by_chance) / (1.0 - by_chance);
    let part = |item: &RatedItem| {
        let more = (item.ratings - per_item) / per_item;
        let own = agreement(item) - agreed * more - by_chance;
        let own_chance = chance(item) - by_chance * more - by_chance;
        (own - 2.0 * (1.0 - alpha) * own_chance) / (1.0 - by_chance)
    };
    (items.iter().map(part).collect(), alpha)
}
