//! From the tables of a spec to the tables of a database: names are given, and what a dialect cannot hold is noted.

use super::column;
use super::index;
use super::key;
use super::name::{Names, line, quoted};
use super::order;
use super::schema::{Column, Constraint, ConstraintKind, Index, Origin, Partition, Schema, Table};
use super::types::{self, CHARACTER_BYTES, Family, KEY_BYTES};
use crate::model::{self, Dialect, index_column};
use crate::spec::data::Index as Said;
use crate::spec::{At, Items, Toggle};
use crate::value;

/// How many parts a table has that is cut by a hash.
const PARTS: usize = 8;

/// A table whose columns have their names.
#[derive(Debug)]
pub(super) struct Draft<'m> {
    pub(super) table: model::Table<'m>,
    pub(super) name: String,
    pub(super) columns: Vec<column::Draft>,
    /// The column that it is cut by, where its keys allow that.
    pub(super) partition: Option<String>,
    notes: Vec<String>,
}

impl Draft<'_> {
    /// The column that the spec calls so.
    pub(super) fn column(&self, original: &str) -> Option<&column::Draft> {
        self.columns.iter().find(|it| it.original == original)
    }

    /// What the column is called here that the spec calls so.
    pub(super) fn resolve(&self, original: &str) -> Option<String> {
        self.column(original).map(|it| it.name.clone())
    }

    /// How many bytes the column of that name takes in a key of MySQL.
    pub(super) fn key_bytes(&self, name: &str) -> Option<u64> {
        types::key_bytes(&self.columns.iter().find(|it| it.name == name)?.ty.sql)
    }
}

/// The tables as a database of that dialect keeps them. Names are given out once for all.
pub(super) fn build(dialect: Dialect, tables: &[model::Table<'_>]) -> Schema {
    let mut names = Names::new(dialect);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for table in tables {
        let again = drafts.iter().any(|other| other.table.name() == table.name());
        let name = names.take(table.name(), "");
        let mut notes = renamed(table.name(), &name);
        if again {
            notes.push(format!("the spec has {} twice", line(table.name())));
        }
        let columns = columns(dialect, *table, &mut notes);
        drafts.push(Draft { table: *table, name, columns, partition: None, notes });
    }
    for draft in &mut drafts {
        draft.partition = partition(dialect, draft);
    }
    let found: Vec<key::Found> = drafts.iter().map(|draft| key::foreign(dialect, &drafts, draft, &mut names)).collect();
    let finished = drafts.iter().zip(found).map(|(draft, found)| finish(dialect, draft, found, &mut names));
    Schema { dialect, tables: order::ordered(finished.collect()) }
}

fn renamed(original: &str, name: &str) -> Vec<String> {
    if original == name { Vec::new() } else { vec![format!("{} is called {name} here", line(original))] }
}

fn columns(dialect: Dialect, table: model::Table<'_>, notes: &mut Vec<String>) -> Vec<column::Draft> {
    let mut names = Names::of_columns(dialect);
    let mut columns: Vec<column::Draft> = Vec::new();
    let characters = |table: model::Table<'_>| {
        KEY_BYTES / CHARACTER_BYTES / u64::try_from(table.primary_key().count()).unwrap_or(u64::MAX).max(1)
    };
    let mut add = |original: &str, said: value::Column, target: Option<model::Table<'_>>, notes: &mut Vec<String>| {
        let pointed = said.references.as_ref().and(target).map(characters);
        let own = said.primary_key.then(|| characters(table));
        let most = own.into_iter().chain(pointed).min().or_else(|| said.unique.then_some(u64::MAX));
        let name = names.take(original, "");
        notes.extend(renamed(original, &name));
        let ty = types::of(dialect, &said, most);
        columns.push(column::Draft { original: original.to_owned(), name, said, ty });
    };
    for found in table.columns() {
        let mut said: value::Column = found.at.value.0.clone();
        if let (true, Some(target)) = (said.ty.is_empty(), found.target_column()) {
            said.ty.clone_from(&target.ty);
            said.arguments.clone_from(&target.arguments);
        }
        add(&found.name.value, said, found.target_table(), notes);
    }
    if table.columns().next().is_some() {
        for (name, ty) in unlisted(table) {
            notes.push(format!("{} is none of the fields that the spec lists", line(name)));
            add(name, value::Column::parse(ty).0, None, notes);
        }
    }
    if dialect == Dialect::Mysql {
        shorten_rows(&mut columns);
    }
    columns
}

/// A row of MySQL has at most 65,535 bytes, all texts with a length at their longest; one without a length is kept
/// elsewhere.
fn shorten_rows(columns: &mut [column::Draft]) {
    let bytes = |it: &column::Draft| types::key_bytes(&it.ty.sql).unwrap_or(12);
    while columns.iter().map(bytes).sum::<u64>() > 60_000 {
        let free = columns.iter_mut().filter(|it| it.ty.sql.starts_with("varchar(") && !it.is_in_key());
        let Some(longest) = free.max_by_key(|it| types::key_bytes(&it.ty.sql)) else { return };
        longest.ty.longest = longest.said.arguments.first().and_then(|length| length.parse().ok());
        longest.ty.sql = "longtext".to_owned();
    }
}

/// The columns that a table has by what else is said of it.
fn unlisted<'m>(table: model::Table<'m>) -> Vec<(&'m str, &'static str)> {
    let lock = match table.at.value.optimistic_lock.as_ref().map(|it| &it.value) {
        Some(Toggle::On) => Some("version"),
        Some(Toggle::Set(name)) => Some(name.as_str()),
        Some(Toggle::Off) | None => None,
    };
    let lock = lock.map(|name| (name, "integer not null default 1"));
    let mark = table.deletion_mark().map(|name| (name, "timestamptz"));
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    lock.into_iter().chain(mark).filter(|(name, _)| is_name(name) && table.column(name).is_none()).collect()
}

/// The column that a table is cut by: every key of a partitioned table has to hold it.
fn partition(dialect: Dialect, draft: &mut Draft<'_>) -> Option<String> {
    let by = line(&draft.table.at.value.partition_by.as_ref()?.value);
    let column = draft.column(&by).map(|it| it.name.clone());
    let uniques = draft.table.indexes().iter().filter(|index| is_unique(index));
    let elsewhere = uniques.filter(|index| !index.on.items().iter().any(|entry| index_column(entry) == by)).count();
    let keys: Vec<&column::Draft> = draft.columns.iter().filter(|column| column.said.primary_key).collect();
    let held = keys.is_empty() || keys.iter().any(|column| column.original == by);
    let alone = draft.columns.iter().any(|column| column.said.unique && column.original != by);
    let why = match column {
        _ if dialect == Dialect::Sqlite => "SQLite cuts no tables",
        None => "that is no column of it",
        Some(_) if !held || alone || elsewhere > 0 => "a key does not hold that column, and each would have to",
        Some(name) => return Some(name),
    };
    draft.notes.push(format!("not cut by {by}: {why}"));
    None
}

fn is_unique(index: &At<Said>) -> bool {
    index.unique.as_ref().is_some_and(|unique| unique.value)
}

fn finish(dialect: Dialect, draft: &Draft<'_>, found: key::Found, names: &mut Names) -> Table {
    let said = &draft.table.at.value;
    let resolve = |name: &str| draft.resolve(name);
    let mut notes = draft.notes.clone();
    notes.extend(found.notes);
    let finished = draft.columns.iter().map(|column| column.finish(dialect, resolve, &mut notes));
    let mut columns: Vec<_> = finished.collect();
    let mut constraints = constraints(dialect, draft, &found.keys, names, &mut notes);
    let mut indexes = index::all(dialect, draft, names, &mut notes);
    columns.append(&mut indexes.hidden);
    let key: Vec<String> = draft.columns.iter().filter(|it| it.said.primary_key).map(|it| it.name.clone()).collect();
    if dialect == Dialect::Mysql {
        count_once(&key, &constraints, &mut columns, &mut notes);
    }
    hold_by_index(
        dialect,
        draft,
        &Held { key: &key, constraints: &constraints },
        &found.keys,
        &mut indexes.indexes,
        names,
    );
    constraints.extend(found.keys);
    let partition = draft.partition.as_ref().and_then(|name| draft.columns.iter().find(|it| it.name == *name));
    let partition = partition.map(|column| {
        let by_range = matches!(column.ty.family, Family::Moment | Family::Date);
        let count = if by_range { 1 } else { PARTS };
        let parts = (0..count).map(|at| {
            let suffix = if by_range { "_default".to_owned() } else { format!("_part_{at}") };
            names.take(&draft.name, &suffix)
        });
        Partition { column: column.name.clone(), by_range, parts: parts.collect() }
    });
    if columns.is_empty() {
        notes.push(format!("{} has no columns yet", line(draft.table.name())));
    }
    Table {
        name: draft.name.clone(),
        columns,
        key,
        constraints,
        indexes: indexes.indexes,
        partition,
        comment: said.summary.as_ref().filter(|_| dialect != Dialect::Sqlite).map(|it| it.value.clone()),
        remarks: remarks(draft, &notes),
        origin: Origin {
            name: draft.name.clone(),
            said: draft.table.name().to_owned(),
            was: draft.table.former_name().map(str::to_owned),
        },
        origins: draft.columns.iter().map(column::Draft::origin).collect(),
    }
}

fn constraints(
    dialect: Dialect,
    draft: &Draft<'_>,
    keys: &[Constraint],
    names: &mut Names,
    notes: &mut Vec<String>,
) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    for column in &draft.columns {
        let base = format!("{}_{}", draft.name, column.name);
        if column.said.unique {
            let sql = format!("UNIQUE ({})", quoted(dialect, &column.name));
            let columns = vec![column.name.clone()];
            constraints.push(Constraint {
                name: names.take(&base, "_key"),
                kind: ConstraintKind::Unique,
                columns,
                sql,
            });
        }
        for check in column.checks(dialect, |name| draft.resolve(name), notes) {
            let changed = dialect == Dialect::Mysql && key::nulled(keys).any(|name| check.columns.contains(name));
            if changed {
                notes.push(format!(
                    "not checked: {}; MySQL checks no column that `on delete set null` changes",
                    check.sql
                ));
                continue;
            }
            constraints.push(Constraint {
                name: names.take(&base, check.suffix),
                kind: ConstraintKind::Check(check.allowed),
                columns: check.columns,
                sql: format!("CHECK ({})", check.sql),
            });
        }
    }
    constraints
}

/// MySQL counts up one column of a table, and only one that a key begins with.
fn count_once(key: &[String], constraints: &[Constraint], columns: &mut [Column], notes: &mut Vec<String>) {
    let mut counted = false;
    for column in columns.iter_mut().filter(|it| it.counts) {
        let unique = |it: &Constraint| it.kind == ConstraintKind::Unique && it.columns.first() == Some(&column.name);
        if counted || key.first() != Some(&column.name) && !constraints.iter().any(unique) {
            column.counts = false;
            notes.push(format!("{} is not counted: MySQL counts one column, which a key begins with", column.name));
        }
        counted |= column.counts;
    }
}

/// What a table finds rows by already.
struct Held<'k> {
    key: &'k [String],
    constraints: &'k [Constraint],
}

/// An index for each foreign key that has none: without it, a row that goes makes the database read the whole table that
/// points to it. MySQL would make one by itself; written out, it is none of the script's surprises.
fn hold_by_index(
    dialect: Dialect,
    draft: &Draft<'_>,
    held: &Held<'_>,
    keys: &[Constraint],
    indexes: &mut Vec<Index>,
    names: &mut Names,
) {
    for foreign in keys {
        let leads = |columns: &[String]| columns.starts_with(&foreign.columns);
        let unique = |it: &Constraint| it.kind == ConstraintKind::Unique && leads(&it.columns);
        let whole = |it: &Index| it.condition.is_none() && leads(&it.columns);
        if leads(held.key) || held.constraints.iter().any(unique) || indexes.iter().any(whole) {
            continue;
        }
        let name = match dialect {
            Dialect::Mysql => foreign.name.clone(),
            _ => names.take(&format!("{}_{}", draft.name, foreign.columns.join("_")), "_idx"),
        };
        indexes.push(Index {
            name,
            unique: false,
            columns: foreign.columns.clone(),
            entries: super::name::list(dialect, &foreign.columns),
            keys: Vec::new(),
            condition: None,
            why: Some("For the foreign key".to_owned()),
        });
    }
}

/// What stands above a table for its reader.
fn remarks(draft: &Draft<'_>, notes: &[String]) -> Vec<String> {
    let said = &draft.table.at.value;
    let mut lines: Vec<String> = said.summary.iter().map(|summary| line(&summary.value)).collect();
    lines.extend(said.rows.as_ref().map(|rows| format!("Rows: {}.", rows.value)));
    lines.extend(
        said.retention
            .as_ref()
            .map(|kept| format!("Rows are kept for {}; what deletes them then is no part of this script.", kept.value)),
    );
    let only_grows = said.append_only.as_ref().is_some_and(|it| it.value);
    lines.extend(
        only_grows.then(|| "Rows are only added: whoever writes needs INSERT and SELECT, and no more.".to_owned()),
    );
    lines.extend(draft.table.deletion_mark().map(|mark| format!("A row is deleted once {} is set.", line(mark))));
    lines.extend(said.optimistic_lock.as_ref().filter(|it| it.is_on()).map(|lock| {
        let column = match &lock.value {
            Toggle::Set(name) => line(name),
            _ => "version".to_owned(),
        };
        format!("A writer raises {column}, and writes only where it is still what was read.")
    }));
    lines.extend(said.tenant_key.as_ref().map(|key| format!("Rows belong to the tenant in {}.", line(&key.value))));
    let queries: Vec<String> = said.queries.items().iter().map(|query| line(&query.value)).collect();
    if !queries.is_empty() {
        lines.push(format!("Asked: {}.", queries.join("; ")));
    }
    lines.extend(notes.iter().map(|note| format!("Note: {}.", line(note))));
    lines
}
