//! Sorting with one body for all types.
//!
//! The standard library's sort is made for large data: four kilobytes of code for each type and key, also where a map is
//! collected. Here little is sorted, and of dozens of types; all of them share the sort of their places.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by a comparison; equals keep their order.
pub(crate) fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let compare = |a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    for (place, other) in swaps(items.len(), &compare).into_iter().enumerate() {
        items.swap(place, other);
    }
}

/// Sorts by a key; equals keep their order.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// A map of these pairs; the last of a key counts.
pub(crate) fn map<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    pairs.for_each(|(key, value)| {
        map.insert(key, value);
    });
    map
}

/// The set of these.
pub(crate) fn set<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeSet<K> {
    let mut set = BTreeSet::new();
    keys.for_each(|key| {
        set.insert(key);
    });
    set
}

/// The place that each place, from the first on, has to be swapped with.
#[inline(never)]
fn swaps(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    // What belongs to a place may have been swapped away from where it was: to where the swap of that place put it.
    let now = |place: usize| {
        let mut from = order.get(place).copied().unwrap_or(place);
        while from < place {
            from = order.get(from).copied().unwrap_or(place);
        }
        from
    };
    (0..len).map(now).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut state = 7_u64;
        for len in 0..60_usize {
            let numbers: Vec<(u64, usize)> = (0..len)
                .map(|at| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    ((state >> 33) % 10, at)
                })
                .collect();
            let (mut ours, mut theirs) = (numbers.clone(), numbers);
            by_key(&mut ours, |it| it.0);
            theirs.sort_by_key(|it| it.0);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn the_last_of_a_key_counts() {
        assert_eq!(map([(1, 'a'), (0, 'b'), (1, 'c')].into_iter()), BTreeMap::from([(0, 'b'), (1, 'c')]));
    }
}
