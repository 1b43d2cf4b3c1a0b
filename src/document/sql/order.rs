//! An order in which a table follows those that it points to, as far as no cycle is in the way.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::Table;
use crate::order;

/// The tables as the spec has them, but targets first; a cycle is entered at its first table.
pub(super) fn ordered(tables: Vec<Table>) -> Vec<Table> {
    let at = order::map(tables.iter().enumerate().map(|(at, it)| (it.name.as_str(), at)));
    let mut needs: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut needed_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, table) in tables.iter().enumerate() {
        let targets = table.foreign().filter_map(|(_, to)| at.get(to).copied()).filter(|to| *to != from);
        let targets: BTreeSet<usize> = targets.collect();
        targets.iter().for_each(|to| needed_by.entry(*to).or_default().push(from));
        needs.insert(from, targets);
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
    let mut tables: Vec<Option<Table>> = tables.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| tables.get_mut(at).and_then(Option::take)).collect()
}
