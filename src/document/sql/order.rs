//! An order in which a table follows those that it points to, as far as no cycle is in the way.

use std::collections::{BTreeMap, BTreeSet};

use super::key::Foreign;

/// The positions of `count` tables: as the spec has them, but targets first; a cycle is entered at its first table.
pub(super) fn order(count: usize, keys: &[Foreign]) -> Vec<usize> {
    let mut needs: BTreeMap<usize, BTreeSet<usize>> = (0..count).map(|at| (at, BTreeSet::new())).collect();
    let mut needed_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for key in keys.iter().filter(|key| key.from != key.to) {
        needs.entry(key.from).or_default().insert(key.to);
        needed_by.entry(key.to).or_default().push(key.from);
    }
    let mut ready: BTreeSet<usize> = needs.iter().filter(|(_, needs)| needs.is_empty()).map(|(at, _)| *at).collect();
    let mut order = Vec::new();
    while let Some(next) = ready.pop_first().or_else(|| needs.keys().next().copied()) {
        if needs.remove(&next).is_none() {
            continue;
        }
        order.push(next);
        for from in needed_by.get(&next).into_iter().flatten() {
            let Some(left) = needs.get_mut(from) else { continue };
            left.remove(&next);
            if left.is_empty() {
                ready.insert(*from);
            }
        }
    }
    order
}
