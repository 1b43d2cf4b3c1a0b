//! What is to run, each with a name of its own in a network, and what every service has to know of the others.

use std::collections::{BTreeMap, BTreeSet};

use super::image::{self, Image};
use crate::model::{External, Model, Party, Service, Store};
use crate::spec::Items;
use crate::spec::service::ServiceKind;
use crate::text::Span;

/// What is to run, in the order of the spec.
#[derive(Debug)]
pub(in crate::document) struct Parts<'m> {
    /// Everything that runs on a machine of ours; not what runs at people's hands.
    pub(in crate::document) services: Vec<(Service<'m>, String)>,
    /// Stores, brokers and servers of caches.
    pub(in crate::document) servers: Vec<Server<'m>>,
}

/// A store, a broker, or a server that is named only by its product.
#[derive(Debug)]
pub(in crate::document) struct Server<'m> {
    /// Its name in the spec: the store's, or the product's.
    pub(in crate::document) name: &'m str,
    /// What it is made with.
    pub(in crate::document) product: &'m str,
    /// Its name in a network.
    pub(in crate::document) label: String,
    pub(in crate::document) span: Span,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Store,
    Broker,
    Cache,
}

/// What a service has to be told about something that it uses.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) enum Peer<'m> {
    /// A service, by its place in [`Parts::services`].
    Service(usize),
    /// A server, by its place in [`Parts::servers`].
    Server(usize),
    /// A system of others.
    External(External<'m>),
}

impl Server<'_> {
    /// The image that runs it on one machine, where there is one.
    pub(in crate::document) fn image(&self) -> Option<&'static Image> {
        image::of(self.product)
    }

    /// Where it answers when it runs elsewhere: a service of a cloud over HTTPS, whatever stands in for it here.
    pub(in crate::document) fn port(&self) -> u16 {
        let stands_in = |image: &&Image| image.instead_of.is_none() || self.product.to_lowercase().contains("minio");
        self.image().filter(stands_in).map_or(443, |image| image.port)
    }
}

impl<'m> Parts<'m> {
    pub(in crate::document) fn new(model: &'m Model<'m>) -> Self {
        let mut taken = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let runs = model.services().filter(|service| service.kind() != ServiceKind::Frontend);
        let services: Vec<(Service<'m>, String)> = runs
            .filter(|service| seen.insert(service.name()))
            .map(|service| (service, label(service.name(), &mut taken)))
            .collect();
        let mut servers = Vec::new();
        for (role, name, product, span) in servers_of(model) {
            if !servers.iter().any(|it: &Server<'_>| it.role == role && it.name == name) {
                servers.push(Server { name, product, label: label(name, &mut taken), span, role });
            }
        }
        Self { services, servers }
    }

    /// What a service uses, each with the variable that says where it is.
    pub(in crate::document) fn needs(&self, service: Service<'m>) -> Vec<(String, Peer<'m>)> {
        let mut names = BTreeSet::new();
        let mut needs: Vec<(String, Peer<'m>)> = Vec::new();
        let mut add = |name: &str, peer: Peer<'m>| {
            if names.insert(name.to_owned()) {
                let mut variable = format!("{}_URL", variable(name));
                while needs.iter().any(|(other, _)| *other == variable) {
                    variable.push_str("_2");
                }
                needs.push((variable, peer));
            }
        };
        for (at, server) in self.servers.iter().enumerate() {
            if uses(service, server) {
                add(&server.label, Peer::Server(at));
            }
        }
        for call in service.calls() {
            match call.callee() {
                Some(Party::Service(callee)) => {
                    let at = self.services.iter().position(|(it, _)| it.name() == callee.name());
                    let at = at.filter(|_| callee.name() != service.name());
                    at.and_then(|at| self.services.get(at).map(|(_, label)| add(label, Peer::Service(at))));
                }
                Some(Party::External(external)) => add(external.name(), Peer::External(external)),
                None => {}
            }
        }
        needs
    }

    /// The services that a service asks, each once.
    pub(in crate::document) fn asks(&self, service: Service<'m>) -> Vec<usize> {
        let needs = self.needs(service).into_iter();
        needs.filter_map(|(_, peer)| if let Peer::Service(at) = peer { Some(at) } else { None }).collect()
    }
}

/// Declared stores with their products, brokers of channels, and products that only caches and backplanes name.
fn servers_of<'m>(model: &'m Model<'m>) -> Vec<(Role, &'m str, &'m str, Span)> {
    let stores = model.stores().filter(|store| !is_inside(*store)).map(|store| {
        let engine = store.at.value.engine.as_ref().map_or_else(|| store.name(), |engine| engine.value.as_str());
        (Role::Store, store.name(), engine, store.at.span)
    });
    let brokers = model.channels().filter_map(|channel| {
        let broker = channel.at.value.broker.as_ref()?;
        Some((Role::Broker, broker.value.as_str(), broker.value.as_str(), broker.span))
    });
    let caches =
        model.caches().filter_map(|cache| cache.at.value.store.as_ref().map(|it| (it.value.as_str(), it.span)));
    let backplanes = model.websockets().filter_map(|socket| socket.at.value.backplane.as_ref());
    let backplanes = backplanes.filter_map(|it| Some((it.value.details()?.as_str(), it.span)));
    let named = caches.chain(backplanes).filter(|(name, _)| model.store(name).is_none() && image::of(name).is_some());
    let named = named.map(|(name, span)| (Role::Cache, name, name, span));
    stores.chain(brokers).chain(named).collect()
}

/// Whether a store lives in the memory or on the disk of who uses it.
fn is_inside(store: Store<'_>) -> bool {
    const INSIDE: [&str; 6] = ["sqlite", "localstorage", "indexeddb", "h2", "hsqldb", "in-process"];
    let engine = store.at.value.engine.as_ref().map(|engine| engine.value.to_lowercase());
    engine.is_some_and(|engine| INSIDE.contains(&engine.as_str()))
}

/// Whether a service keeps, reads, publishes or hears something there.
fn uses(service: Service<'_>, server: &Server<'_>) -> bool {
    let (model, said) = (service.model, &service.at.value);
    let is = |name: &str| name == server.name;
    let caches = || {
        let own = |name: Option<&str>| name == Some(service.name());
        let kept = model.caches().filter(|it| own(it.at.value.service.as_ref().map(|name| name.value.0.as_str())));
        let kept = kept.filter_map(|cache| cache.at.value.store.as_ref().map(|it| it.value.as_str()));
        let open = model.websockets().filter(|it| own(it.at.value.service.as_ref().map(|name| name.value.0.as_str())));
        let open = open.filter_map(|socket| socket.at.value.backplane.as_ref()?.value.details());
        kept.chain(open.map(String::as_str)).any(is)
    };
    match server.role {
        Role::Store => {
            let events = said.event_sourced.as_ref().and_then(|it| it.value.details()?.store.as_ref());
            let mut named = [&said.owns, &said.reads, &said.writes].into_iter().flat_map(|names| names.items());
            named.any(|it| is(&it.value.0)) || events.is_some_and(|it| is(&it.value.0)) || caches()
        }
        Role::Broker => {
            let on = |event: &str| {
                let channel = model.event(event).and_then(|event| event.channel());
                channel.and_then(|it| it.at.value.broker.as_ref()).is_some_and(|it| is(&it.value))
            };
            let mut published = model.publications().iter().filter(|it| it.service == service.name());
            published.any(|it| on(it.event)) || service.subscriptions().any(|it| it.event_name().is_some_and(on))
        }
        Role::Cache => caches(),
    }
}

/// A name as part of an address, which has no letters but these and at most 63 of them; unique among those taken.
pub(in crate::document) fn label(name: &str, taken: &mut BTreeSet<String>) -> String {
    /// Leaves room for what is added to it.
    const LONGEST: usize = 40;
    let mut label = super::super::file_name(name);
    if !label.starts_with(|c: char| c.is_ascii_alphabetic()) {
        label.insert_str(0, "n-");
    }
    label.truncate(LONGEST);
    let length = label.trim_end_matches('-').len();
    label.truncate(length);
    let numbered = (2..).map(|number| format!("{label}-{number}"));
    let free = std::iter::once(label.clone()).chain(numbered).find(|label| !taken.contains(label));
    let free = free.unwrap_or(label);
    taken.insert(free.clone());
    free
}

/// A name as an environment variable.
pub(in crate::document) fn variable(name: &str) -> String {
    super::super::file_name(name).replace('-', "_").to_uppercase()
}

/// Which services may wait for which others to start, so that nobody waits for themselves.
pub(in crate::document) fn in_order(asks: &BTreeMap<usize, Vec<usize>>) -> BTreeMap<usize, Vec<usize>> {
    let mut kept: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let reaches = |kept: &BTreeMap<usize, Vec<usize>>, from: usize, to: usize| {
        let mut waiting = vec![from];
        let mut seen = BTreeSet::new();
        while let Some(at) = waiting.pop() {
            if at == to {
                return true;
            }
            if seen.insert(at) {
                waiting.extend(kept.get(&at).into_iter().flatten());
            }
        }
        false
    };
    for (from, asked) in asks {
        for to in asked {
            if !reaches(&kept, *to, *from) {
                kept.entry(*from).or_default().push(*to);
            }
        }
    }
    kept
}
