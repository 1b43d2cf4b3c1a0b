//! The statements of a migration for SQLite, which changes a table by building it anew: <https://sqlite.org/lang_altertable.html#otheralter>.

use super::super::create;
use super::super::name::{list, literal, quoted};
use super::super::schema::{Column, Schema, Table};
use super::backfill::{backfill, is_filled_at_once};
use super::diff::{Change, Diff};
use super::fit;
use super::steps::{Phase, Steps, danger, stop};
use crate::model::Dialect;

const DIALECT: Dialect = Dialect::Sqlite;

/// Every step, in an order in which each finds what it needs.
pub(super) fn steps(diff: &Diff<'_>, steps: &mut Steps) {
    for change in &diff.changed {
        for column in change.added.iter().filter(|it| it.computed.is_none()) {
            let whole = is_filled_at_once(DIALECT, column);
            let bare = Column { not_null: false, default: None, ..(*column).clone() };
            let written = create::column(DIALECT, if whole { column } else { &bare });
            steps.add(Phase::Expand, alter(change.new, &format!("ADD COLUMN {written}")));
        }
    }
    // A row may be changed only where every key that points to it finds one of its own.
    let is_ready = |table: &&&Table| table.foreign().all(|(key, _)| diff.is_ready(key));
    let (ready, late): (Vec<&&Table>, Vec<&&Table>) = diff.added.iter().partition(is_ready);
    for table in ready {
        steps.add(Phase::Expand, create::create(DIALECT, table, &table.name, &[]));
    }
    for change in &diff.changed {
        backfill(DIALECT, change, steps);
    }
    let (rebuilt, grown): (Vec<&Change<'_>>, Vec<&Change<'_>>) = diff.changed.iter().partition(|it| is_rebuilt(it));
    for change in grown {
        index(change, steps);
    }
    if !rebuilt.is_empty() || !late.is_empty() {
        steps.add(Phase::Switch, "PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;");
        for change in &rebuilt {
            rebuild(diff.new, change, steps);
        }
        for table in late {
            steps.add(Phase::Switch, create::create(DIALECT, table, &table.name, &[]));
        }
        // Tables that go may point to keys that are there no more, which is an error of its own.
        let pointing = diff.new.created().filter(|it| it.foreign().next().is_some());
        let checks =
            pointing.map(|it| format!("SELECT 1 FROM pragma_foreign_key_check({})", literal(DIALECT, &it.name)));
        let checks = checks.collect::<Vec<_>>().join(" UNION ALL ");
        if !checks.is_empty() {
            let rows = format!("FROM ({checks})");
            steps.add(Phase::Switch, stop(DIALECT, "a row points to one that is not there", &rows));
        }
        steps.add(Phase::Switch, "COMMIT;\nPRAGMA foreign_keys = ON;");
    }
    // Tables first: they may point to columns that go.
    if !diff.gone.is_empty() {
        let names: Vec<&str> = diff.gone.iter().map(|it| it.name.as_str()).collect();
        steps.add(Phase::Contract, danger(&format!("every row of {}", names.join(", "))));
        // They may point to each other.
        steps.add(Phase::Contract, "PRAGMA foreign_keys = OFF;");
        let drop = |name: &&str| format!("DROP TABLE IF EXISTS {};", quoted(DIALECT, name));
        names.iter().map(drop).for_each(|it| steps.add(Phase::Contract, it));
        steps.add(Phase::Contract, "PRAGMA foreign_keys = ON;");
    }
    for change in &diff.changed {
        for column in change.gone.iter().filter(|it| it.computed.is_none() || !is_rebuilt(change)) {
            steps.add(Phase::Contract, danger(&format!("what {} of {} holds", column.name, change.new.name)));
            let name = quoted(DIALECT, &column.name);
            steps.add(Phase::Contract, alter(change.new, &format!("DROP COLUMN {name}")));
        }
    }
}

fn alter(table: &Table, what: &str) -> String {
    format!("ALTER TABLE {} {what};\n", quoted(DIALECT, &table.name))
}

/// Whether adding and dropping columns and indexes is not enough.
fn is_rebuilt(change: &Change<'_>) -> bool {
    let late = |it: &&Column| {
        it.computed.is_some() || (it.not_null || it.default.is_some()) && !is_filled_at_once(DIALECT, it)
    };
    let constraints = !change.dropped.is_empty() || !change.made.is_empty();
    let columns = !change.altered.is_empty() || !change.renewed.is_empty() || change.added.iter().any(late);
    constraints || columns || change.has_new_key()
}

fn index(change: &Change<'_>, steps: &mut Steps) {
    for it in &change.dropped_indexes {
        let needed = change.is_in_the_way(it) || change.is_about_gone(&it.columns);
        let phase = if needed { Phase::Switch } else { Phase::Contract };
        steps.add(phase, format!("DROP INDEX IF EXISTS {};", quoted(DIALECT, &it.name)));
    }
    for it in &change.made_indexes {
        steps.add(Phase::Switch, create::index(DIALECT, it, &change.new.name, ""));
    }
}

/// Builds a table anew under another name, and gives it the name of the old one. Columns that go stay for a while,
/// without anything that binds them.
fn rebuild(schema: &Schema, change: &Change<'_>, steps: &mut Steps) {
    let table = change.new;
    let mut name = format!("{}_new", table.name);
    while schema.table(&name).is_some() {
        name.push('_');
    }
    let going = change.gone.iter().filter(|it| it.computed.is_none()).map(|it| Column {
        not_null: false,
        default: None,
        counts: false,
        ..(*it).clone()
    });
    let going: Vec<Column> = going.collect();
    let written = change.new.columns.iter().filter(|it| it.computed.is_none()).chain(&going);
    let written: Vec<&Column> = written.collect();
    let value = |column: &&Column| {
        let own = quoted(DIALECT, &column.name);
        let retyped = change.altered.iter().find(|(was, is)| is.name == column.name && was.ty != is.ty);
        retyped.and_then(|(was, is)| fit::cast(DIALECT, &own, was, is)).unwrap_or(own)
    };
    let values = written.iter().map(value).collect::<Vec<_>>().join(", ");
    let names: Vec<String> = written.iter().map(|it| it.name.clone()).collect();
    let columns = table.columns.iter().cloned().chain(going.iter().cloned()).collect();
    let whole = Table { columns, indexes: Vec::new(), ..table.clone() };
    let (new, own) = (quoted(DIALECT, &name), quoted(DIALECT, &table.name));
    steps.say(Phase::Switch, &format!("Views and triggers of {} have to be made again.", table.name));
    steps.add(Phase::Switch, create::create(DIALECT, &whole, &name, &[]));
    steps.add(Phase::Switch, format!("INSERT INTO {new} ({}) SELECT {values} FROM {own};", list(DIALECT, &names)));
    steps.add(Phase::Switch, format!("DROP TABLE {own};\nALTER TABLE {new} RENAME TO {own};"));
    for it in &table.indexes {
        steps.add(Phase::Switch, create::index(DIALECT, it, &table.name, ""));
    }
}
