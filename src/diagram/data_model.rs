//! The data model: entities with their fields, grouped by store, and the references between them.

use std::collections::BTreeMap;

use super::content::{Cardinality, Content, Element, End, Entity, Er, Field, Group, Key, Relation};
use super::service_map::store_detail;
use super::{Diagram, Ids};
use crate::model::{Column, Model, Store, Table};
use crate::spec::Items;

/// Draws the tables, all of them or those of one store; the domain's objects by name where there are no tables yet.
#[must_use]
pub fn diagram(model: &Model<'_>, only: Option<Store<'_>>) -> Diagram {
    let is_meant = |store: Option<Store<'_>>| only.is_none_or(|only| store.is_some_and(|it| it.name() == only.name()));
    let tables: Vec<Table<'_>> = model.tables().filter(|table| is_meant(table.store())).collect();
    let mut ids = Ids::new();
    let mut er = Er::default();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for store in model.stores().filter(|store| is_meant(Some(*store)) && store.tables().next().is_some()) {
        let element = Element::new(ids.of("store", store.name()), store.name(), store.at.span);
        groups.insert(store.name(), er.groups.len());
        er.groups.push(Group { element: element.with_detail(store_detail(store)), kind: "store", parent: None });
    }
    let mut indices: BTreeMap<&str, usize> = BTreeMap::new();
    for table in tables.iter().copied() {
        indices.entry(table.name()).or_insert(er.entities.len());
        let group = table.store().and_then(|store| groups.get(store.name()).copied());
        er.entities.push(entity(table, group, &mut ids));
    }
    for (from, table) in tables.iter().enumerate() {
        let columns = table.columns().enumerate();
        er.relations.extend(columns.filter_map(|(at, column)| relation((from, at), column, &indices, &mut ids)));
    }
    if er.entities.is_empty() {
        for concept in model.system().data_entities.items() {
            let element = Element::new(ids.of("entity", &concept.value.0), concept.value.0.as_str(), concept.span);
            er.entities.push(Entity { element, group: None, fields: Vec::new() });
        }
    }
    let of = only.map_or_else(|| model.name(), |store| store.name());
    Diagram::new(format!("Data model of {of}"), Content::Er(er))
}

fn entity(table: Table<'_>, group: Option<usize>, ids: &mut Ids) -> Entity {
    let element = Element::new(ids.of("entity", table.name()), table.name(), table.at.span);
    // A store says whose its tables are; a table that says it itself has another owner.
    let detail = table.at.value.owner.as_ref().map_or(String::new(), |owner| owner.value.0.clone());
    // Where nobody says what may be absent, nothing is marked as such.
    let says = table.columns().any(|column| column.not_null && !column.primary_key);
    let fields = table.columns().map(|column| Field {
        element: Element::new(
            ids.of("field", &format!("{} {}", table.name(), column.name.value)),
            &column.name.value,
            {
                // The name belongs to the field; a policy's column is written once for all tables.
                column.name.span.to(column.at.span)
            },
        )
        .with_detail(kind(column)),
        keys: keys(column),
        optional: says && !column.not_null,
    });
    Entity { fields: fields.collect(), element: element.with_detail(detail), group }
}

/// The type with its arguments; the values of an enumeration would be too long.
fn kind(column: Column<'_>) -> String {
    if column.arguments.is_empty() || column.ty == "enum" {
        return column.ty.clone();
    }
    format!("{}({})", column.ty, column.arguments.join(", "))
}

fn keys(column: Column<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    if column.primary_key {
        keys.push(Key::Primary);
    }
    if column.references.is_some() {
        keys.push(Key::Foreign);
    }
    if column.unique && !column.primary_key {
        keys.push(Key::Unique);
    }
    keys
}

fn relation(
    (from, at): (usize, usize),
    column: Column<'_>,
    indices: &BTreeMap<&str, usize>,
    ids: &mut Ids,
) -> Option<Relation> {
    let target = column.references.as_ref()?;
    let to = *indices.get(target.table.as_str())?;
    let table = column.table.model.table(&target.table)?;
    let field = table.columns().position(|other| match &target.column {
        Some(name) => other.name.value == *name,
        None => other.primary_key,
    });
    let alone = column.table.columns().filter(|other| other.primary_key).count() == 1;
    let one = column.unique || column.primary_key && alone;
    let name = format!("{} {}", column.table.name(), column.name.value);
    Some(Relation {
        element: Element::new(ids.of("relation", &name), "", column.at.span),
        from: End {
            entity: from,
            field: Some(at),
            many: if one { Cardinality::ZeroOrOne } else { Cardinality::ZeroOrMany },
        },
        to: End { entity: to, field, many: if column.not_null { Cardinality::One } else { Cardinality::ZeroOrOne } },
    })
}
