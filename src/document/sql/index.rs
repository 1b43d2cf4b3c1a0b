//! Indexes: those that the spec lists, and those that its queries ask for.

use super::build::Draft;
use super::expression::{Expression, expression};
use super::name::{Names, list, quoted};
use super::schema::{Column, Index};
use super::types::{CHARACTER_BYTES, Family, KEY_BYTES, key_bytes};
use crate::model::{Dialect, index_column};
use crate::spec::data;
use crate::spec::{At, Items};

/// The indexes of a table, with the columns that only they need.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) indexes: Vec<Index>,
    pub(super) hidden: Vec<Column>,
}

/// An entry of an index.
struct Entry<'d> {
    /// The column, where it is one.
    column: Option<&'d super::column::Draft>,
    what: Expression,
    direction: &'static str,
}

/// What stands for a table's indexes; what the database cannot keep goes to `notes`.
pub(super) fn all(dialect: Dialect, draft: &Draft<'_>, names: &mut Names, notes: &mut Vec<String>) -> Found {
    let mut found = Found::default();
    for said in draft.table.indexes() {
        if let Err(why) = listed(dialect, draft, said, names, &mut found, notes) {
            let entries: Vec<&str> = said.on.items().iter().map(|entry| entry.value.as_str()).collect();
            notes.push(format!("no index on {}: {why}", entries.join(", ")));
        }
    }
    for query in draft.table.at.value.queries.items() {
        let asked = draft.table.asked(&query.value);
        if asked.is_empty() || asked.iter().any(|column| draft.table.is_indexed(column)) {
            continue;
        }
        let columns: Vec<String> = asked.iter().filter_map(|name| draft.resolve(name)).collect();
        let is_there = found.indexes.iter().any(|index| index.columns.starts_with(&columns));
        let fits = dialect != Dialect::Mysql || columns.iter().all(|name| draft.key_bytes(name).is_some());
        if columns.len() == asked.len() && !is_there && fits {
            let name = names.take(&format!("{}_{}", draft.name, columns.join("_")), "_idx");
            let why = Some(format!("Asked: {}", query.value));
            let entries = list(dialect, &columns);
            found.indexes.push(Index { name, unique: false, columns, entries, keys: Vec::new(), condition: None, why });
        }
    }
    found
}

fn listed(
    dialect: Dialect,
    draft: &Draft<'_>,
    said: &At<data::Index>,
    names: &mut Names,
    found: &mut Found,
    notes: &mut Vec<String>,
) -> Result<(), String> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for entry in said.on.items() {
        entries.push(self::entry(dialect, draft, entry)?);
    }
    if entries.is_empty() {
        return Err("it names no column".to_owned());
    }
    let condition = match &said.r#where {
        Some(condition) => {
            let read = expression(dialect, &condition.value, |name| draft.resolve(name));
            Some(read.map_err(|why| format!("where {}, {why}", condition.value))?)
        }
        None => None,
    };
    let unique = said.unique.as_ref().is_some_and(|unique| unique.value);
    let named: Vec<String> = entries.iter().flat_map(|it| it.what.columns.clone()).collect();
    let parts: Vec<String> = entries.iter().map(Entry::name).collect();
    let name = names.take(&format!("{}_{}", draft.name, parts.join("_")), "_idx");
    if dialect == Dialect::Mysql {
        let mysql = Mysql { draft, name, unique, condition };
        let index = mysql.index(&entries, found, notes)?;
        found.indexes.push(index);
        return Ok(());
    }
    let written: Vec<String> = entries.iter().map(|it| format!("{}{}", it.written(dialect), it.direction)).collect();
    let mut columns = named;
    columns.extend(condition.iter().flat_map(|it| it.columns.clone()));
    let condition = condition.map(|it| it.sql);
    let keys = entries.into_iter().map(|it| it.what.sql).collect();
    found.indexes.push(Index { name, unique, columns, entries: written.join(", "), keys, condition, why: None });
    Ok(())
}

fn entry<'d>(dialect: Dialect, draft: &'d Draft<'_>, said: &str) -> Result<Entry<'d>, String> {
    let (text, direction) = match said.rsplit_once(' ').map(|(text, last)| (text, last.to_ascii_lowercase())) {
        Some((text, last)) if last == "desc" => (text.trim(), " DESC"),
        Some((text, last)) if last == "asc" => (text.trim(), ""),
        _ => (said.trim(), ""),
    };
    let column = [said, text, index_column(text)].iter().find_map(|name| draft.column(name));
    let what = match column {
        Some(column) => Expression { sql: quoted(dialect, &column.name), columns: vec![column.name.clone()] },
        None => expression(dialect, text, |name| draft.resolve(name))?,
    };
    if what.columns.is_empty() {
        return Err(format!("`{text}` names no column"));
    }
    Ok(Entry { column, what, direction })
}

impl Entry<'_> {
    /// Its part of the index's name.
    fn name(&self) -> String {
        let descending = if self.direction.is_empty() { "" } else { "_desc" };
        format!("{}{descending}", self.what.columns.join("_"))
    }

    fn written(&self, dialect: Dialect) -> String {
        match (self.column, dialect) {
            (None, Dialect::Postgres) => format!("({})", self.what.sql),
            _ => self.what.sql.clone(),
        }
    }
}

/// What MySQL and MariaDB need more: they index columns alone, so that anything else becomes a hidden column first.
struct Mysql<'d, 'm> {
    draft: &'d Draft<'m>,
    name: String,
    unique: bool,
    condition: Option<Expression>,
}

impl Mysql<'_, '_> {
    fn index(mut self, entries: &[Entry<'_>], found: &mut Found, notes: &mut Vec<String>) -> Result<Index, String> {
        if entries.iter().any(|it| it.column.is_some_and(|column| column.ty.family == Family::Json)) {
            return Err("MySQL keeps none of JSON".to_owned());
        }
        let condition = self.condition.take();
        if let (Some(condition), false) = (&condition, self.unique) {
            notes.push(format!("{} holds all rows, not only those where {}", self.name, condition.sql));
        }
        let condition = condition.filter(|_| self.unique);
        let bytes: Option<u64> = entries.iter().map(|it| key_bytes(&self.ty(it)?)).sum();
        let (mut columns, mut written) = (Vec::new(), Vec::new());
        if self.unique && bytes.is_none_or(|bytes| bytes > KEY_BYTES) {
            let parts: Vec<&str> = entries.iter().map(|it| it.what.sql.as_str()).collect();
            let joined = parts.join(", char(0), ");
            let sql = match parts.as_slice() {
                [_] => format!("sha2({joined}, 256)"),
                _ => format!("sha2(concat({joined}), 256)"),
            };
            let hash = Expression { sql, columns: entries.iter().flat_map(|it| it.what.columns.clone()).collect() };
            notes.push(format!("{} compares a hash: a key of MySQL has at most {KEY_BYTES} bytes", self.name));
            columns.push(self.hide("char(64)", &hash, condition.as_ref(), found));
            written.extend(columns.iter().map(|name| quoted(Dialect::Mysql, name)));
        } else {
            for (at, entry) in entries.iter().enumerate() {
                let partial = condition.as_ref().filter(|_| at == 0);
                let (name, prefix) = self.part(entry, partial, entries.len(), bytes, found)?;
                written.push(format!("{}{prefix}{}", quoted(Dialect::Mysql, &name), entry.direction));
                columns.push(name);
            }
        }
        let entries = written.join(", ");
        let keys = columns.iter().map(|name| quoted(Dialect::Mysql, name)).collect();
        Ok(Index { name: self.name, unique: self.unique, columns, entries, keys, condition: None, why: None })
    }

    /// The column of an entry, and how much of it is held.
    fn part(
        &self,
        entry: &Entry<'_>,
        condition: Option<&Expression>,
        count: usize,
        bytes: Option<u64>,
        found: &mut Found,
    ) -> Result<(String, String), String> {
        let ty = self.ty(entry).ok_or("MySQL would have to know the type of that expression")?;
        let name = match (entry.column, condition) {
            (Some(column), None) => column.name.clone(),
            _ => self.hide(&ty, &entry.what, condition, found),
        };
        let share = KEY_BYTES / CHARACTER_BYTES / u64::try_from(count).unwrap_or(u64::MAX).max(1);
        let is_long = key_bytes(&ty).is_none_or(|bytes| bytes > 255 * CHARACTER_BYTES);
        let prefix = if is_long && bytes.is_none_or(|bytes| bytes > KEY_BYTES) {
            format!("({})", share.min(255))
        } else {
            String::new()
        };
        Ok((name, prefix))
    }

    /// The type of an entry, where it can be told.
    fn ty(&self, entry: &Entry<'_>) -> Option<String> {
        if let Some(column) = entry.column {
            return Some(column.ty.sql.clone());
        }
        if entry.what.sql.starts_with("char_length(") || entry.what.sql.starts_with("octet_length(") {
            return Some("int".to_owned());
        }
        let [only] = entry.what.columns.as_slice() else { return None };
        let column = self.draft.columns.iter().find(|it| it.name == *only)?;
        Some(if column.ty.sql.starts_with("enum(") { "varchar(255)".to_owned() } else { column.ty.sql.clone() })
    }

    /// Adds a column that is computed for this index, and returns its name.
    fn hide(&self, ty: &str, what: &Expression, condition: Option<&Expression>, found: &mut Found) -> String {
        let mut names = Names::of_columns(Dialect::Mysql);
        for taken in self.draft.columns.iter().map(|it| &it.name).chain(found.hidden.iter().map(|it| &it.name)) {
            names.take(taken, "");
        }
        let name = names.take(self.name.strip_suffix("_idx").unwrap_or(&self.name), "_indexed");
        let computed = match condition {
            Some(condition) => format!("CASE WHEN {} THEN {} END", condition.sql, what.sql),
            None => what.sql.clone(),
        };
        let reads = condition.into_iter().chain([what]).flat_map(|it| it.columns.clone()).collect();
        found.hidden.push(Column {
            name: name.clone(),
            ty: ty.to_owned(),
            family: Family::Other,
            not_null: false,
            default: None,
            computed: Some(computed),
            reads,
            counts: false,
            hidden: true,
            comment: None,
        });
        name
    }
}
