//! Tables as a database keeps them: every name is given, and every part is in the words of the dialect.

use super::types::Family;
use crate::model::Dialect;

/// The tables of a script, in an order in which they can be created.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) dialect: Dialect,
    pub(super) tables: Vec<Table>,
}

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) name: String,
    /// None where the spec has not said any yet: such a table is not created.
    pub(super) columns: Vec<Column>,
    /// The columns of its primary key.
    pub(super) key: Vec<String>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) indexes: Vec<Index>,
    pub(super) partition: Option<Partition>,
    pub(super) comment: Option<String>,
    /// What stands above it for its reader.
    pub(super) remarks: Vec<String>,
    /// What the spec calls it.
    pub(super) origin: Origin,
    /// What the spec calls its columns.
    pub(super) origins: Vec<Origin>,
}

/// What the spec calls a thing, now and before.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Its name here.
    pub(super) name: String,
    pub(super) said: String,
    /// What an earlier version called it.
    pub(super) was: Option<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) family: Family,
    pub(super) not_null: bool,
    pub(super) default: Option<String>,
    /// The expression that the database computes it from.
    pub(super) computed: Option<String>,
    /// The columns that it is computed from.
    pub(super) reads: Vec<String>,
    /// The database counts it up.
    pub(super) counts: bool,
    /// It serves an index alone, and no `SELECT *` shows it.
    pub(super) hidden: bool,
    pub(super) comment: Option<String>,
}

/// A condition that a table keeps, beside its primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constraint {
    pub(super) name: String,
    pub(super) kind: ConstraintKind,
    /// The columns of the table that it speaks of.
    pub(super) columns: Vec<String>,
    /// What follows its name.
    pub(super) sql: String,
}

/// What a constraint holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ConstraintKind {
    Unique,
    /// A check; with the literals of a list, where it says that a column has one of them.
    Check(Option<Vec<String>>),
    /// A foreign key to columns of a table.
    Foreign {
        to: String,
        targets: Vec<String>,
    },
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) unique: bool,
    /// The columns of the table that it holds.
    pub(super) columns: Vec<String>,
    /// What stands between its parentheses.
    pub(super) entries: String,
    /// The same one by one, without an order or a length.
    pub(super) keys: Vec<String>,
    /// The rows that it holds, where not all.
    pub(super) condition: Option<String>,
    /// Why it is there, where the spec does not list it.
    pub(super) why: Option<String>,
}

/// How a table is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Partition {
    pub(super) column: String,
    pub(super) by_range: bool,
    /// The names of its parts.
    pub(super) parts: Vec<String>,
}

impl Schema {
    /// The table of that name.
    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The tables that are created.
    pub(super) fn created(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|table| !table.columns.is_empty())
    }
}

impl Table {
    /// The column of that name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether no two rows have the same in those columns, in any order.
    pub(super) fn has_key(&self, columns: &[String]) -> bool {
        let is_it = |own: &[String]| own.len() == columns.len() && own.iter().all(|name| columns.contains(name));
        let unique = |it: &Constraint| it.kind == ConstraintKind::Unique && is_it(&it.columns);
        let index = |it: &Index| it.unique && it.condition.is_none() && is_it(&it.columns);
        is_it(&self.key) || self.constraints.iter().any(unique) || self.indexes.iter().any(index)
    }

    /// Its foreign keys, each with the table that it points to.
    pub(super) fn foreign(&self) -> impl Iterator<Item = (&Constraint, &str)> {
        self.constraints.iter().filter_map(|it| match &it.kind {
            ConstraintKind::Foreign { to, .. } => Some((it, to.as_str())),
            _ => None,
        })
    }
}

impl Column {
    /// Whether its default is another for each row.
    pub(super) fn varies(&self) -> bool {
        self.default.as_deref().is_some_and(super::column::is_random)
    }
}
