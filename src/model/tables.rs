//! What rules ask of tables: keys, indexes, and how a column's type is rewritten.

use super::{Column, Store, Table};
use crate::spec::data::{Index, StoreKind};
use crate::spec::shape::ENTITY;
use crate::spec::{At, Items, Toggle};
use crate::text::{Edit, Span};
use crate::value::field::BUILT_IN;
use crate::yaml::{Node, Style, quote};

/// The families of databases whose dialects differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL and what speaks its dialect.
    Postgres,
    /// MySQL and MariaDB.
    Mysql,
    /// SQLite and what speaks its dialect.
    Sqlite,
}

impl Store<'_> {
    /// The dialect of its engine, where it is one that the rules know.
    #[must_use]
    pub fn dialect(self) -> Option<Dialect> {
        let engine = self.at.value.engine.as_ref()?.value.to_lowercase();
        let is = |names: &[&str]| names.iter().any(|name| engine.contains(name));
        if is(&["postgres", "cockroach", "alloydb", "timescale", "yugabyte"]) {
            Some(Dialect::Postgres)
        } else if is(&["mysql", "mariadb", "tidb", "vitess"]) {
            Some(Dialect::Mysql)
        } else if is(&["sqlite", "libsql", "turso"]) {
            Some(Dialect::Sqlite)
        } else {
            None
        }
    }
}

impl<'m> Table<'m> {
    /// Whether it is kept in tables: as its store says, or as nothing says otherwise.
    #[must_use]
    pub fn is_relational(self) -> bool {
        match (&self.at.value.store, self.store()) {
            (Some(_), None) => false,
            (_, Some(store)) => match store.kind() {
                Some(kind) => kind == StoreKind::Relational,
                None => store.at.value.engine.is_none(),
            },
            (None, None) => self.model.stores().all(|store| store.kind() == Some(StoreKind::Relational)),
        }
    }

    /// The columns of its primary key.
    pub fn primary_key(self) -> impl Iterator<Item = Column<'m>> {
        self.columns().filter(|column| column.primary_key)
    }

    /// The edits that move columns of it into a table of their own with these columns, each a name with a type.
    #[must_use]
    pub fn split_off(self, columns: &[&str], name: &str, fields: &[(String, String)]) -> Vec<Edit> {
        let spec = self.model.spec;
        let Some(own) = self.at.value.fields.as_ref() else { return Vec::new() };
        let indexed = self.indexes().iter().flat_map(|index| index.on.items());
        let used = indexed.map(|entry| index_column(entry)).any(|column| columns.contains(&column));
        if used || spec.declared.iter().any(|it| it.kinds & ENTITY != 0 && it.name.eq_ignore_ascii_case(name)) {
            return Vec::new();
        }
        let fields: Vec<String> = fields.iter().map(|(name, ty)| format!("{}: {}", quote(name), quote(ty))).collect();
        let it = &self.at.value;
        let store = it.store.as_ref().map(|it| format!(", store: {}", quote(&it.value.0)));
        let owner = it.owner.as_ref().map(|it| format!(", owner: {}", quote(&it.value.0)));
        let place = store.into_iter().chain(owner).collect::<String>();
        let table = format!("{{ name: {}{place}, fields: {{ {} }} }}", quote(name), fields.join(", "));
        spec.tree
            .remove_entries(own.node, columns)
            .into_iter()
            .chain(spec.tree.add_to_section("data_model", &table))
            .collect()
    }

    /// The only column of its primary key.
    #[must_use]
    pub fn sole_key(self) -> Option<Column<'m>> {
        let mut key = self.primary_key();
        key.next().filter(|_| key.next().is_none())
    }

    /// The column that the first of its queries asks by.
    #[must_use]
    pub fn first_asked(self) -> Option<Column<'m>> {
        let asked = |query: &At<String>| self.column(query.strip_prefix("by ")?.split([' ', ',']).next()?);
        self.at.value.queries.items().iter().find_map(asked)
    }

    /// The indexes that it declares.
    #[must_use]
    pub fn indexes(self) -> &'m [At<Index>] {
        self.at.value.indexes.items()
    }

    /// Whether a lookup by this column is served by an index, a unique constraint or the primary key.
    #[must_use]
    pub fn is_indexed(self, column: &str) -> bool {
        let own = self.column(column).is_some_and(|column| column.unique);
        let key = self.primary_key().next().is_some_and(|first| first.name.value == column);
        let leads = |index: &At<Index>| index.on.items().first().is_some_and(|first| index_column(first) == column);
        own || key || self.indexes().iter().any(leads)
    }

    /// The columns that a query goes by: `by customer_id and status newest first` goes by two.
    #[must_use]
    pub fn asked(self, query: &str) -> Vec<&str> {
        let Some(asked) = query.strip_prefix("by ") else { return Vec::new() };
        let words = asked.split([' ', ',']).filter(|word| !word.is_empty());
        let known = words.take_while(|word| *word == "and" || self.column(word).is_some());
        known.filter(|word| *word != "and").collect()
    }

    /// Whether no two rows have the same value in this column alone.
    #[must_use]
    pub fn is_unique(self, column: &str) -> bool {
        let mut key = self.primary_key();
        let sole_key = key.next().is_some_and(|first| first.name.value == column) && key.next().is_none();
        let by_index = self.indexes().iter().any(|index| {
            let unique = index.unique.as_ref().is_some_and(|unique| unique.value);
            let columns = index.on.items();
            unique
                && index.r#where.is_none()
                && columns.len() == 1
                && columns.iter().all(|it| index_column(it) == column)
        });
        sole_key || by_index || self.column(column).is_some_and(|column| column.unique)
    }

    /// The column that marks a row as deleted, where rows are only marked: as stated, else `deleted_at`.
    #[must_use]
    pub fn deletion_mark(self) -> Option<&'m str> {
        match self.at.value.soft_delete.as_ref().map(|toggle| &toggle.value)? {
            Toggle::Off => None,
            Toggle::On => Some("deleted_at"),
            Toggle::Set(column) => Some(column),
        }
    }
}

impl<'m> Column<'m> {
    /// The table that it points to, where the spec has it.
    #[must_use]
    pub fn target_table(self) -> Option<Table<'m>> {
        self.table.model.table(&self.at.value.references.as_ref()?.table)
    }

    /// The column that it points to: the one that it names, else the only one of the primary key.
    #[must_use]
    pub fn target_column(self) -> Option<Column<'m>> {
        let table = self.target_table()?;
        match &self.at.value.references.as_ref()?.column {
            Some(name) => table.column(name),
            None => {
                let mut key = table.primary_key();
                key.next().filter(|_| key.next().is_none())
            }
        }
    }

    /// Where its type stands, with its arguments; none where it is written with escapes.
    #[must_use]
    pub fn type_span(self) -> Option<Span> {
        let node = self.type_node()?;
        let text = node.as_str()?;
        let start = self.inner_start(node)?;
        let span = Span::new(start, start + crate::value::Column::type_length(text));
        (text.get(..span.len()) == Some(span.of(self.table.model.spec.text()))).then_some(span)
    }

    /// Whether it is a moment or a day.
    #[must_use]
    pub fn is_time(self) -> bool {
        self.ty.starts_with("timestamp") || matches!(self.ty.as_str(), "date" | "datetime" | "date-time" | "time")
    }

    /// The edits that add a word to it, such as `pii`, or in its long form set the key of that name.
    #[must_use]
    pub fn mark(self, word: &str) -> Vec<Edit> {
        let tree = &self.table.model.spec.tree;
        let Some(node) = tree.node(self.at.node) else { return Vec::new() };
        match node.as_str() {
            Some(text) => tree.replace(node.id(), &format!("{text} {word}")),
            None => tree.set(node.id(), &word.replace(' ', "_"), "true"),
        }
    }

    /// The edits that take it out of its table; none where an index is on it.
    #[must_use]
    pub fn remove(self) -> Vec<Edit> {
        let name = &self.name.value;
        let mut indexed = self.table.indexes().iter().flat_map(|index| index.on.items());
        match &self.table.at.value.fields {
            Some(fields) if !indexed.any(|entry| index_column(entry) == name) => {
                self.table.model.spec.tree.remove_entry(fields.node, name)
            }
            _ => Vec::new(),
        }
    }

    /// The edits that let rows have nothing in it.
    #[must_use]
    pub fn let_be_empty(self) -> Vec<Edit> {
        let tree = &self.table.model.spec.tree;
        match tree.node(self.at.node).map(|node| node.as_str().is_some()) {
            Some(false) => tree.set(self.at.node, "not_null", "false"),
            _ => self.without("not null"),
        }
    }

    /// The edits that take a part of its short form out, with the white space before it.
    #[must_use]
    pub fn without(self, part: &str) -> Vec<Edit> {
        let Some(node) = self.table.model.spec.tree.node(self.at.node) else { return Vec::new() };
        let (Some(text), Some(start)) = (node.as_str(), self.inner_start(node)) else { return Vec::new() };
        let Some(at) = text.find(part) else { return Vec::new() };
        let before = text.get(..at).unwrap_or_default().trim_end().len();
        vec![Edit::delete(Span::new(start + before, start + at + part.len()))]
    }

    /// The edits that take back what it says that it was called before.
    #[must_use]
    pub fn without_former_name(self) -> Vec<Edit> {
        let tree = &self.table.model.spec.tree;
        match (tree.node(self.at.node).map(|node| node.as_str().is_some()), &self.was) {
            (Some(true), Some(was)) => self.without(&format!("was {was}")),
            _ => tree.remove_entry(self.at.node, "was"),
        }
    }

    fn type_node(self) -> Option<Node<'m>> {
        let node = self.table.model.spec.tree.node(self.at.node)?;
        if node.as_str().is_some() { Some(node) } else { node.get("type") }
    }

    /// Where a scalar's text begins, without its quote; none where it differs from how it is written.
    fn inner_start(self, node: Node<'m>) -> Option<usize> {
        let lead = match node.style()? {
            Style::Plain => 0,
            Style::Single | Style::Double => 1,
            Style::Block => return None,
        };
        let span = node.span();
        let inner = Span::new(span.start + lead, span.end.saturating_sub(lead));
        (node.as_str() == Some(inner.of(self.table.model.spec.text()))).then_some(inner.start)
    }
}

/// The column of an index's entry: `created_at desc` is `created_at`.
#[must_use]
pub fn index_column(entry: &str) -> &str {
    entry.split_whitespace().next().unwrap_or_default()
}

/// The schema type of a column's.
#[must_use]
pub fn field_type(ty: &str) -> &str {
    match ty {
        "smallint" | "serial" | "smallserial" | "mediumint" | "tinyint" | "integer" | "int" | "int2" | "int4" => {
            "integer"
        }
        "bigint" | "bigserial" | "int8" => "int64",
        "numeric" | "decimal" | "money" => "decimal",
        "real" | "float4" => "float",
        "double precision" | "double" | "float8" | "float" => "double",
        "bool" | "boolean" => "boolean",
        "uuid" | "date" | "enum" => ty,
        "json" | "jsonb" | "any" => "any",
        "bytea" | "blob" | "binary" | "varbinary" => "binary",
        "interval" => "duration",
        ty if ty.starts_with("timestamp") || ty == "datetime" => "date-time",
        ty if ty.starts_with("time") => "time",
        ty if BUILT_IN.contains(&ty) => ty,
        _ => "string",
    }
}
