//! Sorting and looking up with one copy of the algorithm for all types: the standard library's sort adds about 3 KB to the
//! engine for each type it sorts, its hash map about half of one for each it holds.

mod map;

use std::cmp::Ordering;

pub use map::Map;

/// Sorts by the elements' own order. Stable, as everything here.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Sorts by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a comparison.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..u32::try_from(items.len()).unwrap_or(u32::MAX)).collect();
    sort_numbers(&mut order, &|one, other| match (items.get(one as usize), items.get(other as usize)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.iter().filter_map(|at| unsorted.get_mut(*at as usize)?.take()));
}

/// A plain merge sort: the standard library's is cleverer, and several times as large.
fn sort_numbers(order: &mut Vec<u32>, compare: &dyn Fn(u32, u32) -> Ordering) {
    let mut width = 1;
    while width < order.len() {
        let mut merged = Vec::with_capacity(order.len());
        for pair in order.chunks(width * 2) {
            let (mut one, mut other) = pair.split_at(width.min(pair.len()));
            while let (Some(first), Some(second)) = (one.first(), other.first()) {
                let (next, from) =
                    if compare(*second, *first).is_lt() { (*second, &mut other) } else { (*first, &mut one) };
                merged.push(next);
                *from = from.get(1..).unwrap_or_default();
            }
            merged.extend_from_slice(one);
            merged.extend_from_slice(other);
        }
        *order = merged;
        width *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_elements_keep_their_order() {
        let mut words = vec!["pear", "fig", "plum", "kiwi", "date", "nut"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "nut", "pear", "plum", "kiwi", "date"]);
        sort(&mut words);
        assert_eq!(words, ["date", "fig", "kiwi", "nut", "pear", "plum"]);
    }

    #[test]
    fn any_number_of_elements_is_sorted_as_the_standard_library_sorts_them() {
        for count in 0..70_u32 {
            let mut pairs: Vec<(u32, u32)> = (0..count).map(|number| (number * 7919 % 13, number)).collect();
            let mut expected = pairs.clone();
            expected.sort_by_key(|pair| pair.0);
            sort_by_key(&mut pairs, |pair| pair.0);
            assert_eq!(pairs, expected);
        }
    }
}
