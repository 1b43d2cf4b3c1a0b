//! What happens to rows from before: filled in where it is known with what, else the script stops for a person.

use super::super::name::{line, quoted};
use super::super::schema::{Column, Constraint, ConstraintKind, Table};
use super::super::types::Family;
use super::diff::{Change, Diff};
use super::fit;
use super::steps::{Phase, Steps, decision, fill, stop};
use crate::model::Dialect;

/// Everything of a table.
pub(super) fn backfill(dialect: Dialect, change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    former_names(dialect, change, steps);
    let required = change.altered.iter().filter(|(was, is)| is.not_null && !was.not_null).map(|(_, is)| *is);
    let added = change.added.iter().copied().filter(|it| !is_filled_at_once(dialect, it));
    for column in added.chain(required).filter(|it| it.computed.is_none() && !it.counts) {
        let is_known = column.default.is_some() && !is_about_time(change, column);
        match column.default.as_ref().filter(|_| is_known) {
            Some(default) => steps.add(Phase::Backfill, fill(dialect, table, column, default)),
            None if column.not_null => steps.add(Phase::Backfill, unknown(dialect, table, column)),
            None => {}
        }
    }
    for (was, is) in change.altered.iter().filter(|(was, is)| was.ty != is.ty) {
        if let Some(rows) = fit::lossy(dialect, &quoted(dialect, &is.name), was, is) {
            let own = quoted(dialect, &table.name);
            let message = format!("{}.{}: a value does not fit into {}", table.name, is.name, is.ty);
            let update = format!("UPDATE {own} SET {} = … WHERE {rows};", quoted(dialect, &is.name));
            let sentence = format!("what becomes of values that do not fit into {}?", is.ty);
            let found = format!("FROM {own} WHERE {rows}");
            steps.add(Phase::Backfill, decision(dialect, &sentence, &update, &message, &found));
        }
    }
    for column in &change.renewed {
        computed(dialect, change, column, steps);
    }
    for made in &change.made {
        values(dialect, change, made, steps);
    }
    for (keys, condition) in newly_unique(dialect, change) {
        let set =
            keys.iter().map(|key| format!("{key} IS NOT NULL")).chain(condition).collect::<Vec<_>>().join(" AND ");
        let keys = keys.join(", ");
        let rows = format!("FROM {} WHERE {set} GROUP BY {keys} HAVING count(*) > 1", quoted(dialect, &table.name));
        let message = format!("{}: several rows have the same {keys}", table.name);
        steps.say(Phase::Backfill, &format!("Decide: which of several rows with the same {keys} stays?"));
        steps.add(Phase::Backfill, stop(dialect, &message, &rows));
    }
}

/// Whether adding a column fills it in for all rows.
pub(super) fn is_filled_at_once(dialect: Dialect, column: &Column) -> bool {
    let constant = |default: &String| match dialect {
        Dialect::Postgres | Dialect::Mysql => !column.varies(),
        Dialect::Sqlite => !default.starts_with(['(', 'C']),
    };
    column.default.as_ref().is_some_and(constant)
}

/// When something happened that was not written down is not now.
fn is_about_time(change: &Change<'_>, column: &Column) -> bool {
    let is_old = change.old.column(&column.name).is_some();
    is_old && matches!(column.family, Family::Moment | Family::Date | Family::Time)
}

fn unknown(dialect: Dialect, table: &Table, column: &Column) -> String {
    let (name, own) = (quoted(dialect, &table.name), quoted(dialect, &column.name));
    decision(
        dialect,
        &format!("what do rows from before have in {}?", column.name),
        &format!("UPDATE {name} SET {own} = … WHERE {own} IS NULL;"),
        &format!("{}.{}: fill it in where it is empty", table.name, column.name),
        &format!("FROM {name} WHERE {own} IS NULL"),
    )
}

/// A column that was written becomes one that is computed.
fn computed(dialect: Dialect, change: &Change<'_>, column: &Column, steps: &mut Steps) {
    let (Some(expression), Some(was)) = (&column.computed, change.old.column(&column.name)) else { return };
    if was.computed.is_some() || column.hidden {
        return;
    }
    let (name, own) = (quoted(dialect, &change.new.name), quoted(dialect, &column.name));
    let differs = match dialect {
        Dialect::Mysql => format!("NOT {own} <=> ({expression})"),
        Dialect::Postgres => format!("{own} IS DISTINCT FROM ({expression})"),
        Dialect::Sqlite => format!("{own} IS NOT ({expression})"),
    };
    let message = format!("{}.{}: a value is not what is computed", change.new.name, column.name);
    steps.say(
        Phase::Backfill,
        &format!("Decide: what becomes of values in {} that differ from what is computed?", column.name),
    );
    steps.add(Phase::Backfill, stop(dialect, &message, &format!("FROM {name} WHERE {differs}")));
}

/// Values that a column may no longer have.
fn values(dialect: Dialect, change: &Change<'_>, made: &Constraint, steps: &mut Steps) {
    let gone = change.values_gone(made);
    let [column] = made.columns.as_slice() else { return };
    if gone.is_empty() {
        return;
    }
    let (name, own, list) = (quoted(dialect, &change.new.name), quoted(dialect, column), gone.join(", "));
    steps.add(
        Phase::Backfill,
        decision(
            dialect,
            &format!("what becomes of rows with {list}?"),
            &format!("UPDATE {name} SET {own} = … WHERE {own} IN ({list});"),
            &format!("{}.{column}: a row has a value that goes", change.new.name),
            &format!("FROM {name} WHERE {own} IN ({list})"),
        ),
    );
}

/// What no two rows may have from now on: the expressions, and the rows that it is asked of.
fn newly_unique(dialect: Dialect, change: &Change<'_>) -> Vec<(Vec<String>, Option<String>)> {
    let names = |columns: &[String]| columns.iter().map(|it| quoted(dialect, it)).collect::<Vec<_>>();
    let constraints = change.made.iter().filter(|it| it.kind == ConstraintKind::Unique);
    let constraints = constraints.map(|it| (&it.columns, names(&it.columns), None));
    let indexes = change.made_indexes.iter().filter(|it| it.unique);
    let indexes = indexes.map(|it| (&it.columns, it.keys.clone(), it.condition.clone()));
    let key = change.has_new_key().then(|| (&change.new.key, names(&change.new.key), None));
    let found = constraints.chain(indexes).chain(key).filter(|(columns, keys, _)| {
        let own: Vec<String> = columns.iter().filter(|it| keys.contains(&quoted(dialect, it))).cloned().collect();
        !keys.is_empty() && !change.tells_rows_apart(&own)
    });
    found.map(|(_, keys, condition)| (keys, condition)).collect()
}

/// A hint where a column that comes may be one that goes: the spec has no word for that.
fn former_names(dialect: Dialect, change: &Change<'_>, steps: &mut Steps) {
    let table = quoted(dialect, &change.new.name);
    let alike =
        |one: &Column, other: &Column| one.ty == other.ty && one.family == other.family && one.computed.is_none();
    for column in &change.added {
        let mut gone = change.gone.iter().filter(|it| alike(it, column));
        let twins = change.added.iter().filter(|it| alike(it, column)).count();
        let (Some(gone), None, 1) = (gone.next(), gone.next(), twins) else { continue };
        let (new, old) = (quoted(dialect, &column.name), quoted(dialect, &gone.name));
        let question = format!("Is {} the new name of {}? The spec cannot tell. If so:", column.name, gone.name);
        steps.say(Phase::Backfill, &question);
        steps.say(Phase::Backfill, &format!("UPDATE {table} SET {new} = {old} WHERE {old} IS NOT NULL;"));
    }
}

/// The same for tables.
pub(super) fn former_tables(dialect: Dialect, diff: &Diff<'_>, steps: &mut Steps) {
    let names = |table: &Table| table.columns.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    for table in &diff.added {
        for gone in diff.gone.iter().filter(|it| fit::same_names(&names(it), &names(table))) {
            let (new, old) = (quoted(dialect, &table.name), quoted(dialect, &gone.name));
            steps.say(
                Phase::Backfill,
                &format!("Is {} the new name of {}? The spec cannot tell. If so:", line(&table.name), line(&gone.name)),
            );
            let columns: Vec<&Column> = table.columns.iter().filter(|it| it.computed.is_none()).collect();
            let columns = columns.iter().map(|it| quoted(dialect, &it.name)).collect::<Vec<_>>().join(", ");
            steps.say(Phase::Backfill, &format!("INSERT INTO {new} ({columns}) SELECT {columns} FROM {old};"));
        }
    }
}
