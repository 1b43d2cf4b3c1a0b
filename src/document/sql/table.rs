//! A table of a script: what it is called, and the statements that create it.

use super::column::{self, Planned as Column};
use super::expression::expression;
use super::key::{self, Foreign};
use super::name::{Names, line, list, literal, quoted};
use super::types::Family;
use crate::model::{Dialect, Table, index_column};
use crate::spec::data::Index;
use crate::spec::{At, Items};
use crate::value;

/// How many parts a table has that is cut by a hash.
const PARTS: usize = 8;

/// A table with the names that it has in the script.
#[derive(Debug)]
pub(super) struct Planned<'m> {
    pub(super) table: Table<'m>,
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The column that it is cut by, where its keys allow that.
    pub(super) partition: Option<usize>,
    pub(super) notes: Vec<String>,
    indexes: Vec<String>,
    uniques: Vec<String>,
    checks: Vec<String>,
    parts: Vec<String>,
}

/// The tables that have columns; names are given out once for all of them.
pub(super) fn plan<'m>(dialect: Dialect, tables: &[Table<'m>]) -> Vec<Planned<'m>> {
    let mut names = Names::new(dialect);
    let mut planned: Vec<Planned<'m>> = Vec::new();
    for table in tables {
        let again = planned.iter().any(|other| other.table.name() == table.name());
        let name = names.take(table.name(), "");
        let mut notes = renamed(table.name(), &name);
        if again {
            notes.push(format!("the spec has {} twice", line(table.name())));
        }
        let columns = columns(dialect, *table, &mut notes);
        planned.push(Planned {
            table: *table,
            name,
            columns,
            partition: None,
            notes,
            indexes: Vec::new(),
            uniques: Vec::new(),
            checks: Vec::new(),
            parts: Vec::new(),
        });
    }
    for table in &mut planned {
        let base = table.name.clone();
        for column in &mut table.columns {
            let base = format!("{base}_{}", column.name);
            column.foreign_name = names.take(&base, "_fkey");
            table.uniques.push(names.take(&base, "_key"));
        }
        table.indexes = table.table.indexes().iter().map(|_| names.take(&base, "_idx")).collect();
        table.checks = (0..table.columns.len() * 5).map(|_| names.take(&base, "_check")).collect();
        table.partition = partition(dialect, table);
        table.parts = (0..PARTS).map(|_| names.take(&base, "_part")).collect();
    }
    planned
}

fn renamed(original: &str, name: &str) -> Vec<String> {
    if original == name { Vec::new() } else { vec![format!("{} is called {name} here", line(original))] }
}

fn columns(dialect: Dialect, table: Table<'_>, notes: &mut Vec<String>) -> Vec<Column> {
    let mut names = Names::new(dialect);
    let mut columns: Vec<Column> = Vec::new();
    let indexed = |name: &str| {
        table.indexes().iter().any(|index| index.on.items().iter().any(|entry| index_column(entry) == name))
    };
    for found in table.columns() {
        let original = found.name.value.as_str();
        let mut said: value::Column = found.at.value.0.clone();
        if let (true, Some(target)) = (said.ty.is_empty(), found.target_column()) {
            said.ty.clone_from(&target.ty);
            said.arguments.clone_from(&target.arguments);
        }
        let in_key = said.primary_key || said.unique || said.references.is_some() || indexed(original);
        let name = names.take(original, "");
        notes.extend(renamed(original, &name));
        columns.push(column::plan(dialect, original, name, said, in_key));
    }
    columns
}

/// The column that a table is cut by: every key of a partitioned table has to hold it.
fn partition(dialect: Dialect, planned: &mut Planned<'_>) -> Option<usize> {
    let by = line(planned.table.at.value.partition_by.as_ref()?.value.as_str());
    let at = planned.columns.iter().position(|column| column.original == by);
    let uniques = planned.table.indexes().iter().filter(|index| is_unique(index));
    let elsewhere = uniques.filter(|index| !index.on.items().iter().any(|entry| index_column(entry) == by)).count();
    let keys: Vec<&Column> = planned.columns.iter().filter(|column| column.said.primary_key).collect();
    let held = keys.is_empty() || keys.iter().any(|column| column.original == by);
    let alone = planned.columns.iter().any(|column| column.said.unique && column.original != by);
    let why = match at {
        _ if dialect == Dialect::Sqlite => "SQLite cuts no tables",
        None => "that is no column of it",
        Some(_) if !held || alone || elsewhere > 0 => "a key does not hold that column, and each would have to",
        Some(at) => return Some(at),
    };
    planned.notes.push(format!("not cut by {by}: {why}"));
    None
}

fn is_unique(index: &At<Index>) -> bool {
    index.unique.as_ref().is_some_and(|unique| unique.value)
}

/// The statements that create a table with its indexes and comments.
pub(super) fn create(dialect: Dialect, planned: &Planned<'_>, keys: &[&Foreign], all: &[Planned<'_>]) -> String {
    let resolve = |name: &str| planned.columns.iter().find(|it| it.original == name).map(|it| it.name.clone());
    let table = quoted(dialect, &planned.name);
    let mut notes = planned.notes.clone();
    if planned.columns.is_empty() {
        notes.push(format!("{} has no columns yet", line(planned.table.name())));
        return remarks(planned, &notes);
    }
    let mut lines: Vec<String> = Vec::new();
    for column in &planned.columns {
        let mut definition = column.definition(dialect, resolve, &mut notes);
        if let (Dialect::Mysql, Some(comment)) = (dialect, column.comment()) {
            definition
                .push_str(&format!(" COMMENT {}", literal(dialect, &comment.chars().take(1000).collect::<String>())));
        }
        if let (Dialect::Sqlite, Some(comment)) = (dialect, column.comment()) {
            notes.push(format!("{}: {comment}", column.original));
        }
        notes.extend(column.ty.note.iter().map(|note| format!("{}: {note}", column.original)));
        lines.push(definition);
    }
    lines.extend(constraints(dialect, planned, &mut notes));
    lines.extend(keys.iter().map(|key| key::constraint(dialect, key, all)));
    let mut after = String::new();
    for (index, name) in planned.table.indexes().iter().zip(&planned.indexes) {
        match self::index(dialect, planned, index, name) {
            Ok(sql) if dialect == Dialect::Mysql => lines.push(sql),
            Ok(sql) => after.push_str(&sql),
            Err(why) => notes.push(why),
        }
    }
    let end = end(dialect, planned, &mut after);
    let body = lines.join(",\n  ");
    format!(
        "{}CREATE TABLE IF NOT EXISTS {table} (\n  {body}\n){end};\n{after}{}",
        remarks(planned, &notes),
        comments(dialect, planned)
    )
}

/// What stands above a table for its reader.
fn remarks(planned: &Planned<'_>, notes: &[String]) -> String {
    let said = &planned.table.at.value;
    let mut lines: Vec<String> = said.summary.iter().map(|summary| line(&summary.value)).collect();
    lines.extend(said.rows.as_ref().map(|rows| format!("Rows: {}.", rows.value)));
    lines.extend(planned.table.deletion_mark().map(|mark| format!("A row is deleted once {} is set.", line(mark))));
    lines.extend(said.tenant_key.as_ref().map(|key| format!("Rows belong to the tenant in {}.", line(&key.value))));
    lines.extend(notes.iter().map(|note| format!("Note: {}.", line(note))));
    lines.iter().map(|text| format!("-- {text}\n")).collect()
}

fn constraints(dialect: Dialect, planned: &Planned<'_>, notes: &mut Vec<String>) -> Vec<String> {
    let resolve = |name: &str| planned.columns.iter().find(|it| it.original == name).map(|it| it.name.clone());
    let mut lines = Vec::new();
    let key: Vec<String> = planned.columns.iter().filter(|it| it.said.primary_key).map(|it| it.name.clone()).collect();
    if !key.is_empty() {
        lines.push(format!("PRIMARY KEY ({})", list(dialect, &key)));
    }
    let mut names = planned.checks.iter();
    for (column, name) in planned.columns.iter().zip(&planned.uniques) {
        let own = quoted(dialect, &column.name);
        if column.said.unique {
            lines.push(format!("CONSTRAINT {} UNIQUE ({own})", quoted(dialect, name)));
        }
        for check in column.checks(dialect, resolve, notes) {
            let name = names.next().map_or("", String::as_str);
            lines.push(format!("CONSTRAINT {} CHECK ({check})", quoted(dialect, name)));
        }
    }
    lines
}

fn index(dialect: Dialect, planned: &Planned<'_>, index: &At<Index>, name: &str) -> Result<String, String> {
    let said = index.on.items().iter().map(|entry| entry.value.as_str()).collect::<Vec<_>>().join(", ");
    let resolve = |name: &str| planned.columns.iter().find(|it| it.original == name).map(|it| it.name.clone());
    let no = |why: &str| format!("no index on {said}: {why}");
    let mut entries = Vec::new();
    for entry in index.on.items() {
        let direction = match entry.rsplit_once(' ').map(|(_, last)| last.to_ascii_lowercase()).as_deref() {
            Some("desc") => " DESC",
            _ => "",
        };
        let column = resolve(entry).or_else(|| resolve(index_column(entry)));
        let column = column.ok_or_else(|| no(&format!("`{}` is no column", entry.value)))?;
        entries.push(format!("{}{direction}", quoted(dialect, &column)));
    }
    if entries.is_empty() {
        return Err(no("it names no column"));
    }
    let is_json = |entry: &At<String>| {
        planned.columns.iter().any(|it| it.original == entry.value && it.ty.family == Family::Json)
    };
    if dialect == Dialect::Mysql && index.on.items().iter().any(is_json) {
        return Err(no("MySQL keeps none of JSON"));
    }
    let unique = if is_unique(index) { "UNIQUE " } else { "" };
    let (name, entries) = (quoted(dialect, name), entries.join(", "));
    let condition = match &index.r#where {
        Some(condition) if dialect == Dialect::Mysql => {
            return Err(no(&format!("MySQL has none of the rows where {}", condition.value)));
        }
        Some(condition) => {
            let sql = expression(dialect, &condition.value, resolve);
            format!(" WHERE {}", sql.map_err(|why| no(&format!("where {}, {why}", condition.value)))?)
        }
        None => String::new(),
    };
    if dialect == Dialect::Mysql {
        return Ok(format!("{unique}KEY {name} ({entries})"));
    }
    let table = quoted(dialect, &planned.name);
    Ok(format!("CREATE {unique}INDEX IF NOT EXISTS {name} ON {table} ({entries}){condition};\n"))
}

/// What follows the columns; partitions are created by statements of their own in PostgreSQL.
fn end(dialect: Dialect, planned: &Planned<'_>, after: &mut String) -> String {
    let comment = planned.table.at.value.summary.as_ref().filter(|_| dialect == Dialect::Mysql);
    let comment =
        comment.map(|it| format!(" COMMENT = {}", literal(dialect, &it.value.chars().take(1000).collect::<String>())));
    let comment = comment.unwrap_or_default();
    let Some(column) = planned.partition.and_then(|at| planned.columns.get(at)) else { return comment };
    let (by, table) = (quoted(dialect, &column.name), quoted(dialect, &planned.name));
    let by_time = matches!(column.ty.family, Family::Moment | Family::Date);
    match (dialect, by_time) {
        (Dialect::Mysql, true) => {
            format!("{comment} PARTITION BY RANGE COLUMNS ({by}) (PARTITION rest VALUES LESS THAN (MAXVALUE))")
        }
        (Dialect::Mysql, false) => format!("{comment} PARTITION BY KEY ({by}) PARTITIONS {PARTS}"),
        (_, true) => {
            let part = planned.parts.first().map_or("", String::as_str);
            after.push_str(&format!(
                "CREATE TABLE IF NOT EXISTS {} PARTITION OF {table} DEFAULT;\n",
                quoted(dialect, part)
            ));
            format!(" PARTITION BY RANGE ({by})")
        }
        (_, false) => {
            for (rest, part) in planned.parts.iter().enumerate() {
                let part = quoted(dialect, part);
                let values = format!("(MODULUS {PARTS}, REMAINDER {rest})");
                after.push_str(&format!(
                    "CREATE TABLE IF NOT EXISTS {part} PARTITION OF {table} FOR VALUES WITH {values};\n"
                ));
            }
            format!(" PARTITION BY HASH ({by})")
        }
    }
}

fn comments(dialect: Dialect, planned: &Planned<'_>) -> String {
    if dialect != Dialect::Postgres {
        return String::new();
    }
    let table = quoted(dialect, &planned.name);
    let summary = planned.table.at.value.summary.as_ref();
    let mut text =
        summary.map(|it| format!("COMMENT ON TABLE {table} IS {};\n", literal(dialect, &it.value))).unwrap_or_default();
    for column in &planned.columns {
        if let Some(comment) = column.comment() {
            let (name, comment) = (quoted(dialect, &column.name), literal(dialect, &comment));
            text.push_str(&format!("COMMENT ON COLUMN {table}.{name} IS {comment};\n"));
        }
    }
    text
}
