//! Stores, tables, columns and caches.

use super::index::listed;
use super::{Model, Service, view};
use crate::spec::data::{ColumnUse, StoreKind};
use crate::spec::{self, At, Entries, Items};

view! {
    /// A store.
    Store of spec::data::Store, named
}

view! {
    /// A table or entity.
    Table of spec::data::Table, named
}

view! {
    /// A cache.
    Cache of spec::data::Cache
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column<'m> {
    /// Its table.
    pub table: Table<'m>,
    /// Its name.
    pub name: &'m At<String>,
    /// What the spec says of it.
    pub at: &'m At<ColumnUse>,
}

impl std::ops::Deref for Column<'_> {
    type Target = crate::value::Column;
    fn deref(&self) -> &crate::value::Column {
        &self.at.value.0
    }
}

impl<'s> Model<'s> {
    /// The stores that have a name.
    pub fn stores(&self) -> impl Iterator<Item = Store<'_>> {
        self.spec.system.stores.items().iter().filter(|at| at.name.is_some()).map(|at| Store { model: self, at })
    }

    /// The store of that name.
    #[must_use]
    pub fn store(&self, name: &str) -> Option<Store<'_>> {
        let at = self.spec.system.stores.items().get(*self.index.stores.get(name)?)?;
        Some(Store { model: self, at })
    }

    /// The tables that have a name.
    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.spec.system.data_model.items().iter().filter(|at| at.name.is_some()).map(|at| Table { model: self, at })
    }

    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Table<'_>> {
        let index = *self.table_ids.get(name)?;
        Some(Table { model: self, at: self.spec.system.data_model.items().get(index)? })
    }

    /// The table that a plural path segment names: `orders` is `orders`, `Orders`, `order` or `Order`.
    #[must_use]
    pub fn collection(&self, segment: &str) -> Option<Table<'_>> {
        self.table_at(*self.index.collections.get(&super::index::plain(segment))?)
    }

    /// The table at that position.
    pub(super) fn table_at(&self, at: usize) -> Option<Table<'_>> {
        self.spec.system.data_model.items().get(at).map(|at| Table { model: self, at })
    }

    /// Every column of every table.
    pub fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.tables().flat_map(Table::columns)
    }

    /// The caches.
    pub fn caches(&self) -> impl Iterator<Item = Cache<'_>> {
        self.spec.system.caches.items().iter().map(|at| Cache { model: self, at })
    }
}

impl<'m> Store<'m> {
    /// The services that say that they own it.
    pub fn owners(self) -> impl Iterator<Item = Service<'m>> {
        let owners = listed(&self.model.index.owners, self.name()).iter();
        owners.filter_map(|at| self.model.services.get(*at)).map(|at| Service { model: self.model, at })
    }

    /// The tables in it.
    pub fn tables(self) -> impl Iterator<Item = Table<'m>> {
        listed(&self.model.index.kept, self.name()).iter().filter_map(|at| self.model.table_at(*at))
    }

    /// What it is, as stated or as its engine says.
    #[must_use]
    pub fn kind(self) -> Option<StoreKind> {
        if let Some(kind) = &self.at.value.kind {
            return Some(kind.value);
        }
        engine_kind(&self.at.value.engine.as_ref()?.value)
    }

    /// Whether losing it loses something: it is neither a cache nor can it be made again.
    #[must_use]
    pub fn is_durable(self) -> bool {
        let ephemeral = self.at.value.ephemeral.as_ref().is_some_and(|it| it.value);
        !ephemeral && self.kind() != Some(StoreKind::Cache)
    }
}

impl<'m> Table<'m> {
    /// Where it is kept; the only store where there is one.
    #[must_use]
    pub fn store(self) -> Option<Store<'m>> {
        match &self.at.value.store {
            Some(name) => self.model.store(&name.value.0),
            None => {
                let mut stores = self.model.stores();
                stores.next().filter(|_| stores.next().is_none())
            }
        }
    }

    /// What it was called in an earlier version.
    #[must_use]
    pub fn former_name(self) -> Option<&'m str> {
        self.at.value.was.as_ref().map(|was| was.value.as_str())
    }

    /// The service that owns it: the one that it names, else its store's only owner.
    #[must_use]
    pub fn owner(self) -> Option<Service<'m>> {
        if let Some(owner) = &self.at.value.owner {
            return self.model.service(&owner.value.0);
        }
        let mut owners = self.store()?.owners();
        owners.next().filter(|_| owners.next().is_none())
    }

    /// Its columns, then those that every table has by policy.
    pub fn columns(self) -> impl Iterator<Item = Column<'m>> {
        let own = self.at.value.fields.entries();
        let policy = self.model.table_policy.map(|it| it.fields.entries()).unwrap_or_default();
        let policy = policy
            .iter()
            .filter(move |(name, _)| !own.is_empty() && !own.iter().any(|(other, _)| other.value == name.value));
        own.iter().chain(policy).map(move |(name, at)| Column { table: self, name, at })
    }

    /// The column of that name.
    #[must_use]
    pub fn column(self, name: &str) -> Option<Column<'m>> {
        self.columns().find(|column| column.name.value == name)
    }
}

impl<'m> Cache<'m> {
    /// What is cached, where the spec models it.
    #[must_use]
    pub fn table(self) -> Option<Table<'m>> {
        self.model.table(&self.at.value.of.as_ref()?.value.0)
    }

    /// Its name, or what it is of.
    #[must_use]
    pub fn label(self) -> &'m str {
        let name = self.at.value.name.as_ref().map(|name| name.value.0.as_str());
        name.or_else(|| self.at.value.of.as_ref().map(|of| of.value.0.as_str())).unwrap_or("cache")
    }
}

/// What a store of that engine is, where the engine is known.
#[must_use]
pub fn engine_kind(engine: &str) -> Option<StoreKind> {
    let engine = engine.to_lowercase();
    let name = engine.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    match name {
        "postgres" | "postgresql" | "mysql" | "mariadb" | "sqlite" | "oracle" | "mssql" | "sqlserver" | "aurora"
        | "cockroachdb" | "spanner" | "alloydb" | "hsqldb" | "h2" => Some(StoreKind::Relational),
        "mongodb" | "mongo" | "couchbase" | "firestore" | "documentdb" => Some(StoreKind::Document),
        "dynamodb" => Some(StoreKind::KeyValue),
        "cassandra" | "scylladb" | "bigtable" | "hbase" => Some(StoreKind::WideColumn),
        "elasticsearch" | "opensearch" | "solr" | "meilisearch" | "typesense" => Some(StoreKind::Search),
        "s3" | "gcs" | "minio" => Some(StoreKind::Blob),
        "memcached" => Some(StoreKind::Cache),
        "eventstoredb" | "kurrentdb" => Some(StoreKind::EventStore),
        "neo4j" | "neptune" => Some(StoreKind::Graph),
        "influxdb" | "timescaledb" => Some(StoreKind::TimeSeries),
        "bigquery" | "snowflake" | "redshift" | "clickhouse" => Some(StoreKind::Warehouse),
        _ => None,
    }
}

/// The regular English plural; `orders` stays as it is only through [`singular`].
#[must_use]
pub fn plural(word: &str) -> String {
    let consonant_y = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match consonant_y {
        Some(stem) if !stem.is_empty() => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The regular English singular of a plural; a word that is none stays.
#[must_use]
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "zes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && !stem.is_empty() => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_singulars_are_each_others_opposite() {
        for (one, many) in [
            ("order", "orders"),
            ("category", "categories"),
            ("box", "boxes"),
            ("key", "keys"),
            ("address", "addresses"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
        }
        assert_eq!(singular("status"), "status");
        assert_eq!(singular("address"), "address");
    }
}
