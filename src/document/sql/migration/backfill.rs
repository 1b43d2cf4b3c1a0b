//! What happens to rows from before: filled in where it is known with what, else the script stops for a person.

use super::super::name::{line, quoted};
use super::super::schema::{Column, Constraint, ConstraintKind, Table};
use super::super::types::Family;
use super::diff::{Change, Diff};
use super::fit;
use super::rename;
use super::steps::{Phase, Steps, copy, decision, fill, stop};
use crate::model::Dialect;

/// Everything of a table.
pub(super) fn backfill(dialect: Dialect, change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    former_names(dialect, change, steps);
    let required = change.altered.iter().chain(&change.renamed);
    let required = required.filter(|(was, is)| is.not_null && !was.not_null).map(|(_, is)| *is);
    let added = change.added.iter().copied();
    let added = added.filter(|it| !is_filled_at_once(dialect, it) && change.former(&it.name).is_none());
    for pair @ (was, is) in &change.renamed {
        lossy(dialect, change, pair, steps);
        let value = fit::cast(dialect, &quoted(dialect, &was.name), was, is);
        steps.add(Phase::Backfill, copy(dialect, table, &was.name, &is.name, value));
    }
    for column in added.chain(required).filter(|it| it.computed.is_none() && !it.counts) {
        let is_known = column.default.is_some() && !is_about_time(change, column);
        match column.default.as_ref().filter(|_| is_known) {
            Some(default) => steps.add(Phase::Backfill, fill(dialect, table, column, default)),
            None if column.not_null => steps.add(Phase::Backfill, unknown(dialect, table, column)),
            None => {}
        }
    }
    for pair in change.altered.iter().filter(|(was, is)| was.ty != is.ty) {
        lossy(dialect, change, pair, steps);
    }
    for it in &change.shadows {
        let value = fit::cast(dialect, &quoted(dialect, &it.was.name), it.was, it.is);
        steps.add(Phase::Backfill, copy(dialect, table, &it.was.name, &it.name, value));
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

/// Values that do not fit into another type.
fn lossy(dialect: Dialect, change: &Change<'_>, (was, is): &(&Column, &Column), steps: &mut Steps) {
    let name = quoted(dialect, &was.name);
    let Some(rows) = fit::lossy(dialect, &name, was, is) else { return };
    let own = quoted(dialect, &change.new.name);
    let message = format!("{}.{}: a value does not fit into {}", change.new.name, was.name, is.ty);
    let update = format!("UPDATE {own} SET {name} = … WHERE {rows};");
    let sentence = format!("what becomes of values that do not fit into {}?", is.ty);
    let found = format!("FROM {own} WHERE {rows}");
    steps.add(Phase::Backfill, decision(dialect, &sentence, &update, &message, &found));
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
    let is_old = change.old.column(&column.name).is_some() || change.former(&column.name).is_some();
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
        !keys.is_empty() && !change.tells_rows_apart(&own) && !change.was_key(columns)
    });
    found.map(|(_, keys, condition)| (keys, condition)).collect()
}

/// A hint where a column that comes may be one that goes, and the spec does not say so.
fn former_names(dialect: Dialect, change: &Change<'_>, steps: &mut Steps) {
    let table = quoted(dialect, &change.new.name);
    let alike =
        |one: &Column, other: &Column| one.ty == other.ty && one.family == other.family && one.computed.is_none();
    let added: Vec<&Column> = change.added.iter().copied().filter(|it| change.former(&it.name).is_none()).collect();
    for column in &added {
        let mut gone = change.gone.iter().filter(|it| alike(it, column) && change.successor(&it.name).is_none());
        let twins = added.iter().filter(|it| alike(it, column)).count();
        let (Some(gone), None, 1) = (gone.next(), gone.next(), twins) else { continue };
        let (new, old) = (quoted(dialect, &column.name), quoted(dialect, &gone.name));
        let question = format!(
            "Is {0} the new name of {1}? Where the spec says `was: {1}` of it, both stay in step. By hand:",
            column.name, gone.name
        );
        steps.say(Phase::Backfill, &question);
        steps.say(Phase::Backfill, &format!("UPDATE {table} SET {new} = {old} WHERE {old} IS NOT NULL;"));
    }
}

/// The same for tables; one whose parts have names of their own is copied by hand.
pub(super) fn former_tables(dialect: Dialect, diff: &Diff<'_>, steps: &mut Steps) {
    let names = |table: &Table| table.columns.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    for table in &diff.added {
        let former = rename::former(diff.old, diff.new, table);
        let alike = |it: &&&Table| fit::same_names(&names(it), &names(table));
        for gone in diff.gone.iter().filter(|it| former.map_or_else(|| alike(it), |was| was.name == it.name)) {
            let (new, old) = (quoted(dialect, &table.name), quoted(dialect, &gone.name));
            let columns: Vec<&Column> = table.columns.iter().filter(|it| it.computed.is_none()).collect();
            let columns = columns.iter().map(|it| quoted(dialect, &it.name)).collect::<Vec<_>>().join(", ");
            let copy = format!("INSERT INTO {new} ({columns}) SELECT {columns} FROM {old};");
            if former.is_some() {
                let message = format!("{}: copy the rows of {} into it", table.name, gone.name);
                let rows = format!("FROM {old} WHERE NOT EXISTS (SELECT 1 FROM {new})");
                let sentence = format!("when are the rows of {} copied, while nobody writes them?", gone.name);
                steps.add(Phase::Backfill, decision(dialect, &sentence, &copy, &message, &rows));
                continue;
            }
            let (is, was) = (line(&table.name), line(&gone.name));
            let hint = format!(
                "Is {is} the new name of {was}? Where the spec says `was: {was}` of it, it is renamed. By hand:"
            );
            steps.say(Phase::Backfill, &hint);
            steps.say(Phase::Backfill, &copy);
        }
    }
}
