//! How PostgreSQL gives a column another type or another name without locking the table for longer than a moment.

use super::super::super::create;
use super::super::super::name::{Names, list, quoted};
use super::super::super::schema::{Column, ConstraintKind, Table};
use super::super::diff::Change;
use super::super::fit;
use super::super::steps::{Phase, Steps, danger, decision};
use super::super::sync;
use super::{
    DIALECT, IDENTITY, added_key, added_unchecked, alter, alter_column, concurrently, counted_on, drop_constraint,
    primary_key, require_one, validate,
};

/// Binds the second columns as the first ones are bound, beside everybody who reads and writes.
pub(super) fn prepare(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    for it in &change.shadows {
        if !fit::widens(it.was, it.is) {
            let (own, was, name) = (&table.name, &it.was.name, &it.name);
            let message = format!("{own}.{was}: a value does not fit into {}", it.is.ty);
            let (own, was, name) = (quoted(DIALECT, own), quoted(DIALECT, was), quoted(DIALECT, name));
            let rows = format!("{was} IS NOT NULL AND {name} IS NULL");
            let update = format!("UPDATE {own} SET {was} = … WHERE {rows};");
            let sentence = format!("what becomes of values that do not fit into {}?", it.is.ty);
            let found = format!("FROM {own} WHERE {rows}");
            steps.add(Phase::Switch, decision(DIALECT, &sentence, &update, &message, &found));
        }
        if it.is.not_null {
            require_one(table, &it.bare(), steps);
        }
    }
    for (_, copy) in change.kept_indexes() {
        steps.add(Phase::Switch, create::index(DIALECT, &copy, &table.name, concurrently(table)));
    }
    for (_, copy) in change.kept_constraints() {
        if copy.kind == ConstraintKind::Unique {
            unique_index(table, &copy.name, &copy.columns, steps);
        } else {
            steps.add(Phase::Switch, added_unchecked(table, &copy));
            steps.add(Phase::Switch, validate(table, &copy));
        }
    }
    if let Some(columns) = change.kept_key() {
        key_index(table, &columns, steps);
    }
}

/// Makes the index of a primary key, and returns its name.
pub(super) fn key_index(table: &Table, columns: &[String], steps: &mut Steps) -> String {
    let name = Names::new(DIALECT).take(&primary_key(&table.name), "_new");
    unique_index(table, &name, columns, steps);
    name
}

fn unique_index(table: &Table, name: &str, columns: &[String], steps: &mut Steps) {
    let (name, own, columns) = (quoted(DIALECT, name), quoted(DIALECT, &table.name), list(DIALECT, columns));
    let how = concurrently(table);
    steps.add(Phase::Switch, format!("CREATE UNIQUE INDEX{how} IF NOT EXISTS {name} ON {own} ({columns});"));
}

/// Gives the second columns the names of the first, and what binds them the names that it has on those.
pub(super) fn swap(change: &Change<'_>, steps: &mut Steps) {
    if change.shadows.is_empty() {
        return;
    }
    let table = change.new;
    let mut add = |statement: String| steps.add(Phase::Switch, statement);
    add("BEGIN;".to_owned());
    add(sync::end(DIALECT, table, "retyped"));
    let (indexes, constraints) = (change.kept_indexes(), change.kept_constraints());
    constraints.iter().for_each(|(it, _)| add(drop_constraint(table, it)));
    if !change.old.key.is_empty() && (change.kept_key().is_some() || change.has_new_key()) {
        add(alter(table, &format!("DROP CONSTRAINT IF EXISTS {}", quoted(DIALECT, &primary_key(&table.name)))));
    }
    indexes.iter().for_each(|(it, _)| add(format!("DROP INDEX IF EXISTS {};", quoted(DIALECT, &it.name))));
    for it in &change.shadows {
        let (name, old, second) = (quoted(DIALECT, &it.is.name), quoted(DIALECT, &it.old), quoted(DIALECT, &it.name));
        // From a run that was stopped after this.
        add(alter(table, &format!("DROP COLUMN IF EXISTS {old}")));
        let free = ["DROP IDENTITY IF EXISTS", "DROP DEFAULT", "DROP NOT NULL"];
        let free = free.map(|what| format!("ALTER COLUMN {name} {what}")).join(", ");
        add(alter(table, &free));
        add(alter(table, &format!("RENAME COLUMN {name} TO {old}")));
        add(alter(table, &format!("RENAME COLUMN {second} TO {name}")));
        bind(table, it.is).into_iter().for_each(&mut add);
    }
    for (it, copy) in &constraints {
        let (name, second) = (quoted(DIALECT, &it.name), quoted(DIALECT, &copy.name));
        add(alter(
            table,
            &match it.kind {
                ConstraintKind::Unique => format!("ADD CONSTRAINT {name} UNIQUE USING INDEX {second}"),
                _ => format!("RENAME CONSTRAINT {second} TO {name}"),
            },
        ));
    }
    if change.kept_key().is_some() {
        let index = Names::new(DIALECT).take(&primary_key(&table.name), "_new");
        add(alter(table, &added_key(table, &index)));
    }
    for (it, copy) in &indexes {
        add(format!("ALTER INDEX {} RENAME TO {};", quoted(DIALECT, &copy.name), quoted(DIALECT, &it.name)));
    }
    add("COMMIT;".to_owned());
}

/// What fills a column in from now on.
fn bind(table: &Table, column: &Column) -> Vec<String> {
    let default = column.default.iter().map(|it| alter_column(table, column, &format!("SET DEFAULT {it}")));
    let mut statements: Vec<String> = default.collect();
    if column.counts {
        statements.push(alter_column(table, column, IDENTITY));
        statements.push(counted_on(table, column));
    }
    statements
}

/// Ends what keeps columns of two names or types together, before the first ones go.
pub(super) fn part(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    if !change.renamed.is_empty() {
        steps.add(Phase::Contract, "BEGIN;");
        steps.add(Phase::Contract, sync::end(DIALECT, table, "renamed"));
        for (_, is) in &change.renamed {
            bind(table, is).into_iter().for_each(|it| steps.add(Phase::Contract, it));
        }
        steps.add(Phase::Contract, "COMMIT;");
    }
    for it in &change.shadows {
        if fit::widens(it.was, it.is) {
            steps.say(Phase::Contract, &format!("What was in {} is in {}.", it.old, it.is.name));
        } else {
            steps.add(Phase::Contract, danger(&format!("what {} of {} was as {}", it.is.name, table.name, it.was.ty)));
        }
        steps.add(Phase::Contract, alter(table, &format!("DROP COLUMN IF EXISTS {}", quoted(DIALECT, &it.old))));
    }
}
