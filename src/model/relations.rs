//! Which tables have to do with each other, over however many others.

use std::collections::BTreeMap;

use super::graph::components;
use super::{Column, Model, Table, singular, words};
use crate::order;
use crate::spec::Items;

/// For each table the group of tables that keys connect it with, as the position of one of them.
#[derive(Debug)]
pub(super) struct Relations(Vec<usize>);

impl Relations {
    /// None where a table does not state its columns: it may be what connects the others.
    fn new(model: &Model<'_>) -> Option<Self> {
        let tables: Vec<Option<Table<'_>>> =
            (0..model.spec.system.data_model.items().len()).map(|at| model.table_at(at)).collect();
        let mut pointers: BTreeMap<String, usize> = BTreeMap::new();
        for (at, table) in tables.iter().enumerate() {
            let table = (*table)?;
            let mut key = table.primary_key();
            let sole = key.next().filter(|_| key.next().is_none()).map(|it| it.name.value.as_str());
            let name = words(&singular(table.name())).concat();
            pointers.entry(format!("{name}id")).or_insert(at);
            if let Some(key) = sole {
                pointers.entry(format!("{name}{}", words(key).concat())).or_insert(at);
                // Tables may share a key that says by itself what it is of: `sku`, `isbn`.
                if key != "id" {
                    pointers.entry(words(key).concat()).or_insert(at);
                }
            }
        }
        let mut groups: Vec<usize> = (0..tables.len()).collect();
        for (at, table) in tables.iter().enumerate() {
            let table = (*table)?;
            table.columns().next()?;
            for column in table.columns() {
                let stated = column.references.as_ref().and_then(|it| model.table_ids.get(it.table.as_str()).copied());
                let words = words(&column.name.value);
                let named = (0..words.len()).find_map(|from| pointers.get(&words.get(from..)?.concat()).copied());
                for other in stated.into_iter().chain(named) {
                    let (one, two) = (root(&groups, at), root(&groups, other));
                    if let Some(group) = groups.get_mut(one) {
                        *group = two;
                    }
                }
            }
        }
        Some(Self((0..groups.len()).map(|at| root(&groups, at)).collect()))
    }
}

fn root(groups: &[usize], mut at: usize) -> usize {
    while let Some(next) = groups.get(at).copied().filter(|next| *next != at) {
        at = next;
    }
    at
}

impl Model<'_> {
    /// Circles of tables of which each row needs one of the next before it can be, by the columns that need it.
    #[must_use]
    pub fn key_circles(&self) -> Vec<Vec<Column<'_>>> {
        let tables: Vec<Table<'_>> = self.tables().collect();
        let at = order::map(tables.iter().enumerate().map(|(at, table)| (table.name(), at)));
        let needs = |own: usize| -> Vec<(usize, Column<'_>)> {
            let columns = tables.get(own).into_iter().flat_map(|table| table.columns());
            let target = |column: Column<'_>| at.get(column.target_table()?.name()).copied();
            let needed = columns.filter(|column| column.not_null).filter_map(|it| Some((target(it)?, it)));
            needed.filter(|(to, _)| *to != own).collect()
        };
        let next: Vec<Vec<usize>> =
            (0..tables.len()).map(|own| needs(own).into_iter().map(|(to, _)| to).collect()).collect();
        let column = |from: usize, to: usize| needs(from).into_iter().find(|(it, _)| *it == to).map(|(_, it)| it);
        let circle = |circle: Vec<usize>| {
            let steps = circle.iter().zip(circle.iter().cycle().skip(1));
            steps.filter_map(|(from, to)| column(*from, *to)).collect()
        };
        components(&next).0.into_iter().map(circle).collect()
    }
}

impl Table<'_> {
    /// Whether keys connect it with another table, directly or over others; none where that cannot be told.
    #[must_use]
    pub fn is_related_to(self, other: Self) -> Option<bool> {
        let relations = self.model.relations.get_or_init(|| Relations::new(self.model)).as_ref()?;
        let group = |table: Self| relations.0.get(*self.model.table_ids.get(table.name())?);
        Some(group(self)? == group(other)?)
    }
}
