//! What differs between two versions of a schema.

use super::super::schema::{Column, Constraint, ConstraintKind, Index, Schema, Table};
use super::backfill::is_filled_at_once;
use super::shadow::{self, Shadow};
use super::{fit, former};
use crate::model::Dialect;
use crate::order;

/// Two versions of a schema, and what became of each table.
#[derive(Debug)]
pub(super) struct Diff<'s> {
    pub(super) new: &'s Schema,
    pub(super) old: &'s Schema,
    pub(super) added: Vec<&'s Table>,
    pub(super) gone: Vec<&'s Table>,
    pub(super) changed: Vec<Change<'s>>,
}

/// A table that both versions have, with what differs.
#[derive(Debug)]
pub(super) struct Change<'s> {
    pub(super) dialect: Dialect,
    pub(super) old: &'s Table,
    pub(super) new: &'s Table,
    pub(super) added: Vec<&'s Column>,
    pub(super) gone: Vec<&'s Column>,
    /// Columns that have another name: what they were, which is one that goes, and what they are, which is one that comes.
    pub(super) renamed: Vec<(&'s Column, &'s Column)>,
    /// Columns that get another type by way of a second one.
    pub(super) shadows: Vec<Shadow<'s>>,
    /// A view has the name that the table had before.
    pub(super) viewed: bool,
    /// Columns that stay and are not what they were.
    pub(super) altered: Vec<(&'s Column, &'s Column)>,
    /// Columns that are computed anew: they go and come.
    pub(super) renewed: Vec<&'s Column>,
    pub(super) dropped: Vec<&'s Constraint>,
    pub(super) made: Vec<&'s Constraint>,
    pub(super) dropped_indexes: Vec<&'s Index>,
    pub(super) made_indexes: Vec<&'s Index>,
}

impl<'s> Diff<'s> {
    /// `viewed` are the tables whose former name is a view now.
    pub(super) fn new(old: &'s Schema, new: &'s Schema, viewed: &[String]) -> Self {
        let exists = |schema: &Schema, table: &Table| schema.created().any(|it| it.name == table.name);
        let added = new.created().filter(|it| !exists(old, it)).collect();
        let gone = old.created().filter(|it| !exists(new, it)).collect();
        let both = new.created().filter_map(|it| Some((old.created().find(|was| was.name == it.name)?, it)));
        let mut changed: Vec<Change<'s>> = both.map(|(was, is)| Change::new(new.dialect, was, is)).collect();
        let touched: Vec<&Constraint> = changed.iter().flat_map(|it| it.touched(&changed)).collect();
        for change in &mut changed {
            let made: Vec<&str> = change.made.iter().map(|it| it.name.as_str()).collect();
            let is_again =
                |key: &Constraint| touched.iter().any(|it| it.name == key.name) && !made.contains(&&*key.name);
            let again: Vec<&Constraint> =
                change.new.foreign().map(|(key, _)| key).filter(|key| is_again(key)).collect();
            let names: Vec<&str> = again.iter().map(|it| it.name.as_str()).collect();
            change.dropped.extend(change.old.constraints.iter().filter(|it| names.contains(&&*it.name)));
            change.made.extend(again);
        }
        changed.retain(|it| !it.is_empty());
        let pointed: Vec<(String, Vec<String>)> = [old, new]
            .iter()
            .flat_map(|it| &it.tables)
            .flat_map(Table::foreign)
            .filter_map(|(key, _)| match &key.kind {
                ConstraintKind::Foreign { to, targets } => Some((to.clone(), targets.clone())),
                _ => None,
            })
            .collect();
        for change in &mut changed {
            change.viewed = viewed.contains(&change.new.name);
            change.shadows = shadow::found(change, &pointed);
        }
        Self { new, old, added, gone, changed }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }

    /// The change of the table of that name.
    pub(super) fn change(&self, table: &str) -> Option<&Change<'s>> {
        self.changed.iter().find(|it| it.new.name == table)
    }

    /// The foreign keys of tables that go which hold a key in place that this table loses.
    pub(super) fn in_the_way_of(&self, change: &Change<'s>) -> Vec<(&'s Table, &'s Constraint)> {
        let own = |table: &'s Table| table.foreign().map(move |(key, to)| (table, key, to));
        let keys = self.gone.iter().flat_map(|table| own(table));
        let keys = keys.filter(|(_, key, to)| *to == change.old.name && !self.is_ready(key));
        keys.map(|(table, key, _)| (table, key)).collect()
    }

    /// Whether the key that a foreign key points to is there before anything is switched.
    pub(super) fn is_ready(&self, key: &Constraint) -> bool {
        let ConstraintKind::Foreign { to, targets } = &key.kind else { return true };
        let Some(table) = self.old.created().find(|it| it.name == *to) else { return true };
        let key_stays = self.change(to).is_none_or(|it| it.keeps_key(targets) && !it.retypes(targets));
        key_stays && table.has_key(targets)
    }
}

impl<'s> Change<'s> {
    fn new(dialect: Dialect, old: &'s Table, new: &'s Table) -> Self {
        let both = new.columns.iter().filter_map(|it| Some((old.column(&it.name)?, it)));
        let differing: Vec<(&Column, &Column)> = both.filter(|(was, is)| was != is).collect();
        let retyped = order::set(differing.iter().filter(|(was, is)| was.ty != is.ty).map(|(_, is)| is.name.as_str()));
        let is_renewed = |is: &Column| {
            let was = old.column(&is.name);
            let again = was.is_some_and(|was| was.computed != is.computed || was.ty != is.ty);
            let reads = is.reads.iter().any(|name| retyped.contains(name.as_str()));
            was.is_some() && is.computed.is_some() && (again || reads)
        };
        let renewed: Vec<&Column> = new.columns.iter().filter(|it| is_renewed(it)).collect();
        let is_new = |name: &String| renewed.iter().any(|it| it.name == *name);
        let stays = |columns: &[String]| !columns.iter().any(is_new);
        let (old_columns, new_columns) = (&old.columns, &new.columns);
        Self {
            dialect,
            old,
            new,
            renamed: former::pairs(old, new),
            shadows: Vec::new(),
            viewed: false,
            added: new_columns.iter().filter(|it| old.column(&it.name).is_none()).collect(),
            gone: old_columns.iter().filter(|it| new.column(&it.name).is_none()).collect(),
            altered: differing.into_iter().filter(|(_, is)| !is_renewed(is)).collect(),
            dropped: old.constraints.iter().filter(|it| !new.constraints.contains(it) || !stays(&it.columns)).collect(),
            made: new.constraints.iter().filter(|it| !old.constraints.contains(it) || !stays(&it.columns)).collect(),
            dropped_indexes: old.indexes.iter().filter(|it| !has(&new.indexes, it) || !stays(&it.columns)).collect(),
            made_indexes: new.indexes.iter().filter(|it| !has(&old.indexes, it) || !stays(&it.columns)).collect(),
            renewed,
        }
    }

    fn is_empty(&self) -> bool {
        let columns = self.added.is_empty() && self.gone.is_empty() && self.altered.is_empty();
        let constraints = self.dropped.is_empty() && self.made.is_empty();
        let indexes = self.dropped_indexes.is_empty() && self.made_indexes.is_empty();
        let rest = self.renewed.is_empty() && !self.has_new_key() && !self.has_new_partition();
        columns && constraints && indexes && rest && self.old.comment == self.new.comment
    }

    pub(super) fn has_new_key(&self) -> bool {
        self.old.key != self.new.key
    }

    pub(super) fn has_new_partition(&self) -> bool {
        self.old.partition != self.new.partition
    }

    /// Whether all of those columns are new, with nothing in them that was elsewhere before.
    pub(super) fn is_about_new(&self, columns: &[String]) -> bool {
        columns.iter().all(|name| self.added.iter().any(|it| it.name == *name) && self.former(name).is_none())
    }

    /// Whether one of those columns goes.
    pub(super) fn is_about_gone(&self, columns: &[String]) -> bool {
        columns.iter().any(|name| self.gone.iter().any(|it| it.name == *name))
    }

    /// Whether a constraint that is made takes everything that the one did which it follows.
    pub(super) fn only_loosens(&self, made: &Constraint) -> bool {
        let was = self.predecessor(made);
        match (was.map(|it| &it.kind), &made.kind) {
            (Some(ConstraintKind::Check(Some(was))), ConstraintKind::Check(Some(is))) => {
                was.iter().all(|value| is.contains(value))
            }
            _ => false,
        }
    }

    /// The values that a column may no longer have.
    pub(super) fn values_gone(&self, made: &Constraint) -> Vec<String> {
        let was = self.predecessor(made);
        match (was.map(|it| &it.kind), &made.kind) {
            (Some(ConstraintKind::Check(Some(was))), ConstraintKind::Check(Some(is))) => {
                was.iter().filter(|value| !is.contains(value)).cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a type changes while old code runs: where everything fits, and nothing is computed from it.
    pub(super) fn widens_early(&self, was: &Column, is: &Column) -> bool {
        let computed = self.old.columns.iter().chain(&self.new.columns).filter(|it| it.computed.is_some());
        // What is longer may no longer fit into a key of MySQL.
        let is_in = |index: &&Index| index.columns.contains(&is.name);
        let held = self.dropped_indexes.iter().any(is_in) || self.leaves_key(&is.name);
        let in_key = self.dialect == Dialect::Mysql && held;
        // PostgreSQL changes no type that a view shows.
        let shown = self.dialect == Dialect::Postgres && self.viewed;
        if in_key || shown || self.shadow(&is.name).is_some() {
            return false;
        }
        fit::widens(was, is) && !computed.flat_map(|it| &it.reads).any(|name| *name == is.name)
    }

    /// Whether adding a column fills it in for all rows, and it is what it will be.
    pub(super) fn comes_whole(&self, column: &Column) -> bool {
        let by_itself = column.computed.is_some() || column.counts;
        self.former(&column.name).is_none() && (by_itself || is_filled_at_once(self.dialect, column))
    }

    /// Whether PostgreSQL would refuse, or a view of the table under its former name would show something else.
    pub(super) fn changes_what_a_view_shows(&self) -> bool {
        self.altered.iter().any(|(was, is)| was.ty != is.ty) || !self.renewed.is_empty()
    }

    /// Whether one of those columns gets its last form only when code is switched.
    pub(super) fn changes_late(&self, columns: &[String]) -> bool {
        let retyped = self.altered.iter().filter(|(was, is)| was.ty != is.ty && !self.widens_early(was, is));
        let mut late = retyped.map(|(_, is)| &is.name).chain(self.renewed.iter().map(|it| &it.name));
        late.any(|name| columns.contains(name))
    }

    /// Whether a unique index that goes would refuse new rows, or its name is needed again.
    pub(super) fn is_in_the_way(&self, index: &Index) -> bool {
        let again = self.made_indexes.iter().any(|it| it.name == index.name);
        again || index.unique && !self.is_about_gone(&index.columns)
    }

    /// Whether no two rows that are there can have the same in those columns: one of them is new, and empty or random.
    pub(super) fn tells_rows_apart(&self, columns: &[String]) -> bool {
        let empty = |it: &Column| it.default.is_none() && it.computed.is_none() && !it.not_null && !it.counts;
        let apart = |it: &Column| empty(it) || it.varies() || it.counts;
        columns
            .iter()
            .any(|name| self.former(name).is_none() && self.added.iter().any(|it| it.name == *name && apart(it)))
    }

    /// Whether old code can break no rule that no two rows have the same there.
    pub(super) fn refuses_no_row(&self, columns: &[String]) -> bool {
        self.is_about_new(columns) && self.tells_rows_apart(columns) || self.was_key(columns)
    }

    /// Whether there is a new rule that no two rows have the same.
    pub(super) fn makes_unique(&self) -> bool {
        self.made.iter().any(|it| it.kind == ConstraintKind::Unique)
    }

    /// Whether a column is no longer part of the primary key.
    pub(super) fn leaves_key(&self, name: &String) -> bool {
        self.old.key.contains(name) && !self.new.key.contains(name)
    }

    fn keeps_key(&self, targets: &[String]) -> bool {
        let is_it = |columns: &[String]| fit::same_names(columns, targets);
        let primary = is_it(&self.old.key) && self.has_new_key();
        let unique = self.dropped.iter().any(|it| it.kind == ConstraintKind::Unique && is_it(&it.columns));
        !primary && !unique && !self.dropped_indexes.iter().any(|it| it.unique && is_it(&it.columns))
    }

    /// Whether what no two rows have alike in those columns stays until code is switched.
    pub(super) fn holds_key_until_switch(&self, targets: &[String]) -> bool {
        let is_it = |columns: &[String]| fit::same_names(columns, targets);
        let unique = self.dropped.iter().any(|it| it.kind == ConstraintKind::Unique && is_it(&it.columns));
        !unique && !self.dropped_indexes.iter().any(|it| it.unique && is_it(&it.columns))
    }

    pub(super) fn retypes(&self, columns: &[String]) -> bool {
        self.altered.iter().any(|(was, is)| was.ty != is.ty && columns.contains(&is.name))
    }

    /// The foreign keys that have to go for a moment, since a column or the key that they point to changes.
    fn touched(&self, all: &[Self]) -> Vec<&'s Constraint> {
        let moves = |key: &Constraint| {
            let ConstraintKind::Foreign { to, targets } = &key.kind else { return false };
            let target = all.iter().find(|it| it.new.name == *to);
            self.retypes(&key.columns) || target.is_some_and(|it| it.retypes(targets) || !it.keeps_key(targets))
        };
        self.old.constraints.iter().filter(|key| moves(key)).collect()
    }
}

fn has(indexes: &[Index], index: &Index) -> bool {
    // Why it is there is no part of it.
    indexes.iter().any(|it| Index { why: None, ..it.clone() } == Index { why: None, ..index.clone() })
}
