//! Scripts that create the tables of a relational store.

mod build;
mod column;
mod create;
mod expression;
mod index;
mod key;
pub(super) mod migration;
mod name;
mod order;
mod schema;
mod types;

use self::name::line;
use self::schema::Schema;
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Dialect, Model, Store, Table};
use crate::spec::data::StoreKind;

pub(super) const KIND: Kind = Kind {
    id: "sql",
    tab: "SQL",
    needs: "tables with their fields under `data_model:`, in a relational store",
    entries,
    write,
};

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    databases(model).into_iter().map(|it| it.entry(KIND.id, KIND.tab, "")).collect()
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    let database = databases(model).into_iter().find(|it| it.name() == name)?;
    Some(format!("{}{}", database.head(), create::script(&database.schema())))
}

/// A store with its tables; without a store, the tables of which nothing says where they are kept.
struct Database<'m> {
    store: Option<Store<'m>>,
    tables: Vec<Table<'m>>,
    /// Some of the tables name no store.
    takes_in: bool,
}

/// What a script is written for.
fn databases<'m>(model: &'m Model<'m>) -> Vec<Database<'m>> {
    let host = host(model);
    let strays: Vec<Table<'m>> =
        model.tables().filter(|table| table.at.value.store.is_none() && table.store().is_none()).collect();
    let of_store = |store: Store<'m>| {
        let is_host = host.is_some_and(|host| host.name() == store.name());
        let own = model.tables().filter(|table| match table.store() {
            Some(other) => other.name() == store.name(),
            None => is_host && table.at.value.store.is_none(),
        });
        Database { store: Some(store), tables: own.collect(), takes_in: is_host && !strays.is_empty() }
    };
    let stores = model.stores().filter(|store| is_relational(*store)).map(of_store);
    // Where all stores are of other kinds, such a table is no table.
    let is_open = model.stores().all(|store| !keeps_data(store)) || model.stores().any(is_relational);
    let alone = (host.is_none() && is_open).then(|| Database { store: None, tables: strays.clone(), takes_in: false });
    let has_columns = |it: &Database<'m>| it.tables.iter().any(|table| table.columns().next().is_some());
    stores.chain(alone).filter(has_columns).collect()
}

/// The store of the tables that name none: the only one that data is kept in.
fn host<'m>(model: &'m Model<'m>) -> Option<Store<'m>> {
    let mut stores = model.stores().filter(|store| keeps_data(*store));
    let only = stores.next().filter(|_| stores.next().is_none())?;
    is_relational(only).then_some(only)
}

/// Whether a store is where data is first written, unlike a cache, a search index or files.
fn keeps_data(store: Store<'_>) -> bool {
    use StoreKind::{Blob, Cache, Search, TimeSeries, Vector, Warehouse};
    !matches!(store.kind(), Some(Blob | Cache | Search | TimeSeries | Vector | Warehouse)) && store.is_durable()
}

fn is_relational(store: Store<'_>) -> bool {
    store.kind().map_or(store.at.value.engine.is_none(), |kind| kind == StoreKind::Relational)
}

impl<'m> Database<'m> {
    fn name(&self) -> &'m str {
        self.store.map_or("", |store| store.name())
    }

    fn dialect(&self) -> Dialect {
        self.store.and_then(Store::dialect).unwrap_or(Dialect::Postgres)
    }

    fn schema(&self) -> Schema {
        build::build(self.dialect(), &self.tables)
    }

    /// Its document of a kind; `end` is what the file's name ends with.
    fn entry(&self, kind: &str, tab: &'static str, end: &str) -> Entry {
        let (id, title) = match self.store {
            Some(store) => (format!("{kind}:{}", store.name()), store.name().to_owned()),
            None => (kind.to_owned(), "tables without a store".to_owned()),
        };
        Entry { id, tab, path: format!("sql/{}{end}.sql", file_name(&title)), title, format: Format::Sql }
    }

    fn head(&self) -> String {
        let Some(store) = self.store else {
            return "-- Tables of which nothing says where they are kept; this is written for PostgreSQL.\n".to_owned();
        };
        let said = &store.at.value;
        let mut lines = vec![line(store.name())];
        lines.extend(said.summary.iter().map(|summary| line(&summary.value)));
        match (&said.engine, store.dialect()) {
            (Some(engine), None) => {
                lines.push(format!("The engine is {}; this is written for PostgreSQL.", line(&engine.value)));
            }
            (None, _) => lines.push("No engine is stated; this is written for PostgreSQL.".to_owned()),
            _ => {}
        }
        if self.takes_in {
            lines.push("Tables that name no store are here, too: no other store keeps such data.".to_owned());
        }
        lines.extend(said.partition_by.iter().map(|cut| format!("The store is cut by {}.", line(&cut.value))));
        let dialect = self.dialect();
        if dialect == Dialect::Mysql {
            lines.push("Moments are UTC: `timestamp` would end in 2038.".to_owned());
        }
        let mut text: String = lines.iter().map(|it| format!("-- {it}\n")).collect();
        if dialect == Dialect::Sqlite {
            text.push_str("PRAGMA foreign_keys = ON;\n");
        }
        text
    }
}
