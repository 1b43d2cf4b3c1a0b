//! Where each name leads: what a view asks of its neighbourhood, found without walking the whole system.

use std::collections::BTreeMap;

use super::{Model, plural, singular};
use crate::order;
use crate::spec::endpoint::Method;
use crate::spec::{self, Items};
use crate::text::Span;

/// Positions in the model's lists by the names that lead to them.
///
/// Of several things of one name the first is meant, but for tables, where it is the last. Lists are by the name of a
/// service and hold what belongs to any service of that name.
#[derive(Debug, Default)]
pub(super) struct Index<'s> {
    pub(super) stores: BTreeMap<&'s str, usize>,
    pub(super) channels: BTreeMap<&'s str, usize>,
    pub(super) events: BTreeMap<&'s str, usize>,
    pub(super) schemas: BTreeMap<&'s str, usize>,
    /// Tables by what a path calls all of their rows.
    pub(super) collections: BTreeMap<String, usize>,
    pub(super) endpoints: Lists<'s>,
    pub(super) calls: Lists<'s>,
    pub(super) callers: Lists<'s>,
    pub(super) subscriptions: Lists<'s>,
    /// Tables by the service that owns them.
    pub(super) owned: Lists<'s>,
    /// Tables by their store.
    pub(super) kept: Lists<'s>,
    /// Services by the stores that they own.
    pub(super) owners: Lists<'s>,
    /// Services by the stores that they own, write or read.
    pub(super) users: Lists<'s>,
    /// Events by their channel.
    pub(super) carried: Lists<'s>,
    /// Handlers by event.
    pub(super) consumers: Lists<'s>,
    /// Publications by event.
    pub(super) producers: Lists<'s>,
    /// Endpoints by the entities that they change: as they say, else as their paths say.
    pub(super) changed: Lists<'s>,
    /// Endpoints by the entities that they say they read.
    pub(super) read: Lists<'s>,
    /// Handlers by the entities that they change.
    pub(super) handled: Lists<'s>,
    /// Events that are published by whatever the spec says so of, each with where it is said first.
    pub(super) published: BTreeMap<&'s str, Span>,
}

/// Positions by name.
pub(super) type Lists<'s> = BTreeMap<&'s str, Vec<usize>>;

/// The positions under a name; none where nothing bears it.
pub(super) fn listed<'i>(lists: &'i Lists<'_>, name: &str) -> &'i [usize] {
    lists.get(name).map(Vec::as_slice).unwrap_or_default()
}

impl<'s> Index<'s> {
    pub(super) fn new(model: &Model<'s>) -> Self {
        let mut index = Self::default();
        index.named(&model.spec.system);
        index.services(model);
        for (at, entry) in model.endpoints.iter().enumerate() {
            add(&mut index.endpoints, entry.parts().1.and_then(|service| service_name(model, service)), at);
        }
        for (at, (service, call)) in model.calls.iter().enumerate() {
            add(&mut index.calls, service_name(model, *service), at);
            add(&mut index.callers, call.to.as_ref().map(|to| to.value.0.as_str()), at);
        }
        for (at, (service, subscription)) in model.subscriptions.iter().enumerate() {
            add(&mut index.subscriptions, service_name(model, *service), at);
            add(&mut index.consumers, subscription.event.as_ref().map(|event| event.value.0.as_str()), at);
        }
        for (at, publication) in model.publications.iter().enumerate() {
            add(&mut index.producers, Some(publication.event), at);
        }
        index.tables(model);
        index.uses(model);
        index.published(model);
        index
    }

    fn uses(&mut self, model: &Model<'s>) {
        let tables = model.spec.system.data_model.items();
        for (at, entry) in model.endpoints.iter().enumerate() {
            let endpoint = entry.parts().0;
            let mut written: Vec<&'s str> = endpoint.writes.items().iter().map(|it| it.value.0.as_str()).collect();
            let changes = matches!(entry.method(), Method::Put | Method::Patch | Method::Delete);
            if written.is_empty() && changes {
                let collection = entry.last_static().and_then(|it| self.collections.get(&plain(it)).copied());
                let table = collection.and_then(|it| tables.get(it)).and_then(|it| it.name.as_ref());
                written.extend(table.map(|name| name.value.0.as_str()));
            }
            for name in each_once(written) {
                add(&mut self.changed, Some(name), at);
            }
            for name in each_once(endpoint.reads.items().iter().map(|it| it.value.0.as_str()).collect()) {
                add(&mut self.read, Some(name), at);
            }
        }
        for (at, (_, subscription)) in model.subscriptions.iter().enumerate() {
            for name in each_once(subscription.writes.items().iter().map(|it| it.value.0.as_str()).collect()) {
                add(&mut self.handled, Some(name), at);
            }
        }
    }

    fn published(&mut self, model: &Model<'s>) {
        let system = &model.spec.system;
        let endpoints = model.endpoints.iter().flat_map(|it| it.parts().0.emits.items());
        let webhooks = system.webhooks.items().iter().flat_map(|it| it.emits.items());
        let steps = system.flows.items().iter().flat_map(|it| it.steps.items());
        let said = model.publications.iter().map(|it| (it.event, it.span));
        let said = said.chain(endpoints.chain(webhooks).map(|it| (it.value.0.as_str(), it.span)));
        let said = said.chain(steps.filter_map(|it| it.publishes.as_ref()).map(|it| (it.value.0.as_str(), it.span)));
        for (name, span) in said {
            self.published.entry(name).or_insert(span);
        }
    }

    fn named(&mut self, system: &'s spec::System) {
        for (at, store) in system.stores.items().iter().enumerate() {
            first(&mut self.stores, store.name.as_ref().map(|name| name.value.0.as_str()), at);
        }
        for (at, channel) in system.channels.items().iter().enumerate() {
            first(&mut self.channels, channel.name.as_ref().map(|name| name.value.0.as_str()), at);
        }
        for (at, event) in system.events.items().iter().enumerate() {
            first(&mut self.events, event.name.as_ref().map(|name| name.value.0.as_str()), at);
            let channel = event.channel.as_ref().filter(|_| event.name.is_some());
            add(&mut self.carried, channel.map(|channel| channel.value.0.as_str()), at);
        }
        for (at, (name, _)) in system.schemas.iter().flat_map(|map| map.value.0.0.iter()).enumerate() {
            first(&mut self.schemas, Some(name.value.as_str()), at);
        }
    }

    fn services(&mut self, model: &Model<'s>) {
        for (at, service) in model.services.iter().enumerate() {
            let stores = each_once(service.owns.items().iter().map(|store| store.value.0.as_str()).collect());
            stores.iter().for_each(|store| add(&mut self.owners, Some(store), at));
            let used = service.owns.items().iter().chain(service.writes.items()).chain(service.reads.items());
            let used = each_once(used.map(|store| store.value.0.as_str()).collect());
            used.iter().for_each(|store| add(&mut self.users, Some(store), at));
        }
    }

    fn tables(&mut self, model: &Model<'s>) {
        let stores = model.spec.system.stores.items();
        let mut named = stores.iter().filter_map(|store| Some(store.name.as_ref()?.value.0.as_str()));
        let only = named.next().filter(|_| named.next().is_none());
        for (at, table) in model.spec.system.data_model.items().iter().enumerate() {
            let Some(name) = &table.name else { continue };
            let plain = plain(&name.value.0);
            self.collections.entry(plural(&plain)).or_insert(at);
            if plain == plural(&singular(&plain)) {
                self.collections.entry(plain).or_insert(at);
            }
            let stated = table.store.as_ref().map(|store| store.value.0.as_str());
            let store = stated.map_or(only, |store| Some(store).filter(|store| self.stores.contains_key(store)));
            add(&mut self.kept, store, at);
            let owner = match &table.owner {
                Some(owner) => model.service_ids.get(owner.value.0.as_str()).copied(),
                None => match store.map(|store| listed(&self.owners, store)) {
                    Some([owner]) => Some(*owner),
                    _ => None,
                },
            };
            add(&mut self.owned, owner.and_then(|owner| service_name(model, owner)), at);
        }
    }
}

/// A name as paths, tables and types spell it, without what they spell differently.
pub(super) fn plain(name: &str) -> String {
    name.to_lowercase().replace(['-', '_'], "")
}

fn each_once(mut names: Vec<&str>) -> Vec<&str> {
    order::by(&mut names, Ord::cmp);
    names.dedup();
    names
}

fn service_name<'s>(model: &Model<'s>, index: usize) -> Option<&'s str> {
    Some(model.services.get(index)?.name.as_ref()?.value.0.as_str())
}

fn add<'s>(lists: &mut Lists<'s>, name: Option<&'s str>, at: usize) {
    if let Some(name) = name {
        lists.entry(name).or_default().push(at);
    }
}

fn first<'s>(names: &mut BTreeMap<&'s str, usize>, name: Option<&'s str>, at: usize) {
    if let Some(name) = name {
        names.entry(name).or_insert(at);
    }
}
