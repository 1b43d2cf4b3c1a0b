//! How MySQL and MariaDB give a column another type or another name beside everybody who reads and writes.

use super::super::super::create;
use super::super::super::name::quoted;
use super::super::super::schema::Column;
use super::super::diff::Change;
use super::super::fit;
use super::super::steps::{Phase, Steps, danger, decision};
use super::super::sync;
use super::{DIALECT, alter, modify};

/// Adds the second columns, and keeps them in step.
pub(super) fn expand(change: &Change<'_>, steps: &mut Steps) {
    for it in &change.shadows {
        let written = create::column(DIALECT, &it.bare());
        steps.add(Phase::Expand, alter(change.new, &format!("ADD COLUMN {written}")));
    }
    sync::expand(change, steps);
}

/// Binds the second columns as the first ones are bound, and gives them their names in one statement.
pub(super) fn swap(change: &Change<'_>, steps: &mut Steps) {
    if change.shadows.is_empty() {
        return;
    }
    let table = change.new;
    let own = quoted(DIALECT, &table.name);
    for it in &change.shadows {
        let (was, name) = (quoted(DIALECT, &it.was.name), quoted(DIALECT, &it.name));
        if !fit::widens(it.was, it.is) {
            let message = format!("{}.{}: a value does not fit into {}", table.name, it.was.name, it.is.ty);
            let rows = format!("NOT {name} <=> {was}");
            let update = format!("UPDATE {own} SET {was} = … WHERE {rows};");
            let sentence = format!("what becomes of values that do not fit into {}?", it.is.ty);
            let found = format!("FROM {own} WHERE {rows}");
            steps.add(Phase::Switch, decision(DIALECT, &sentence, &update, &message, &found));
        }
        if it.is.not_null || it.is.default.is_some() {
            steps.add(Phase::Switch, modify(table, &Column { name: it.name.clone(), ..it.is.clone() }));
        }
    }
    let indexes = change.kept_indexes();
    for (_, copy) in &indexes {
        steps.add(Phase::Switch, alter(table, &format!("ADD {}", create::mysql_index(copy))));
    }
    let columns = change.shadows.iter().flat_map(|it| [(&it.is.name, &it.old), (&it.name, &it.is.name)]);
    let columns =
        columns.map(|(from, to)| format!("RENAME COLUMN {} TO {}", quoted(DIALECT, from), quoted(DIALECT, to)));
    let gone = indexes.iter().map(|(it, _)| format!("DROP INDEX {}", quoted(DIALECT, &it.name)));
    let parts: Vec<String> = columns.chain(gone).collect();
    steps.add(Phase::Switch, format!("LOCK TABLES {own} WRITE;"));
    steps.add(Phase::Switch, sync::end(DIALECT, table, "retyped"));
    steps.add(Phase::Switch, alter(table, &parts.join(", ")));
    for (it, copy) in &indexes {
        let (from, to) = (quoted(DIALECT, &copy.name), quoted(DIALECT, &it.name));
        steps.add(Phase::Switch, alter(table, &format!("RENAME INDEX {from} TO {to}")));
    }
    steps.add(Phase::Switch, "UNLOCK TABLES;");
}

/// Ends what keeps columns of two names or types together, before the first ones go.
pub(super) fn part(change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    if !change.renamed.is_empty() {
        steps.add(Phase::Contract, sync::end(DIALECT, table, "renamed"));
        for (_, is) in change.renamed.iter().filter(|(_, is)| is.default.is_some()) {
            steps.add(Phase::Contract, modify(table, is));
        }
    }
    for it in &change.shadows {
        if fit::widens(it.was, it.is) {
            steps.say(Phase::Contract, &format!("What was in {} is in {}.", it.old, it.is.name));
        } else {
            steps.add(Phase::Contract, danger(&format!("what {} of {} was as {}", it.is.name, table.name, it.was.ty)));
        }
        steps.add(Phase::Contract, alter(table, &format!("DROP COLUMN {}", quoted(DIALECT, &it.old))));
    }
}
