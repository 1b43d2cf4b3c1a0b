//! The states that a row goes through, and what leads from one to the next.

use std::collections::BTreeSet;

use super::{Column, Table};
use crate::order;
use crate::spec::{At, Entries, List};

/// The key under `states` that says where rows begin.
const START: &str = "start";

/// A state with those that may follow it.
#[derive(Debug, Clone, Copy)]
pub struct State<'m> {
    /// Its name.
    pub name: &'m At<String>,
    /// What may follow; nothing where it is the last.
    pub next: &'m At<List<String>>,
}

impl<'m> Table<'m> {
    /// The states that it says something of, in the order written.
    pub fn states(self) -> impl Iterator<Item = State<'m>> {
        self.entries_of_states().filter(move |it| !self.is_start(it))
    }

    /// Every place that names a state.
    pub fn state_names(self) -> impl Iterator<Item = &'m At<String>> {
        let own = move |it: &State<'m>| (!self.is_start(it)).then_some(it.name);
        self.entries_of_states().flat_map(move |it| own(&it).into_iter().chain(&it.next.value.0))
    }

    /// The states that rows begin in: as stated, else the column's default, else those that nothing leads to.
    #[must_use]
    pub fn first_states(self) -> Vec<&'m str> {
        if let Some(start) = self.entries_of_states().find(|it| self.is_start(it)) {
            return start.next.value.0.iter().map(|it| it.value.as_str()).collect();
        }
        let default = self.state_column().and_then(|it| it.at.value.0.default.as_deref());
        let default = default.map(|it| it.split("::").next().unwrap_or_default().trim_matches(['\'', '"']));
        if let Some(first) = default.and_then(|it| self.state_names().find(|name| name.value == it)) {
            return vec![&first.value];
        }
        let reached = order::set(self.states().flat_map(followers));
        let sources: Vec<&str> =
            self.states().map(|it| it.name.value.as_str()).filter(|it| !reached.contains(it)).collect();
        let first = || self.states().map(|it| it.name.value.as_str()).take(1).collect();
        if sources.is_empty() { first() } else { sources }
    }

    /// The states that a row can come to.
    #[must_use]
    pub fn reached_states(self) -> BTreeSet<&'m str> {
        let mut reached = BTreeSet::new();
        let mut open = self.first_states();
        while let Some(state) = open.pop() {
            if reached.insert(state) {
                open.extend(self.states().filter(|it| it.name.value == state).flat_map(followers));
            }
        }
        reached
    }

    /// The column that holds the state: of those with a list of values, the one that has most of the states among them.
    #[must_use]
    pub fn state_column(self) -> Option<Column<'m>> {
        let names = order::set(self.state_names().map(|it| it.value.as_str()));
        let count =
            |column: &Column<'m>| column.arguments.iter().filter(|value| names.contains(value.as_str())).count();
        let mut lists: Vec<(usize, Column<'m>)> = self
            .columns()
            .filter(|it| it.ty == "enum")
            .map(|it| (count(&it), it))
            .filter(|(count, _)| *count > 0)
            .collect();
        order::by_key(&mut lists, |(count, _)| std::cmp::Reverse(*count));
        match lists.as_slice() {
            [(most, _), (next, _), ..] if most == next => None,
            [(_, column), ..] => Some(*column),
            [] => None,
        }
    }

    fn entries_of_states(self) -> impl Iterator<Item = State<'m>> {
        self.at.value.states.entries().iter().map(|(name, next)| State { name, next })
    }

    /// Whether an entry says where rows begin, and is no state of that name.
    fn is_start(self, entry: &State<'_>) -> bool {
        let is_value = || self.columns().any(|it| it.ty == "enum" && it.arguments.iter().any(|value| value == START));
        entry.name.value == START && !is_value()
    }
}

fn followers(state: State<'_>) -> impl Iterator<Item = &str> {
    state.next.value.0.iter().map(|it| it.value.as_str())
}
