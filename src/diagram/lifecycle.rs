//! What becomes of data: of an entry of a cache, of the rows of a table and their states, of what a store keeps.

use std::collections::BTreeMap;

use super::Diagram;
use super::content::{Line, NodeKind};
use super::sketch::{Place, Sketch};
use crate::model::{Cache, Model, Store, Table};
use crate::spec::data::{Backup, CachePattern};
use crate::spec::endpoint::Method;
use crate::spec::{At, Items, Toggle};
use crate::text::Span;
use crate::value::Duration;

/// The caches that say how an entry comes or goes.
pub(super) fn caches<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Cache<'m>> {
    model.caches().filter(|cache| {
        let said = &cache.at.value;
        let goes = said.ttl.is_some() || !said.invalidated_by.items().is_empty() || said.eviction.is_some();
        goes || said.pattern.is_some() || !said.filled_by.items().is_empty()
    })
}

/// The tables that say how long a row stays, or that a deleted one stays for a while.
pub(super) fn tables<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Table<'m>> {
    model.tables().filter(|table| table.retention().is_some() || soft_delete(*table).is_some())
}

/// The stores without tables that say how long something stays in them.
pub(super) fn stores<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Store<'m>> {
    model.stores().filter(|store| store.at.value.retention.is_some() && store.tables().next().is_none())
}

/// Draws how an entry of a cache is filled, found, and taken away again.
#[must_use]
pub fn cache(cache: Cache<'_>) -> Diagram {
    let said = &cache.at.value;
    let mut sketch = Sketch::default();
    let span = cache.at.span;
    let start = sketch.add(NodeKind::Start, "start", String::new(), span);
    let of = said.of.as_ref().map(|of| of.value.0.as_str());
    let absent = sketch.add(NodeKind::State, "not cached", of.unwrap_or_default().to_owned(), span);
    let kept = said.store.as_ref().map(|store| format!("in {}", store.value));
    let key = said.key.as_ref().map(|key| key.value.clone());
    let cached =
        sketch.add(NodeKind::State, "cached", key.into_iter().chain(kept).collect::<Vec<_>>().join(" · "), span);
    let mut go = |kind, ends, label: String, span| sketch.edge(kind, Line::Synchronous, ends, label, span);
    go("begin", (start, absent), String::new(), span);
    let service = said.service.as_ref().map_or("a reader", |service| service.value.0.as_str());
    let pattern = said.pattern.as_ref();
    let filled = match pattern.map(|pattern| pattern.value) {
        Some(CachePattern::CacheAside) => format!("a miss: {service} reads and fills it"),
        Some(CachePattern::ReadThrough) => "a miss: the cache reads it".to_owned(),
        Some(CachePattern::WriteThrough) => "a write fills it too".to_owned(),
        Some(CachePattern::WriteBehind) => "a write goes here first".to_owned(),
        Some(CachePattern::RefreshAhead) => "filled before it is asked for".to_owned(),
        None => "filled".to_owned(),
    };
    go("fill", (absent, cached), filled, pattern.map_or(span, |pattern| pattern.span));
    for event in said.filled_by.items() {
        go("fill", (absent, cached), event.value.0.clone(), event.span);
    }
    go("hit", (cached, cached), "a hit".to_owned(), span);
    if pattern.is_some_and(|pattern| pattern.value == CachePattern::WriteBehind) {
        go("flush", (cached, cached), "written to its home later".to_owned(), pattern.map_or(span, |it| it.span));
    }
    if let Some(ttl) = &said.ttl {
        go("expire", (cached, absent), format!("expires after {}", ttl.value), ttl.span);
    }
    for by in said.invalidated_by.items() {
        go("invalidate", (cached, absent), format!("invalidated by {}", by.value), by.span);
    }
    if let Some(eviction) = &said.eviction {
        let size = said.size.as_ref().map(|size| format!(" at {}", size.value)).unwrap_or_default();
        go("evict", (cached, absent), format!("evicted: {}{size}", eviction.value), eviction.span);
    }
    if let Some(failure) = &said.on_failure {
        let away = sketch.add(NodeKind::State, "out of reach", failure.value.clone(), failure.span);
        sketch.edge("fail", Line::Asynchronous, (cached, away), "the cache fails".to_owned(), failure.span);
    }
    sketch.finish_states(format!("Entry of {}", cache.label()))
}

/// Draws how a row is written, marked as deleted, kept and removed, and how long a copy of it stays in backups.
#[must_use]
pub fn table(table: Table<'_>) -> Diagram {
    let span = table.at.span;
    let mut sketch = Sketch::default();
    let start = sketch.add(NodeKind::Start, "start", String::new(), span);
    let store = table.store().map(|store| format!("in {}", store.name()));
    let kept = sketch.add(NodeKind::State, "kept", store.unwrap_or_default(), span);
    let writers = table.writers();
    let of = |methods: &[Method]| -> Vec<(String, Span)> {
        let made = writers.iter().filter(|writer| writer.endpoint.is_some_and(|it| methods.contains(&it.method())));
        made.map(|writer| (writer.label.clone(), writer.place)).collect()
    };
    join(&mut sketch, "write", (start, kept), &of(&[Method::Post]), Some(("written", span)));
    join(&mut sketch, "change", (kept, kept), &of(&[Method::Put, Method::Patch]), None);
    let end = sketch.add(NodeKind::End, "removed", String::new(), span);
    let deletes = of(&[Method::Delete]);
    let leaves = match soft_delete(table) {
        Some((column, place)) => {
            let marked = sketch.add(NodeKind::State, "marked as deleted", column, place);
            join(&mut sketch, "delete", (kept, marked), &deletes, Some(("deleted", place)));
            vec![kept, marked]
        }
        None => {
            join(&mut sketch, "delete", (kept, end), &deletes, None);
            vec![kept]
        }
    };
    if let Some(retention) = table.retention() {
        leave(&mut sketch, &leaves, end, retention);
    }
    if let Some(backup) = table.store().and_then(|store| store.at.value.backup.as_ref()) {
        backed_up(&mut sketch, kept, end, backup);
    }
    sketch.finish_states(format!("Rows of {}", table.name()))
}

/// The tables that say which states a row goes through.
pub(super) fn with_states<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Table<'m>> {
    model.tables().filter(|table| table.states().next().is_some())
}

/// Draws the states of a row, from those that it begins in to those that nothing follows.
#[must_use]
pub fn states(table: Table<'_>) -> Diagram {
    let mut sketch = Sketch::default();
    let column = table.state_column();
    let start = sketch.add(NodeKind::Start, "start", String::new(), column.map_or(table.at.span, |it| it.at.span));
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let own = table.states().map(|it| it.name);
    for name in own.chain(table.state_names()) {
        let state = || sketch.add(NodeKind::State, &name.value, String::new(), name.span);
        places.entry(&name.value).or_insert_with(state);
    }
    for first in table.first_states() {
        if let Some(place) = places.get(first) {
            let span = sketch.flow.nodes.get(*place).map_or(table.at.span, |it| it.element.span);
            sketch.edge("begin", Line::Synchronous, (start, *place), String::new(), span);
        }
    }
    let mut end = None;
    for state in table.states() {
        let Some(&from) = places.get(state.name.value.as_str()) else { continue };
        for next in &state.next.value.0 {
            let Some(&to) = places.get(next.value.as_str()) else { continue };
            sketch.edge("become", Line::Synchronous, (from, to), String::new(), next.span);
        }
        if state.next.value.0.is_empty() {
            let end = *end.get_or_insert_with(|| sketch.add(NodeKind::End, "end", String::new(), table.at.span));
            sketch.edge("finish", Line::Synchronous, (from, end), String::new(), state.next.span);
        }
    }
    sketch.finish_states(format!("States of {}", table.name()))
}

/// Draws how long a store keeps what is written into it.
#[must_use]
pub fn store(store: Store<'_>) -> Diagram {
    let span = store.at.span;
    let mut sketch = Sketch::default();
    let start = sketch.add(NodeKind::Start, "start", String::new(), span);
    let kept = sketch.add(NodeKind::State, "kept", format!("in {}", store.name()), span);
    let end = sketch.add(NodeKind::End, "removed", String::new(), span);
    sketch.edge("write", Line::Synchronous, (start, kept), "written".to_owned(), span);
    if let Some(retention) = &store.at.value.retention {
        leave(&mut sketch, &[kept], end, retention);
    }
    if let Some(backup) = &store.at.value.backup {
        backed_up(&mut sketch, kept, end, backup);
    }
    sketch.finish_states(format!("What {} keeps", store.name()))
}

/// The column that marks a row as deleted, and where that is said.
fn soft_delete(table: Table<'_>) -> Option<(String, Span)> {
    let said = table.at.value.soft_delete.as_ref().filter(|it| it.is_on())?;
    Some((said.value.details().cloned().unwrap_or_default(), said.span))
}

/// One arrow for all that leads from one state to the next, else one that says so much in general.
fn join(
    sketch: &mut Sketch,
    kind: &'static str,
    ends: (usize, usize),
    by: &[(String, Span)],
    else_: Option<(&str, Span)>,
) {
    let said: Vec<(&str, Span)> = by.iter().map(|(label, span)| (label.as_str(), *span)).collect();
    match (said.as_slice(), else_) {
        ([], Some((label, span))) => sketch.edge(kind, Line::Synchronous, ends, label.to_owned(), span),
        (some, _) => sketch.gathered_edge(kind, Line::Synchronous, ends, some),
    }
}

fn leave(sketch: &mut Sketch, from: &[usize], end: usize, retention: &At<Duration>) {
    for from in from {
        let label = format!("after {}", retention.value);
        sketch.edge("expire", Line::Synchronous, (*from, end), label, retention.span);
    }
}

/// A copy lives on in backups after its original is gone.
fn backed_up(sketch: &mut Sketch, kept: usize, end: usize, backup: &At<Toggle<Backup>>) {
    let Some(said) = Some(&backup.value).filter(|it| it.is_on()) else { return };
    let details = said.details();
    let regions: Vec<&str> =
        details.map(|it| it.regions.items()).unwrap_or_default().iter().map(|it| it.value.as_str()).collect();
    let copy = sketch.add(NodeKind::State, "in a backup", regions.join(", "), backup.span);
    let every = details.and_then(|it| it.every.as_ref());
    let label = every.map_or_else(|| "backed up".to_owned(), |every| format!("copied every {}", every.value));
    sketch.edge("copy", Line::Asynchronous, (kept, copy), label, every.map_or(backup.span, |it| it.span));
    if let Some(keep) = details.and_then(|it| it.keep.as_ref()) {
        leave(sketch, &[copy], end, keep);
    }
}

/// Draws where data is cached: who reads through which cache, what it holds, and what fills and clears it.
#[must_use]
pub fn caching(model: &Model<'_>) -> Diagram {
    let mut sketch = Sketch::default();
    for cache in model.caches() {
        let said = &cache.at.value;
        let ttl = said.ttl.as_ref().map(|ttl| ttl.value.to_string());
        let pattern = said.pattern.as_ref().map(|pattern| pattern.value.word().to_owned());
        let store = said.store.as_ref().map(|store| store.value.clone());
        let detail = pattern.into_iter().chain(store).chain(ttl).collect::<Vec<_>>().join(" · ");
        let at = sketch.add(NodeKind::Cache, cache.label(), detail, cache.at.span);
        if let Some(name) = &said.service {
            let user = found(&mut sketch, Place::Service, NodeKind::Service, &name.value.0, name.span);
            sketch.edge("read", Line::Synchronous, (user, at), String::new(), name.span);
        }
        if let Some(of) = &said.of {
            let home = found(&mut sketch, Place::Table, NodeKind::Entity, &of.value.0, of.span);
            let store = model.table(&of.value.0).and_then(|table| table.store()).map_or("", |store| store.name());
            if let Some(node) = sketch.flow.nodes.get_mut(home) {
                store.clone_into(&mut node.element.detail);
            }
            sketch.edge("hold", Line::Association, (at, home), "copies of".to_owned(), of.span);
        }
        let mut told: Vec<(&'static str, &str, Span)> = Vec::new();
        told.extend(said.invalidated_by.items().iter().map(|by| ("invalidates", by.value.as_str(), by.span)));
        told.extend(said.filled_by.items().iter().map(|by| ("fills", by.value.0.as_str(), by.span)));
        for (what, by, span) in told {
            let from = found(&mut sketch, Place::Event, NodeKind::Event, by, span);
            sketch.edge("tell", Line::Asynchronous, (from, at), what.to_owned(), span);
        }
    }
    sketch.finish(format!("Caches of {}", model.name()))
}

/// The node of that name, drawn where it is new.
fn found(sketch: &mut Sketch, place: Place, kind: NodeKind, name: &str, span: Span) -> usize {
    sketch.find(place, name).unwrap_or_else(|| {
        sketch.node(place, kind, name, span);
        sketch.flow.nodes.len() - 1
    })
}
