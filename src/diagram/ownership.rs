//! Who answers for which data: teams, their services, the stores and tables of those, and who else reads or writes them.

use std::collections::BTreeMap;

use super::Diagram;
use super::borders::team_of;
use super::content::{Line, NodeKind};
use super::service_map::{node_kind, service_detail, store_detail};
use super::sketch::{Place, Said, Sketch};
use crate::model::{Model, Service, Store, Table};
use crate::spec::Items;
use crate::spec::data::StoreKind;

/// Whether any data has an owner.
pub(super) fn is_stated(model: &Model<'_>) -> bool {
    model.stores().any(|store| store.owners().next().is_some()) || model.tables().any(|table| table.owner().is_some())
}

/// Draws who owns which stores and tables, and who reads and writes what is another's.
#[must_use]
pub fn diagram(model: &Model<'_>) -> Diagram {
    let mut sketch = Sketch::default();
    for service in model.services().filter(|service| touches(*service)) {
        let team = team_of(service).map(|(team, span)| sketch.group("team", team, span));
        let node = sketch.node(Place::Service, node_kind(service.kind()), service.name(), service.at.span);
        node.group = team;
        node.element.detail = service_detail(service);
    }
    for store in model.stores() {
        place_store(&mut sketch, store);
    }
    for table in model.tables() {
        place_table(&mut sketch, table);
    }
    others(model, &mut sketch);
    sketch.finish(format!("Ownership in {}", model.name()))
}

/// Whether a service owns, reads or writes any data.
fn touches(service: Service<'_>) -> bool {
    let said = &service.at.value;
    let stores = [&said.owns, &said.reads, &said.writes].into_iter().any(|names| !names.items().is_empty());
    stores || service.tables().next().is_some() || used(service).next().is_some()
}

/// The tables that its endpoints and handlers read and write.
fn used<'m>(service: Service<'m>) -> impl Iterator<Item = (&'static str, Table<'m>, crate::text::Span)> {
    let reads = service.endpoints().flat_map(|endpoint| endpoint.at.value.reads.items());
    let reads = reads.filter_map(move |it| Some(("read", service.model.table(&it.value.0)?, it.span)));
    reads.chain(service.writes().map(|(table, span)| ("write", table, span)))
}

/// A store with the team of its owner, and an arrow from everybody who owns it.
fn place_store(sketch: &mut Sketch, store: Store<'_>) {
    let kind = if store.kind() == Some(StoreKind::Cache) { NodeKind::Cache } else { NodeKind::Store };
    sketch.node(Place::Store, kind, store.name(), store.at.span).element.detail = store_detail(store);
    let at = sketch.flow.nodes.len() - 1;
    for (owner, place) in store.writers().into_iter().chain(store.readers()) {
        let Some(from) = sketch.find(Place::Service, owner.name()) else { continue };
        let said = &owner.at.value;
        let ways = [("own", "owns", &said.owns), ("write", "writes", &said.writes), ("read", "reads", &said.reads)];
        let mut named = ways.iter().filter(|(.., names)| names.items().iter().any(|it| it.value.0 == store.name()));
        let Some((kind, label, _)) = named.next().copied() else { continue };
        if kind == "own" && sketch.group_of(at).is_none() {
            sketch.set_group(at, sketch.group_of(from));
        }
        let line = if kind == "own" { Line::Association } else { Line::Synchronous };
        sketch.edge(kind, line, (from, at), label.to_owned(), place.span);
    }
}

/// A table below its store; below its owner where it names one, or has no store.
fn place_table(sketch: &mut Sketch, table: Table<'_>) {
    let node = sketch.node(Place::Table, NodeKind::Entity, table.name(), table.at.span);
    node.element.detail = table.at.value.summary.as_ref().map_or(String::new(), |it| it.value.clone());
    let at = sketch.flow.nodes.len() - 1;
    let store = table.at.value.store.as_ref();
    let owner = table.at.value.owner.as_ref();
    if let Some((from, span)) = store.and_then(|it| Some((sketch.find(Place::Store, &it.value.0)?, it.span))) {
        sketch.set_group(at, sketch.group_of(from));
        sketch.edge("keep", Line::Association, (from, at), String::new(), span);
    }
    if let Some((from, span)) = owner.and_then(|it| Some((sketch.find(Place::Service, &it.value.0)?, it.span))) {
        sketch.set_group(at, sketch.group_of(from));
        sketch.edge("own", Line::Association, (from, at), "owns".to_owned(), span);
    }
}

/// What services do with tables that are not theirs: one arrow for each kind of use.
fn others(model: &Model<'_>, sketch: &mut Sketch) {
    let mut said: BTreeMap<(usize, usize, &'static str), Said<'_>> = BTreeMap::new();
    for service in model.services() {
        let Some(from) = sketch.find(Place::Service, service.name()) else { continue };
        for (kind, table, span) in used(service) {
            if table.owner().is_some_and(|owner| owner.is(service)) {
                continue;
            }
            if let Some(to) = sketch.find(Place::Table, table.name()) {
                said.entry((from, to, kind)).or_default().push((if kind == "read" { "reads" } else { "writes" }, span));
            }
        }
    }
    for ((from, to, kind), said) in said {
        sketch.gathered_edge(kind, Line::Synchronous, (from, to), &said);
    }
}
