//! Channels, events, who publishes and who handles them, and flows.

use super::index::listed;
use super::{Model, Service, view};
use crate::spec::{self, At, Items, Toggle};
use crate::text::Span;

view! {
    /// A topic, queue or stream.
    Channel of spec::event::Channel, named
}

view! {
    /// An event.
    Event of spec::event::Event, named
}

view! {
    /// A flow.
    Flow of spec::flow::Flow
}

/// The handling of an event by a service.
#[derive(Debug, Clone, Copy)]
pub struct Subscription<'m> {
    /// The model that it belongs to.
    pub model: &'m Model<'m>,
    /// What the spec says.
    pub at: &'m At<spec::service::Subscription>,
    service: usize,
}

impl std::ops::Deref for Subscription<'_> {
    type Target = spec::service::Subscription;
    fn deref(&self) -> &spec::service::Subscription {
        &self.at.value
    }
}

/// That a service publishes an event, wherever the spec says so.
#[derive(Debug, Clone)]
pub struct Publication<'s> {
    /// The event's name.
    pub event: &'s str,
    /// The service's name.
    pub service: &'s str,
    /// Where it is said.
    pub span: Span,
}

pub(super) fn subscriptions<'s>(model: &Model<'s>) -> Vec<(usize, &'s At<spec::service::Subscription>)> {
    let services = model.services.iter().enumerate();
    services.flat_map(|(index, service)| service.subscribes.items().iter().map(move |at| (index, at))).collect()
}

pub(super) fn publications<'s>(model: &Model<'s>) -> Vec<Publication<'s>> {
    let mut found: Vec<Publication<'s>> = Vec::new();
    let mut add = |event: &'s str, service: &'s str, span: Span| {
        if !found.iter().any(|it| it.event == event && it.service == service) {
            found.push(Publication { event, service, span });
        }
    };
    for service in &model.services {
        let Some(name) = &service.name else { continue };
        let emitted = service.subscribes.items().iter().flat_map(|it| it.emits.items());
        for event in service.publishes.items().iter().chain(emitted) {
            add(&event.value.0, &name.value.0, event.span);
        }
    }
    for endpoint in &model.endpoints {
        let (at, service) = endpoint.parts();
        let Some(name) = service.and_then(|index| model.services.get(index)).and_then(|it| it.name.as_ref()) else {
            continue;
        };
        at.emits.items().iter().for_each(|event| add(&event.value.0, &name.value.0, event.span));
    }
    for webhook in model.spec.system.webhooks.items() {
        let Some(service) = &webhook.service else { continue };
        webhook.emits.items().iter().for_each(|event| add(&event.value.0, &service.value.0, event.span));
    }
    for event in model.spec.system.events.items() {
        if let (Some(name), Some(producer)) = (&event.name, &event.producer) {
            add(&name.value.0, &producer.value.0, producer.span);
        }
    }
    found
}

impl<'s> Model<'s> {
    /// The channels that have a name.
    pub fn channels(&self) -> impl Iterator<Item = Channel<'_>> {
        self.spec.system.channels.items().iter().filter(|at| at.name.is_some()).map(|at| Channel { model: self, at })
    }

    /// The channel of that name.
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<Channel<'_>> {
        let at = self.spec.system.channels.items().get(*self.index.channels.get(name)?)?;
        Some(Channel { model: self, at })
    }

    /// The events that have a name.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.spec.system.events.items().iter().filter(|at| at.name.is_some()).map(|at| Event { model: self, at })
    }

    /// The event of that name.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<Event<'_>> {
        let at = self.spec.system.events.items().get(*self.index.events.get(name)?)?;
        Some(Event { model: self, at })
    }

    /// Every handling of an event.
    pub fn subscriptions(&self) -> impl Iterator<Item = Subscription<'_>> {
        self.subscriptions.iter().map(|(service, at)| Subscription { model: self, at, service: *service })
    }

    /// The handling at that position.
    pub(super) fn subscription_at(&self, at: usize) -> Option<Subscription<'_>> {
        self.subscriptions.get(at).map(|(service, at)| Subscription { model: self, at, service: *service })
    }

    /// Who publishes what, wherever the spec says so.
    #[must_use]
    pub fn publications(&self) -> &[Publication<'s>] {
        &self.publications
    }

    /// The flows.
    pub fn flows(&self) -> impl Iterator<Item = Flow<'_>> {
        self.spec.system.flows.items().iter().map(|at| Flow { model: self, at })
    }
}

impl<'m> Channel<'m> {
    /// The events on it.
    pub fn events(self) -> impl Iterator<Item = Event<'m>> {
        let events = self.model.spec.system.events.items();
        let carried = listed(&self.model.index.carried, self.name()).iter().filter_map(|at| events.get(*at));
        carried.map(move |at| Event { model: self.model, at })
    }
}

impl<'m> Event<'m> {
    /// Where it is published.
    #[must_use]
    pub fn channel(self) -> Option<Channel<'m>> {
        self.model.channel(&self.at.value.channel.as_ref()?.value.0)
    }

    /// Who publishes it.
    pub fn producers(self) -> impl Iterator<Item = &'m Publication<'m>> {
        listed(&self.model.index.producers, self.name()).iter().filter_map(|at| self.model.publications.get(*at))
    }

    /// Who handles it.
    pub fn consumers(self) -> impl Iterator<Item = Subscription<'m>> {
        listed(&self.model.index.consumers, self.name()).iter().filter_map(|at| self.model.subscription_at(*at))
    }
}

impl<'m> Subscription<'m> {
    /// The service that handles it.
    #[must_use]
    pub fn service(self) -> Service<'m> {
        #[expect(clippy::indexing_slicing, reason = "the index was taken from this list")]
        Service { model: self.model, at: self.model.services[self.service] }
    }

    /// The event's name.
    #[must_use]
    pub fn event_name(self) -> Option<&'m str> {
        self.at.value.event.as_ref().map(|event| event.value.0.as_str())
    }

    /// The event, where the spec declares it.
    #[must_use]
    pub fn event(self) -> Option<Event<'m>> {
        self.model.event(self.event_name()?)
    }

    /// Where the event's name stands.
    #[must_use]
    pub fn place(self) -> Span {
        self.at.value.event.as_ref().map_or(self.at.span, |event| event.span)
    }

    /// The edits that set a key of it, which turn the short form into the long one where needed.
    #[must_use]
    pub fn set(self, key: &str, value: &str) -> Vec<crate::text::Edit> {
        self.model.spec.set(self.at, key, value)
    }

    /// The edits that add an item to a list of it, which turn the short form into the long one where needed.
    #[must_use]
    pub fn add(self, key: &str, item: &str) -> Vec<crate::text::Edit> {
        self.model.spec.add(self.at, key, item)
    }

    /// How duplicates are recognised.
    #[must_use]
    pub fn idempotent(self) -> Option<&'m At<Toggle<String>>> {
        self.at.value.idempotent.as_ref()
    }

    /// How often handling is tried.
    #[must_use]
    pub fn retry_policy(self) -> Option<&'m At<Toggle<spec::service::Retry>>> {
        self.at.value.retry.as_ref()
    }

    /// Whether messages that cannot be handled go somewhere; the channel's own place counts.
    #[must_use]
    pub fn has_dead_letter(self) -> bool {
        let own = self.at.value.dead_letter.as_ref();
        let channel = || self.event().and_then(Event::channel).and_then(|it| it.at.value.dead_letter.as_ref());
        own.or_else(channel).is_some_and(|it| it.is_on())
    }
}
