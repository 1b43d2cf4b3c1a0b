//! Types that change by way of a second column: it is filled while the first is in use, and then takes its name. Changing
//! the type in place would keep everybody from the table for as long as all its rows take to be written anew.

use super::super::name::{Names, renamed};
use super::super::schema::{Column, Constraint, ConstraintKind, Index};
use super::diff::Change;
use super::fit;
use crate::model::Dialect;

/// A column that gets another type, and the second one that it is filled into.
#[derive(Debug)]
pub(super) struct Shadow<'s> {
    pub(super) was: &'s Column,
    pub(super) is: &'s Column,
    /// What the second one is called until it takes the name.
    pub(super) name: String,
    /// What the first one is called from then on.
    pub(super) old: String,
}

impl Shadow<'_> {
    /// The second column while it is filled: nothing binds it yet.
    pub(super) fn bare(&self) -> Column {
        Column { name: self.name.clone(), not_null: false, default: None, counts: false, ..self.is.clone() }
    }
}

/// The columns of a table that change so. `pointed` are the tables and columns that foreign keys point to.
pub(super) fn found<'s>(change: &Change<'s>, pointed: &[(String, Vec<String>)]) -> Vec<Shadow<'s>> {
    let mut names = Names::of_columns(change.dialect);
    for column in change.old.columns.iter().chain(&change.new.columns) {
        names.take(&column.name, "");
    }
    let cut = change.old.partition.is_some() || change.new.partition.is_some();
    let changes = change.altered.iter().filter(|(was, is)| {
        let written = was.computed.is_none() && is.computed.is_none();
        was.ty != is.ty && written && !cut && !fit::is_in_place(change.dialect, was, is)
    });
    let changes = changes.filter(|(was, is)| match change.dialect {
        Dialect::Postgres => true,
        Dialect::Mysql => is_free(change, was, is, pointed),
        // It builds the table anew while no code runs.
        Dialect::Sqlite => false,
    });
    changes
        .map(|(was, is)| Shadow { was, is, name: names.take(&is.name, "_new"), old: names.take(&was.name, "_old") })
        .collect()
}

/// Whether a second column of MySQL can take the place of the first without copying the table all the same: that has to be
/// copied for a check, a key, and what is computed, and a trigger does not know the number that is counted up.
fn is_free(change: &Change<'_>, was: &Column, is: &Column, pointed: &[(String, Vec<String>)]) -> bool {
    let name = &is.name;
    let tables = [change.old, change.new];
    let has = |columns: &[String]| columns.contains(name);
    let bound = tables.iter().any(|table| {
        let unique = table.indexes.iter().any(|it| it.unique && has(&it.columns));
        let computed = table.columns.iter().any(|it| it.computed.is_some() && has(&it.reads));
        unique || computed || has(&table.key) || table.constraints.iter().any(|it| has(&it.columns))
    });
    let target = pointed.iter().any(|(to, columns)| *to == change.new.name && has(columns));
    // Of a list of values, both kinds of code get one that holds all of theirs.
    !bound && !target && !was.counts && !is.counts && fit::union(was, is).is_none()
}

impl<'s> Change<'s> {
    /// How the column of that name changes its type, where it does so by way of a second one.
    pub(super) fn shadow(&self, name: &str) -> Option<&Shadow<'s>> {
        self.shadows.iter().find(|it| it.is.name == name)
    }

    fn is_shadowed(&self, columns: &[String]) -> bool {
        columns.iter().any(|name| self.shadow(name).is_some())
    }

    /// A part of a statement that speaks of second columns.
    pub(super) fn shadowed(&self, sql: &str) -> String {
        let rename = |sql: String, it: &Shadow<'_>| renamed(self.dialect, &sql, &it.is.name, &it.name);
        self.shadows.iter().fold(sql.to_owned(), rename)
    }

    fn shadowed_names(&self, columns: &[String]) -> Vec<String> {
        let name = |name: &String| self.shadow(name).map_or_else(|| name.clone(), |it| it.name.clone());
        columns.iter().map(name).collect()
    }

    /// The indexes that stay as they are, each with what it is on the second columns, under a name of its own.
    pub(super) fn kept_indexes(&self) -> Vec<(&'s Index, Index)> {
        let stays = |it: &&Index| !self.made_indexes.iter().any(|made| made.name == it.name);
        let kept = self.new.indexes.iter().filter(stays).filter(|it| self.is_shadowed(&it.columns));
        let copy = |it: &'s Index| Index {
            name: self.second_name(&it.name),
            columns: self.shadowed_names(&it.columns),
            entries: self.shadowed(&it.entries),
            condition: it.condition.as_ref().map(|sql| self.shadowed(sql)),
            why: None,
            ..it.clone()
        };
        kept.map(|it| (it, copy(it))).collect()
    }

    /// The same for checks and for what no two rows have alike.
    pub(super) fn kept_constraints(&self) -> Vec<(&'s Constraint, Constraint)> {
        let stays = |it: &&Constraint| !self.made.iter().any(|made| made.name == it.name);
        let own = self.new.constraints.iter().filter(|it| !matches!(it.kind, ConstraintKind::Foreign { .. }));
        let kept = own.filter(stays).filter(|it| self.is_shadowed(&it.columns));
        let copy = |it: &'s Constraint| Constraint {
            name: self.second_name(&it.name),
            columns: self.shadowed_names(&it.columns),
            sql: self.shadowed(&it.sql),
            ..it.clone()
        };
        kept.map(|it| (it, copy(it))).collect()
    }

    /// The second columns of a primary key that stays.
    pub(super) fn kept_key(&self) -> Option<Vec<String>> {
        (!self.has_new_key() && self.is_shadowed(&self.new.key)).then(|| self.shadowed_names(&self.new.key))
    }

    fn second_name(&self, name: &str) -> String {
        Names::new(self.dialect).take(name, "_new")
    }
}
