//! The third level of C4: what one service consists of, as far as the spec says so.
//!
//! Modules are drawn by layer. The other parts follow from what the service offers, handles, starts by itself and
//! keeps in memory; what it does without saying in which part of it comes from a part of its own.

use super::Diagram;
use super::content::{Line, NodeKind};
use super::service_map::{call_label, node_kind, store_detail};
use super::sketch::{Place, Said, Sketch};
use crate::model::{Call, Endpoint, Model, Party, Service, Subscription};
use crate::spec::data::StoreKind;
use crate::spec::service::Occasion;
use crate::spec::{Entries, Items};
use crate::text::Span;
use std::collections::BTreeMap;

/// The services whose inside is stated: their modules, or at least two parts that follow from what they do.
pub(super) fn inside<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Service<'m>> {
    model.services().filter(|service| {
        if !service.at.value.modules.entries().is_empty() {
            return true;
        }
        let mut inside = Inside::new(*service);
        inside.parts();
        inside.sketch.flow.nodes.len() > 1
    })
}

/// Draws what is in a service, and whom and what its parts speak to.
#[must_use]
pub fn diagram(service: Service<'_>) -> Diagram {
    let mut inside = Inside::new(service);
    inside.modules();
    inside.parts();
    inside.callers();
    inside.calls();
    inside.stores();
    inside.events();
    inside.sketch.finish(format!("Components of {}", service.name()))
}

/// A service under construction.
struct Inside<'m> {
    model: &'m Model<'m>,
    service: Service<'m>,
    sketch: Sketch,
    /// The frame of the service.
    frame: usize,
    /// Parts of its interface by the path that they answer to.
    resources: BTreeMap<String, usize>,
    handlers: BTreeMap<&'m str, usize>,
    jobs: BTreeMap<&'m str, usize>,
    outbox: Option<usize>,
    rest: Option<usize>,
}

impl<'m> Inside<'m> {
    fn new(service: Service<'m>) -> Self {
        let mut sketch = Sketch::default();
        let frame = sketch.group("service", service.name(), service.at.span);
        let modules = service.at.value.modules.is_some();
        if let Some(group) = sketch.group_mut(frame).filter(|_| !modules) {
            group.element.detail = "its parts as API, events and jobs state them".to_owned();
        }
        let (resources, handlers, jobs) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { model: service.model, service, sketch, frame, resources, handlers, jobs, outbox: None, rest: None }
    }

    fn part(&mut self, label: &str, detail: impl Into<String>, span: Span) -> usize {
        let at = self.sketch.add(NodeKind::Component, label, detail.into(), span);
        self.sketch.set_group(at, Some(self.frame));
        at
    }

    /// Where things come from of which nobody says in which part they are.
    fn rest(&mut self) -> usize {
        let known = self.rest;
        let rest = known
            .unwrap_or_else(|| self.part(self.service.name(), "in which part is not stated", self.service.name_span()));
        self.rest = Some(rest);
        rest
    }

    /// A frame for each layer with its modules in it.
    fn modules(&mut self) {
        for (layer, modules) in self.service.at.value.modules.entries() {
            let group = self.sketch.group("layer", &layer.value, layer.span.to(modules.span));
            if let Some(frame) = self.sketch.group_mut(group) {
                frame.parent = Some(self.frame);
            }
            for module in &modules.value.0 {
                let at = self.part(&module.value, "", module.span);
                self.sketch.set_group(at, Some(group));
            }
        }
    }

    /// The parts that follow from what it offers, handles and starts.
    fn parts(&mut self) {
        for endpoint in self.service.endpoints() {
            let path = resource(endpoint);
            let at = match self.resources.get(&path) {
                Some(at) => *at,
                None => self.part(&path, "", endpoint.heading()),
            };
            self.resources.insert(path, at);
            if let Some(node) = self.sketch.flow.nodes.get_mut(at) {
                node.element.also.push(endpoint.at.span);
                let count = node.element.also.len();
                node.element.detail = format!("HTTP · {count} {}", if count == 1 { "endpoint" } else { "endpoints" });
            }
        }
        self.interfaces();
        for subscription in self.service.subscriptions() {
            let Some(event) = subscription.event_name() else { continue };
            if !self.handlers.contains_key(event) {
                let detail = subscription.at.value.handler.as_ref().map_or("", |it| it.value.as_str());
                let at = self.part(&format!("on {event}"), detail, subscription.at.span);
                self.handlers.insert(event, at);
            }
        }
        for job in self.service.at.value.jobs.items() {
            let at = self.part(&job.value, "job", job.span);
            self.jobs.insert(&job.value, at);
        }
        if let Some(outbox) = self.service.at.value.outbox.as_ref().filter(|it| it.is_on()) {
            self.outbox = Some(self.part("outbox", outbox.value.details().cloned().unwrap_or_default(), outbox.span));
        }
        if let Some(read) = self.service.at.value.cqrs.as_ref() {
            let name = read.read_model.as_ref().map_or("read model", |name| name.value.as_str());
            self.part(name, "read model", read.span);
        }
    }

    /// What it offers beside HTTP endpoints.
    fn interfaces(&mut self) {
        let system = self.model.system();
        macro_rules! interface {
            ($list:ident, $word:literal, $name:ident) => {
                for api in system.$list.items() {
                    if api.service.as_ref().is_some_and(|it| it.value.0 == self.service.name()) {
                        let name = api.$name.as_ref().map_or($word, |it| it.value.as_str());
                        let name = name.to_owned();
                        self.part(&name, $word, api.span);
                    }
                }
            };
        }
        interface!(graphql, "GraphQL", path);
        interface!(grpc, "gRPC", package);
        interface!(websockets, "WebSocket", path);
        interface!(sse, "server-sent events", path);
        for webhook in system.webhooks.items() {
            if webhook.service.as_ref().is_some_and(|it| it.value.0 == self.service.name()) {
                let name = webhook.name.as_ref().map_or("webhook", |it| &it.value.0);
                self.part(name, "webhook", webhook.span);
            }
        }
    }

    /// The node of a neighbour, drawn where it is new.
    fn neighbour(&mut self, party: Party<'_>) -> usize {
        let (place, kind, span, name) = match party {
            Party::Service(it) => (Place::Service, node_kind(it.kind()), it.at.span, it.name()),
            Party::External(it) => (Place::External, NodeKind::External, it.at.span, it.name()),
        };
        self.sketch.find(place, name).unwrap_or_else(|| {
            self.sketch.node(place, kind, name, span);
            self.sketch.flow.nodes.len() - 1
        })
    }

    /// Who asks which part; where the call names no endpoint, the only part that can be asked, else the service.
    fn callers(&mut self) {
        let mut said: BTreeMap<(usize, usize), Said<'_>> = BTreeMap::new();
        for call in self.service.callers() {
            let to = call.target().and_then(|endpoint| self.resources.get(&resource(endpoint)).copied());
            let only = self.resources.values().next().copied().filter(|_| self.resources.len() == 1);
            let to = to.or(only).unwrap_or_else(|| self.rest());
            let from = self.neighbour(Party::Service(call.caller()));
            let endpoint = call.at.value.endpoint.as_ref().map_or("", |it| it.value.path.as_str());
            said.entry((from, to)).or_default().push((endpoint, call.at.span));
        }
        for ((from, to), said) in said {
            let named: Vec<(&str, Span)> = said.iter().filter(|(name, _)| !name.is_empty()).copied().collect();
            let said = if named.is_empty() { said } else { named };
            self.sketch.gathered_edge("call", Line::Synchronous, (from, to), &said);
        }
    }

    /// The parts in which a call happens.
    fn during(&mut self, call: Call<'m>) -> Vec<usize> {
        let mut parts = Vec::new();
        for occasion in call.at.value.during.items() {
            let part = match &occasion.value {
                Occasion::Endpoint(reference) => {
                    let endpoint = self.service.endpoints().find(|it| it.is_meant_by(reference));
                    endpoint.and_then(|it| self.resources.get(&resource(it)).copied())
                }
                Occasion::Event(event) => self.handlers.get(event.0.as_str()).copied(),
                Occasion::Job(job) => self.jobs.get(job.as_str()).copied(),
            };
            parts.extend(part.filter(|part| !parts.contains(part)));
        }
        if parts.is_empty() { vec![self.rest()] } else { parts }
    }

    fn calls(&mut self) {
        for call in self.service.calls() {
            let Some(party) = call.callee() else { continue };
            let to = self.neighbour(party);
            let line = if call.is_synchronous() { Line::Synchronous } else { Line::Asynchronous };
            for from in self.during(call) {
                self.sketch.edge("call", line, (from, to), call_label(call), call.at.span);
            }
        }
    }

    /// The parts that write and read a store as their endpoints and handlers say; else the service.
    fn stores(&mut self) {
        for store in self.model.stores() {
            let said = &self.service.at.value;
            let uses = [("owns", &said.owns), ("reads", &said.reads), ("writes", &said.writes)];
            let mut named = uses.iter().filter_map(|(word, names)| {
                names.items().iter().find(|it| it.value.0 == store.name()).map(|it| (*word, it.span))
            });
            let Some((word, span)) = named.next() else { continue };
            let kind = if store.kind() == Some(StoreKind::Cache) { NodeKind::Cache } else { NodeKind::Store };
            self.sketch.node(Place::Store, kind, store.name(), store.at.span).element.detail = store_detail(store);
            let to = self.sketch.flow.nodes.len() - 1;
            let users = self.users_of(store.name());
            for (from, span) in &users {
                self.sketch.edge("use", Line::Association, (*from, to), String::new(), *span);
            }
            if users.is_empty() {
                let from = self.rest();
                self.sketch.edge("use", Line::Association, (from, to), word.to_owned(), span);
            }
        }
    }

    /// The parts that say that they read or write a table of this store, each once.
    fn users_of(&self, store: &str) -> Vec<(usize, Span)> {
        let is_there =
            |table: &str| self.model.table(table).and_then(|table| table.store()).is_some_and(|it| it.name() == store);
        let mut users: Vec<(usize, Span)> = Vec::new();
        let mut add = |part: Option<&usize>, span: Span| {
            if let Some(part) = part.filter(|part| !users.iter().any(|(other, _)| other == *part)) {
                users.push((*part, span));
            }
        };
        for endpoint in self.service.endpoints() {
            let said = &endpoint.at.value;
            let part = self.resources.get(&resource(endpoint));
            let writes = said.writes.items().iter().map(|it| (it.value.0.as_str(), it.span));
            let reads = said.reads.items().iter().map(|it| (it.value.0.as_str(), it.span));
            writes.chain(reads).filter(|(name, _)| is_there(name)).for_each(|(_, span)| add(part, span));
        }
        for subscription in self.service.subscriptions() {
            let part = subscription.event_name().and_then(|event| self.handlers.get(event));
            let writes = subscription.at.value.writes.items().iter();
            writes.filter(|it| is_there(&it.value.0)).for_each(|it| add(part, it.span));
        }
        users
    }

    /// What its parts publish and hear, through the outbox where there is one.
    fn events(&mut self) {
        for subscription in self.service.subscriptions() {
            let Some(event) = subscription.event_name() else { continue };
            let from = self.carrier(event, subscription.place());
            if let Some(to) = self.handlers.get(event).copied() {
                let label = self.model.event(event).and_then(|event| event.channel()).map_or("", |_| event);
                self.sketch.edge("subscribe", Line::Asynchronous, (from, to), label.to_owned(), subscription.at.span);
            }
        }
        let mut said: BTreeMap<(usize, usize), Said<'m>> = BTreeMap::new();
        let name = self.service.name();
        let own = self.model.publications().iter().filter(|it| it.service == name);
        for publication in own {
            let to = self.carrier(publication.event, publication.span);
            let mut parts = self.publishers(publication.event);
            if parts.is_empty() && self.outbox.is_none() {
                parts.push((self.rest(), publication.span));
            }
            for (part, span) in parts {
                said.entry((part, self.outbox.unwrap_or(to))).or_default().push((publication.event, span));
            }
            if let Some(outbox) = self.outbox {
                said.entry((outbox, to)).or_default().push((publication.event, publication.span));
            }
        }
        for (ends, said) in said {
            self.sketch.gathered_edge("publish", Line::Asynchronous, ends, &said);
        }
    }

    /// The parts that say that they publish an event.
    fn publishers(&self, event: &str) -> Vec<(usize, Span)> {
        let endpoints = self.service.endpoints().filter_map(|endpoint| {
            let said = endpoint.at.value.emits.items().iter().find(|it| it.value.0 == event)?;
            Some((*self.resources.get(&resource(endpoint))?, said.span))
        });
        let handlers = self.service.subscriptions().filter_map(|subscription: Subscription<'m>| {
            let said = subscription.at.value.emits.items().iter().find(|it| it.value.0 == event)?;
            Some((*self.handlers.get(subscription.event_name()?)?, said.span))
        });
        let mut found: Vec<(usize, Span)> = Vec::new();
        for (part, span) in endpoints.chain(handlers) {
            if !found.iter().any(|(other, _)| *other == part) {
                found.push((part, span));
            }
        }
        found
    }

    /// The channel of an event, else the event itself.
    fn carrier(&mut self, event: &str, span: Span) -> usize {
        let channel = self.model.event(event).and_then(|event| event.channel());
        let (place, kind, name, span) = match channel {
            Some(channel) => (Place::Channel, NodeKind::Channel, channel.name(), channel.at.span),
            None => (Place::Event, NodeKind::Event, event, span),
        };
        self.sketch.find(place, name).unwrap_or_else(|| {
            self.sketch.node(place, kind, name, span);
            self.sketch.flow.nodes.len() - 1
        })
    }
}

/// The collection that an endpoint is about: its path up to the first name that is neither a version nor `api`.
fn resource(endpoint: Endpoint<'_>) -> String {
    let mut path = String::new();
    for (segment, _) in endpoint.segments() {
        if segment.starts_with(['{', ':']) {
            break;
        }
        path.push('/');
        path.push_str(segment);
        if segment != "api" && !crate::model::is_version(segment) {
            break;
        }
    }
    if path.is_empty() { "/".to_owned() } else { path }
}
