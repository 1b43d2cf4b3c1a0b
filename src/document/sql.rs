//! Scripts that create the tables of a relational store.

mod column;
mod expression;
mod key;
mod name;
mod order;
mod table;
mod types;

use self::name::line;
use self::table::Planned;
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Dialect, Model, Store, Table};

pub(super) const KIND: Kind = Kind { id: "sql", entries, write };

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    let of_store = |store: Store<'m>| {
        let has_columns = kept(store).any(|table| table.columns().next().is_some());
        (is_relational(store) && has_columns).then(|| Entry {
            id: format!("sql:{}", store.name()),
            tab: "SQL",
            title: store.name().to_owned(),
            path: format!("sql/{}.sql", file_name(store.name())),
            format: Format::Sql,
        })
    };
    model.stores().filter_map(of_store).collect()
}

fn write<'m>(Source { model, .. }: Source<'m>, name: &str) -> Option<String> {
    let store = model.store(name).filter(|store| is_relational(*store))?;
    let tables: Vec<Table<'m>> = kept(store).collect();
    tables.iter().any(|table| table.columns().next().is_some()).then(|| script(store, &tables))
}

/// The tables that a store keeps, also where it is the only store and they do not name it.
fn kept<'m>(store: Store<'m>) -> impl Iterator<Item = Table<'m>> {
    store.model.tables().filter(move |table| table.store().is_some_and(|other| other.name() == store.name()))
}

fn is_relational(store: Store<'_>) -> bool {
    use crate::spec::data::StoreKind;
    store.kind().map_or(store.at.value.engine.is_none(), |kind| kind == StoreKind::Relational)
}

fn script(store: Store<'_>, tables: &[Table<'_>]) -> String {
    let dialect = store.dialect().unwrap_or(Dialect::Postgres);
    let mut text = head(store, dialect);
    let mut planned = table::plan(dialect, tables);
    let (keys, refused) = key::foreign(dialect, &planned);
    let order = order::order(planned.len(), &keys);
    for (at, note) in refused {
        if let Some(table) = planned.get_mut(at) {
            table.notes.push(note);
        }
    }
    let mut place = vec![0_usize; planned.len()];
    for (position, at) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*at) {
            *slot = position;
        }
    }
    // SQLite takes a key to a table that is not there yet, and none afterwards.
    let inline = |key: &key::Foreign| dialect == Dialect::Sqlite || place.get(key.to) <= place.get(key.from);
    for at in order {
        let Some(table) = planned.get(at) else { continue };
        let own: Vec<&key::Foreign> = keys.iter().filter(|key| key.from == at && inline(key)).collect();
        text.push('\n');
        text.push_str(&table::create(dialect, table, &own, &planned));
    }
    for key in keys.iter().filter(|key| !inline(key)) {
        text.push('\n');
        text.push_str(&key::added(dialect, key, &planned));
    }
    text
}

fn head(store: Store<'_>, dialect: Dialect) -> String {
    let said = &store.at.value;
    let mut text = format!("-- {}\n", line(store.name()));
    if let Some(summary) = &said.summary {
        text.push_str(&format!("-- {}\n", line(&summary.value)));
    }
    match (&said.engine, store.dialect()) {
        (Some(engine), None) => {
            text.push_str(&format!("-- The engine is {}; this is written for PostgreSQL.\n", line(&engine.value)));
        }
        (None, _) => text.push_str("-- No engine is stated; this is written for PostgreSQL.\n"),
        _ => {}
    }
    if let Some(cut) = &said.partition_by {
        text.push_str(&format!("-- The store is cut by {}.\n", line(&cut.value)));
    }
    text.push_str(match dialect {
        Dialect::Postgres => "",
        Dialect::Mysql => "-- Moments are UTC: `timestamp` would end in 2038.\n",
        Dialect::Sqlite => "PRAGMA foreign_keys = ON;\n",
    });
    text
}

/// A table as the rest of the script knows it.
fn find<'p, 'm>(planned: &'p [Planned<'m>], name: &str) -> Option<(usize, &'p Planned<'m>)> {
    planned.iter().enumerate().find(|(_, it)| it.table.name() == name)
}
