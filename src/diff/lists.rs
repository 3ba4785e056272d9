//! Two lists in which order counts and nothing has an id: what is less, more, changed, or stands in
//! another order. It knows only what each entry says.

/// How two lists differ, by the places of their entries.
#[derive(Debug, PartialEq, Eq)]
pub enum ListDifference {
    /// The entry at a place is another one, in lists of the same length.
    At(usize),
    /// An entry of the old list is gone.
    Less(usize),
    /// An entry of the new list is there besides.
    More(usize),
    /// What both have stands in another order.
    Order,
}

/// Two lists, compared.
#[derive(Debug, PartialEq, Eq)]
pub struct Compared {
    /// How they differ.
    pub differences: Vec<ListDifference>,
    /// The places of what is the same entry, changed or not, in the old and the new list.
    pub pairs: Vec<(usize, usize)>,
}

/// Compares two lists.
pub fn compare(old: &[String], new: &[String]) -> Compared {
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut pairs = Vec::new();
    let mut more = Vec::new();
    for (place, entry) in new.iter().enumerate() {
        match left.iter().position(|was| old[*was] == *entry) {
            Some(at) => pairs.push((left.remove(at), place)),
            None => more.push(ListDifference::More(place)),
        }
    }
    if old.len() == new.len() && !more.is_empty() {
        let differences = (0..old.len()).filter(|at| old[*at] != new[*at]).map(ListDifference::At).collect();
        return Compared { differences, pairs: (0..old.len()).map(|at| (at, at)).collect() };
    }
    let is_in_order = pairs.is_sorted();
    let less = left.into_iter().map(ListDifference::Less);
    let mut differences: Vec<ListDifference> = less.chain(more).collect();
    if !is_in_order {
        differences.push(ListDifference::Order);
    }
    Compared { differences, pairs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_apart_by_what_they_say() {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        use ListDifference::{At, Less, More, Order};
        for (old, new, differences, pairs) in [
            ("a b", "a b", vec![], vec![(0, 0), (1, 1)]),
            ("a b", "a c", vec![At(1)], vec![(0, 0), (1, 1)]),
            ("a b", "b a", vec![Order], vec![(1, 0), (0, 1)]),
            ("a b c", "a c", vec![Less(1)], vec![(0, 0), (2, 1)]),
            ("a b", "c b a", vec![More(0), Order], vec![(1, 1), (0, 2)]),
            ("a a", "a", vec![Less(1)], vec![(0, 0)]),
            ("", "a", vec![More(0)], vec![]),
        ] {
            assert_eq!(compare(&list(old), &list(new)), Compared { differences, pairs }, "{old} to {new}");
        }
    }
}
