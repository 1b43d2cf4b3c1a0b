//! Foreign keys: which of them a database can hold, and how they are written.

use super::name::{list, quoted};
use super::table::Planned;
use crate::model::Dialect;

/// A foreign key from one table of the script to another.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) from: usize,
    pub(super) to: usize,
    name: String,
    columns: Vec<String>,
    targets: Vec<String>,
    on_delete: Option<&'static str>,
}

/// The keys that can be held, and for each of the others its table and why it cannot.
pub(super) fn foreign(dialect: Dialect, planned: &[Planned<'_>]) -> (Vec<Foreign>, Vec<(usize, String)>) {
    let (mut keys, mut refused) = (Vec::new(), Vec::new());
    for (from, table) in planned.iter().enumerate() {
        for at in 0..table.columns.len() {
            match one(dialect, planned, from, at, &mut refused) {
                Ok(Some(key)) => keys.push(key),
                Ok(None) => {}
                Err(why) => refused.push((from, why)),
            }
        }
    }
    (keys, refused)
}

fn one(
    dialect: Dialect,
    planned: &[Planned<'_>],
    from: usize,
    at: usize,
    notes: &mut Vec<(usize, String)>,
) -> Result<Option<Foreign>, String> {
    let Some((table, column)) = planned.get(from).and_then(|table| Some((table, table.columns.get(at)?))) else {
        return Ok(None);
    };
    let Some(target) = &column.said.references else { return Ok(None) };
    let arrow = format!(
        "{} -> {}{}",
        column.original,
        target.table,
        target.column.iter().map(|it| format!(".{it}")).collect::<String>()
    );
    let no = |why: &str| Err(format!("no foreign key {arrow}: {why}"));
    let Some((to, other)) = super::find(planned, &target.table) else {
        return no("that table is not in this script");
    };
    let mut key = other.columns.iter().filter(|it| it.said.primary_key);
    let wanted = match &target.column {
        Some(name) => other.columns.iter().find(|it| it.original == *name),
        None => key.next().filter(|_| key.next().is_none()),
    };
    let Some(wanted) = wanted else { return no("that column is not there") };
    if !other.table.is_unique(&wanted.original) {
        return no("several rows may have the same value there");
    }
    if wanted.ty.family != column.ty.family || dialect == Dialect::Mysql && wanted.ty.sql != column.ty.sql {
        return no(&format!("the types differ, {} and {}", column.ty.sql, wanted.ty.sql));
    }
    if dialect == Dialect::Mysql && (table.partition.is_some() || other.partition.is_some()) {
        return no("MySQL holds none in a partitioned table");
    }
    let on_delete = match column.said.on_delete.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("cascade") => Some("CASCADE"),
        Some("restrict") => Some("RESTRICT"),
        Some("no action") => Some("NO ACTION"),
        Some("set null") if !column.said.not_null => Some("SET NULL"),
        Some(other) => {
            notes.push((
                from,
                format!("{arrow}: `on delete {other}` is left out; {}", "the column would have to take it"),
            ));
            None
        }
        None => None,
    };
    let name = column.foreign_name.clone();
    let (columns, targets) = (vec![column.name.clone()], vec![wanted.name.clone()]);
    Ok(Some(Foreign { from, to, name, columns, targets, on_delete }))
}

/// The constraint as it stands in a table.
pub(super) fn constraint(dialect: Dialect, key: &Foreign, planned: &[Planned<'_>]) -> String {
    let target = planned.get(key.to).map_or("", |table| table.name.as_str());
    let on_delete = key.on_delete.map(|action| format!(" ON DELETE {action}")).unwrap_or_default();
    format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}){on_delete}",
        quoted(dialect, &key.name),
        list(dialect, &key.columns),
        quoted(dialect, target),
        list(dialect, &key.targets),
    )
}

/// The statement that adds it to a table that is there; PostgreSQL may run it twice.
pub(super) fn added(dialect: Dialect, key: &Foreign, planned: &[Planned<'_>]) -> String {
    let table = planned.get(key.from).map_or("", |table| table.name.as_str());
    let add = format!("ALTER TABLE {} ADD {};", quoted(dialect, table), constraint(dialect, key, planned));
    if dialect != Dialect::Postgres {
        return format!("{add}\n");
    }
    let mut tag = "$add$".to_owned();
    while add.contains(&tag) {
        tag.insert(1, 'x');
    }
    format!("DO {tag} BEGIN\n  {add}\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND {tag};\n")
}
