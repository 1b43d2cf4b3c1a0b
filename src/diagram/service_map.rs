//! The service map: what runs, grouped by bounded context, and who speaks to whom.

mod labels;

pub(super) use labels::{call_label, named, node_kind, service_detail, store_detail};

use super::Diagram;
use super::content::{Line, NodeKind};
use super::sketch::{Place, Sketch};
use crate::model::{Model, Party};
use crate::spec::Items;
use crate::spec::data::StoreKind;
use crate::spec::service::ServiceKind;
use crate::text::Span;
use labels::elsewhere;

/// Draws who speaks to whom.
#[must_use]
pub fn diagram(model: &Model<'_>) -> Diagram {
    let mut map = Map::new(model);
    map.all();
    map.sketch.finish(format!("Service map of {}", model.name()))
}

/// Draws which events go from whom through what to whom, and where those go that nobody can handle.
#[must_use]
pub fn event_flow(model: &Model<'_>) -> Diagram {
    let mut map = Map::new(model);
    map.all();
    map.sketch.keep_edges(&["publish", "subscribe", "dead-letter"]);
    map.sketch.finish(format!("Events of {}", model.name()))
}

/// A map under construction.
pub(super) struct Map<'m> {
    model: &'m Model<'m>,
    pub(super) sketch: Sketch,
}

impl<'m> Map<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Self {
        Self { model, sketch: Sketch::default() }
    }

    /// Whether a node is a system of others.
    pub(super) fn is_external(&self, node: usize) -> bool {
        self.sketch.flow.nodes.get(node).is_some_and(|node| node.kind == NodeKind::External)
    }

    pub(super) fn all(&mut self) {
        self.contexts();
        self.people();
        self.services();
        self.stores();
        self.caches();
        self.externals();
        self.channels();
        self.calls();
        self.events();
        self.dead_letters();
        self.webhooks_to(|sketch, service| sketch.find(Place::Service, service));
    }

    fn contexts(&mut self) {
        for context in self.model.system().contexts.items() {
            let Some(name) = &context.name else { continue };
            let kind = context.kind.as_ref().map(|kind| kind.value.word());
            let team = context.team.as_ref().map(|team| team.value.as_str());
            let detail: Vec<&str> = kind.into_iter().chain(team).collect();
            let group = self.sketch.group("context", &name.value.0, context.span);
            if let Some(group) = self.sketch.group_mut(group) {
                group.element.detail = detail.join(" · ");
            }
        }
    }

    /// The actors of flows, and the clients that a backend says it serves.
    pub(super) fn people(&mut self) {
        for flow in self.model.flows() {
            if let Some(actor) = &flow.at.value.actor
                && self.sketch.find(Place::User, &actor.value.0).is_none()
            {
                self.sketch.node(Place::User, NodeKind::Person, &actor.value.0, actor.span);
            }
        }
        for service in self.model.services().filter(|service| service.kind() != ServiceKind::Frontend) {
            for client in service.at.value.serves.items() {
                if self.sketch.find(Place::User, &client.value).is_none() && self.model.service(&client.value).is_none()
                {
                    self.sketch.node(Place::User, NodeKind::Frontend, &client.value, client.span);
                }
            }
        }
    }

    fn services(&mut self) {
        let model = self.model;
        for service in model.services() {
            let group = service
                .at
                .value
                .context
                .as_ref()
                .map(|context| self.sketch.group("context", &context.value.0, context.span));
            let node = self.sketch.node(Place::Service, node_kind(service.kind()), service.name(), service.at.span);
            node.group = group;
            node.element.detail = service_detail(service);
            node.element.also = elsewhere(service);
        }
        self.uses();
    }

    /// Who uses what first: an actor the beginning of the flow, a client the backend that serves it.
    fn uses(&mut self) {
        let model = self.model;
        let mut ends: Vec<(usize, usize, Span)> = Vec::new();
        for flow in model.flows() {
            let Some(actor) = &flow.at.value.actor else { continue };
            let first = flow.at.value.steps.items().first();
            let names = first.into_iter().flat_map(|step| [&step.from, &step.to]).flatten();
            let first = names.map(|name| name.value.0.as_str()).find(|name| *name != actor.value.0);
            let user = self.sketch.find(Place::User, &actor.value.0);
            let entry = first.and_then(|name| self.sketch.find(Place::Service, name));
            ends.extend(user.zip(entry).map(|(user, entry)| (user, entry, actor.span)));
        }
        for service in model.services() {
            for client in service.at.value.serves.items() {
                let user = self.sketch.find(Place::User, &client.value);
                let user = user.or_else(|| self.sketch.find(Place::Service, &client.value));
                let entry = self.sketch.find(Place::Service, service.name());
                ends.extend(user.zip(entry).map(|(user, entry)| (user, entry, client.span)));
            }
        }
        for (user, entry, span) in ends {
            if user != entry && !self.sketch.joins((user, entry)) {
                self.sketch.edge("use", Line::Synchronous, (user, entry), String::new(), span);
            }
        }
    }

    fn stores(&mut self) {
        let model = self.model;
        for store in model.stores() {
            let kind = if store.kind() == Some(StoreKind::Cache) { NodeKind::Cache } else { NodeKind::Store };
            let tables: Vec<Span> = store.tables().map(|table| table.at.span).collect();
            let node = self.sketch.node(Place::Store, kind, store.name(), store.at.span);
            node.element.detail = store_detail(store);
            node.element.also = tables;
        }
        for service in model.services() {
            let Some(from) = self.sketch.find(Place::Service, service.name()) else { continue };
            let said = &service.at.value;
            for (kind, names) in [("own", &said.owns), ("read", &said.reads), ("write", &said.writes)] {
                for name in names.items() {
                    let Some(to) = self.sketch.find(Place::Store, &name.value.0) else { continue };
                    if kind == "own" && self.sketch.group_of(to).is_none() {
                        self.sketch.set_group(to, self.sketch.group_of(from));
                    }
                    let label = if kind == "own" { String::new() } else { format!("{kind}s") };
                    self.sketch.edge(kind, Line::Association, (from, to), label, name.span);
                }
            }
        }
    }

    /// A cache kept in a store of the map is an arrow to that store; any other is a node of its own.
    fn caches(&mut self) {
        let model = self.model;
        for cache in model.caches() {
            let said = &cache.at.value;
            let kept = said.store.as_ref().map(|store| store.value.as_str());
            let user = said.service.as_ref().and_then(|name| self.sketch.find(Place::Service, &name.value.0));
            let pattern = said.pattern.as_ref().map(|pattern| pattern.value.word());
            if let Some((user, store)) = user.zip(kept.and_then(|store| self.sketch.find(Place::Store, store))) {
                self.sketch.edge("cache", Line::Association, (user, store), cache.label().to_owned(), cache.at.span);
                continue;
            }
            let detail: Vec<&str> = kept.into_iter().chain(pattern).collect();
            let node = self.sketch.node(Place::Store, NodeKind::Cache, cache.label(), cache.at.span);
            node.element.detail = detail.join(" · ");
            let at = self.sketch.flow.nodes.len() - 1;
            if let Some(user) = user {
                self.sketch.set_group(at, self.sketch.group_of(user));
                self.sketch.edge("cache", Line::Association, (user, at), String::new(), cache.at.span);
            }
        }
    }

    pub(super) fn externals(&mut self) {
        let model = self.model;
        for external in model.externals() {
            let node = self.sketch.node(Place::External, NodeKind::External, external.name(), external.at.span);
            node.element.detail = external.kind.as_ref().map_or("", |kind| kind.value.word()).to_owned();
        }
    }

    fn channels(&mut self) {
        let model = self.model;
        for channel in model.channels() {
            let said = &channel.at.value;
            let broker = said.broker.as_ref().map(|broker| broker.value.as_str());
            let kind = said.kind.as_ref().map(|kind| kind.value.word());
            let detail: Vec<&str> = broker.into_iter().chain(kind).collect();
            let events: Vec<Span> = channel.events().map(|event| event.at.span).collect();
            let node = self.sketch.node(Place::Channel, NodeKind::Channel, channel.name(), channel.at.span);
            node.element.detail = detail.join(" ");
            node.element.also = events;
        }
        for event in model.events().filter(|event| event.channel().is_none()) {
            self.sketch.node(Place::Event, NodeKind::Event, event.name(), event.at.span);
        }
    }

    fn calls(&mut self) {
        let model = self.model;
        for call in model.calls() {
            let from = self.sketch.find(Place::Service, call.caller().name());
            let to = match call.callee() {
                Some(Party::Service(service)) => self.sketch.find(Place::Service, service.name()),
                Some(Party::External(external)) => self.sketch.find(Place::External, external.name()),
                None => None,
            };
            let line = if call.is_synchronous() { Line::Synchronous } else { Line::Asynchronous };
            if let Some(ends) = from.zip(to) {
                self.sketch.edge("call", line, ends, call_label(call), call.at.span);
            }
        }
    }

    /// Publications and subscriptions, all events between two ends on one arrow.
    fn events(&mut self) {
        let model = self.model;
        let mut said: Vec<(&'static str, (usize, usize), &str, Span)> = Vec::new();
        for publication in model.publications() {
            let service = self.sketch.find(Place::Service, publication.service);
            let ends = service.or_else(|| self.sketch.find(Place::External, publication.service));
            let ends = ends.zip(self.carrier(publication.event, publication.span));
            said.extend(ends.map(|ends| ("publish", ends, publication.event, publication.span)));
        }
        for subscription in model.subscriptions() {
            let Some(event) = subscription.event_name() else { continue };
            let carrier = self.carrier(event, subscription.place());
            let ends = carrier.zip(self.sketch.find(Place::Service, subscription.service().name()));
            said.extend(ends.map(|ends| ("subscribe", ends, event, subscription.at.span)));
        }
        let mut arrows: Vec<(&'static str, (usize, usize))> = said.iter().map(|it| (it.0, it.1)).collect();
        arrows.dedup();
        let mut drawn = Vec::new();
        for (kind, ends) in arrows {
            if drawn.contains(&(kind, ends)) {
                continue;
            }
            drawn.push((kind, ends));
            let of_arrow: Vec<_> = said.iter().filter(|it| (it.0, it.1) == (kind, ends)).collect();
            let Some(span) = of_arrow.first().map(|it| it.3) else { continue };
            let is_event = [ends.0, ends.1].iter().any(|&at| self.is_event(at));
            let names: Vec<&str> = of_arrow.iter().map(|it| it.2).collect();
            let label = if is_event { String::new() } else { named(&names) };
            self.sketch.edge(kind, Line::Asynchronous, ends, label, span);
            if let Some(edge) = self.sketch.flow.edges.last_mut() {
                edge.element.also.extend(of_arrow.iter().skip(1).map(|it| it.3));
            }
        }
    }

    /// The node that carries an event: its channel, else the event itself, which may be declared nowhere.
    fn carrier(&mut self, event: &str, span: Span) -> Option<usize> {
        let channel = self.model.event(event).and_then(|event| event.channel());
        if let Some(channel) = channel {
            return self.sketch.find(Place::Channel, channel.name());
        }
        if self.sketch.find(Place::Event, event).is_none() {
            self.sketch.node(Place::Event, NodeKind::Event, event, span);
        }
        self.sketch.find(Place::Event, event)
    }

    fn is_event(&self, node: usize) -> bool {
        self.sketch.flow.nodes.get(node).is_some_and(|node| node.kind == NodeKind::Event)
    }

    /// From each channel, and from each event without one, to the channel that takes what cannot be handled.
    fn dead_letters(&mut self) {
        let model = self.model;
        let mut said: Vec<((usize, usize), Span)> = Vec::new();
        for channel in model.channels() {
            let Some(place) = &channel.at.value.dead_letter else { continue };
            let to = place.value.details().and_then(|name| self.sketch.find(Place::Channel, name));
            let ends = self.sketch.find(Place::Channel, channel.name()).zip(to);
            said.extend(ends.map(|ends| (ends, place.span)));
        }
        for subscription in model.subscriptions() {
            let Some((event, place)) = subscription.event_name().zip(subscription.at.value.dead_letter.as_ref()) else {
                continue;
            };
            let channel = subscription.event().and_then(|event| event.channel());
            let name = place.value.details().map(|name| name.replace("{channel}", channel.map_or("", |it| it.name())));
            let to = name.and_then(|name| self.sketch.find(Place::Channel, &name));
            let ends = self.carrier(event, subscription.place()).zip(to);
            said.extend(ends.map(|ends| (ends, place.span)));
        }
        for (ends, span) in said {
            if !self.sketch.joins(ends) && ends.0 != ends.1 {
                self.sketch.edge("dead-letter", Line::Asynchronous, ends, "dead letters".to_owned(), span);
            }
        }
    }

    /// Webhooks that others call.
    pub(super) fn webhooks_to(&mut self, receiver: impl Fn(&Sketch, &str) -> Option<usize>) {
        let model = self.model;
        for webhook in model.system().webhooks.items() {
            let from = webhook.from.as_ref().and_then(|name| self.sketch.find(Place::External, &name.value.0));
            let to = webhook.service.as_ref().and_then(|name| receiver(&self.sketch, &name.value.0));
            let name = webhook.name.as_ref().map_or("webhook", |name| &name.value.0);
            if let Some(ends) = from.zip(to) {
                self.sketch.edge("webhook", Line::Asynchronous, ends, name.to_owned(), webhook.span);
            }
        }
    }
}
