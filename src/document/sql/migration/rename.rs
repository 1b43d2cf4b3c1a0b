//! Tables that have another name, and columns that cannot have both for a while: they are renamed before anything else.

use super::super::key;
use super::super::name::{quoted, renamed};
use super::super::schema::{Column, Constraint, ConstraintKind, Index, Schema, Table};
use super::former;
use super::postgres;
use super::steps::{Phase, Steps};
use crate::model::Dialect;

/// The tables of before under the names that they have now, and those whose former name is that of a view: what it was, and
/// what it is.
pub(super) fn apply(mut old: Schema, new: &Schema, steps: &mut Steps) -> (Schema, Vec<(String, String)>) {
    let mut views = Vec::new();
    for (was, is) in tables(&old, new) {
        rename_table(&mut old, &was, is);
        let parts = names(&mut old, is);
        match new.dialect {
            Dialect::Postgres => in_postgres(&was, is, &parts, steps),
            dialect => in_others(dialect, &was, is, &parts, steps),
        }
        if new.dialect != Dialect::Sqlite {
            views.push((was, is.name.clone()));
        }
    }
    for table in new.created() {
        let own = old.table(&table.name);
        let pairs = own.map(|own| former::pairs(own, table)).unwrap_or_default();
        let pairs: Vec<(String, String)> = pairs
            .into_iter()
            .filter(|(was, is)| is_at_once(new.dialect, was, is))
            .map(|(was, is)| (was.name.clone(), is.name.clone()))
            .collect();
        for (was, is) in pairs {
            column(&mut old, table, (&was, &is), steps);
        }
    }
    (old, views)
}

/// Whether a column cannot have both names for a while: SQLite has no rows that a trigger may change before they are
/// written, and MySQL counts up only after its triggers.
fn is_at_once(dialect: Dialect, was: &Column, is: &Column) -> bool {
    dialect == Dialect::Sqlite || dialect == Dialect::Mysql && (was.counts || is.counts)
}

/// The tables that say what they were, each with that name.
fn tables<'n>(old: &Schema, new: &'n Schema) -> Vec<(String, &'n Table)> {
    let mut found: Vec<(String, &Table)> = Vec::new();
    for table in new.created().filter(|it| old.table(&it.name).is_none()) {
        let Some(was) = former(old, new, table) else { continue };
        let again = found.iter().any(|(name, _)| *name == was.name);
        if !again && !is_cut_in_parts(new.dialect, was, table) {
            found.push((was.name.clone(), table));
        }
    }
    found
}

/// What a table was that had another name.
pub(super) fn former<'o>(old: &'o Schema, new: &Schema, table: &Table) -> Option<&'o Table> {
    let said = table.origin.was.as_ref().filter(|was| new.tables.iter().all(|it| it.origin.said != **was))?;
    let was = old.created().find(|it| it.origin.said == *said)?;
    new.table(&was.name).is_none().then_some(was)
}

/// PostgreSQL has a table of its own for each part of one that is cut, each with names that follow from the whole's.
fn is_cut_in_parts(dialect: Dialect, was: &Table, is: &Table) -> bool {
    dialect == Dialect::Postgres && (was.partition.is_some() || is.partition.is_some())
}

fn rename_table(old: &mut Schema, was: &str, is: &Table) {
    let dialect = old.dialect;
    for table in &mut old.tables {
        if table.name == was {
            table.name.clone_from(&is.name);
        }
        for key in &mut table.constraints {
            if let ConstraintKind::Foreign { to, .. } = &mut key.kind
                && to == was
            {
                to.clone_from(&is.name);
                key.sql = key::written_again(dialect, key);
            }
        }
    }
}

/// What of a table has another name and is otherwise the same: what it was called, and what it is called.
#[derive(Debug, Default)]
struct Parts {
    constraints: Vec<(String, String)>,
    indexes: Vec<(String, String)>,
    has_key: bool,
}

/// Gives the parts of a table the names that they have now, as far as the database can rename them.
fn names(old: &mut Schema, is: &Table) -> Parts {
    let dialect = old.dialect;
    let mut parts = Parts::default();
    let Some(table) = old.tables.iter_mut().find(|it| it.name == is.name) else { return parts };
    parts.has_key = !table.key.is_empty();
    let can = |it: &Constraint| match dialect {
        Dialect::Postgres => true,
        Dialect::Mysql => it.kind == ConstraintKind::Unique,
        Dialect::Sqlite => false,
    };
    for own in table.constraints.iter_mut().filter(|it| can(it)) {
        let same =
            |it: &&Constraint| it.name != own.name && Constraint { name: own.name.clone(), ..(*it).clone() } == *own;
        if let Some(new) = is.constraints.iter().find(same) {
            parts.constraints.push((own.name.clone(), new.name.clone()));
            own.name.clone_from(&new.name);
        }
    }
    for own in table.indexes.iter_mut().filter(|_| dialect != Dialect::Sqlite) {
        let plain = Index { why: None, ..own.clone() };
        let same =
            |it: &&Index| it.name != own.name && Index { name: own.name.clone(), why: None, ..(*it).clone() } == plain;
        if let Some(new) = is.indexes.iter().find(same) {
            parts.indexes.push((own.name.clone(), new.name.clone()));
            own.name.clone_from(&new.name);
        }
    }
    parts
}

fn in_postgres(was: &str, is: &Table, parts: &Parts, steps: &mut Steps) {
    let name = |name: &str| quoted(Dialect::Postgres, name);
    let (old, new) = (name(was), name(&is.name));
    let mut lines = vec![format!("ALTER TABLE {old} RENAME TO {new};")];
    let key = |table: &str| postgres::primary_key(table);
    let primary = parts.has_key.then(|| (key(was), key(&is.name))).filter(|(was, is)| was != is);
    for (was, is) in primary.iter().chain(&parts.constraints) {
        lines.push(format!("ALTER TABLE {new} RENAME CONSTRAINT {} TO {};", name(was), name(is)));
    }
    for (was, is) in &parts.indexes {
        lines.push(format!("ALTER INDEX {} RENAME TO {};", name(was), name(is)));
    }
    lines.push(format!("CREATE VIEW {old} AS SELECT * FROM {new};"));
    let text = super::super::name::literal(Dialect::Postgres, &new);
    let body = format!("  IF to_regclass({text}) IS NULL THEN\n    {}\n  END IF;", lines.join("\n    "));
    let tag = super::super::create::tag(&body, "rename");
    steps.say(
        Phase::Expand,
        &format!("{} is the new name of {was}; old code reads and writes a view of that name.", is.name),
    );
    steps.add(Phase::Expand, format!("DO {tag} BEGIN\n{body}\nEND {tag};"));
}

fn in_others(dialect: Dialect, was: &str, is: &Table, parts: &Parts, steps: &mut Steps) {
    let (old, new) = (quoted(dialect, was), quoted(dialect, &is.name));
    if dialect == Dialect::Sqlite {
        stop_first(&format!("{} is the new name of {was}", is.name), "SQLite writes through no view", steps);
        return steps.add(Phase::Expand, format!("ALTER TABLE {old} RENAME TO {new};"));
    }
    steps.say(
        Phase::Expand,
        &format!("{} is the new name of {was}; old code reads and writes a view of that name.", is.name),
    );
    steps.say(Phase::Expand, "Between both statements it finds neither: run them together.");
    steps.add(Phase::Expand, format!("ALTER TABLE {old} RENAME TO {new};\nCREATE VIEW {old} AS SELECT * FROM {new};"));
    for (was, is) in parts.constraints.iter().chain(&parts.indexes) {
        let (was, is) = (quoted(dialect, was), quoted(dialect, is));
        steps.add(Phase::Expand, format!("ALTER TABLE {new} RENAME INDEX {was} TO {is};"));
    }
}

fn stop_first(what: &str, why: &str, steps: &mut Steps) {
    steps.say(Phase::Expand, &format!("{what}. Stop old code before: {why}."));
}

/// Renames a column, and every mention of it.
fn column(old: &mut Schema, table: &Table, (was, is): (&str, &str), steps: &mut Steps) {
    let dialect = old.dialect;
    let (own, from, to) = (quoted(dialect, &table.name), quoted(dialect, was), quoted(dialect, is));
    let why = match dialect {
        Dialect::Sqlite => "SQLite keeps no second name for a column",
        _ => "MySQL keeps no second column in step with one that it counts up",
    };
    stop_first(&format!("{is} is the new name of {was}"), why, steps);
    steps.add(Phase::Expand, format!("ALTER TABLE {own} RENAME COLUMN {from} TO {to};"));
    for other in &mut old.tables {
        let is_own = other.name == table.name;
        if is_own {
            mentions(dialect, other, was, is);
        }
        for key in &mut other.constraints {
            if is_own {
                follow(&mut key.columns, was, is);
            }
            match &mut key.kind {
                ConstraintKind::Foreign { to, targets } => {
                    if *to == table.name {
                        follow(targets, was, is);
                    }
                    key.sql = key::written_again(dialect, key);
                }
                _ if is_own => key.sql = renamed(dialect, &key.sql, was, is),
                _ => {}
            }
        }
    }
}

fn follow(names: &mut [String], was: &str, is: &str) {
    for name in names.iter_mut().filter(|name| *name == was) {
        is.clone_into(name);
    }
}

/// The same in what a table says beside its constraints.
fn mentions(dialect: Dialect, table: &mut Table, was: &str, is: &str) {
    let text = |sql: &mut String| *sql = renamed(dialect, sql, was, is);
    for column in &mut table.columns {
        follow(std::slice::from_mut(&mut column.name), was, is);
        follow(&mut column.reads, was, is);
        column.computed.iter_mut().for_each(text);
    }
    follow(&mut table.key, was, is);
    for index in &mut table.indexes {
        follow(&mut index.columns, was, is);
        text(&mut index.entries);
        index.keys.iter_mut().for_each(text);
        index.condition.iter_mut().for_each(text);
    }
    if let Some(partition) = &mut table.partition {
        follow(std::slice::from_mut(&mut partition.column), was, is);
    }
}
