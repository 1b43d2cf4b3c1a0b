//! What is cached, who changes it, and what removes it from the cache.

use super::{Cache, Endpoint, Model, Subscription};
use crate::spec::data::CachePattern;
use crate::spec::endpoint::{EndpointRef, Method};
use crate::spec::{At, Items};
use crate::text::Span;
use crate::value::Duration;

/// Something that changes what is cached.
#[derive(Debug, Clone)]
pub struct Writer<'m> {
    /// What people call it: `PUT /v1/users/{id}`, `handling of order.paid`.
    pub label: String,
    /// Where it is written.
    pub place: Span,
    /// The events that tell of the change.
    pub events: Vec<&'m str>,
    /// The endpoint, where it is one.
    pub endpoint: Option<Endpoint<'m>>,
    /// Whether the spec names what it writes; otherwise its path says so.
    pub is_stated: bool,
}

impl<'m> Cache<'m> {
    /// Who changes what is cached, wherever the spec says so.
    #[must_use]
    pub fn writers(self) -> Vec<Writer<'m>> {
        let Some(of) = self.at.value.of.as_ref().map(|of| of.value.0.as_str()) else { return Vec::new() };
        let endpoints = self.model.endpoints().filter_map(|endpoint| endpoint.writer_of(of));
        let handlers = self.model.subscriptions().filter_map(|subscription| subscription.writer_of(of));
        endpoints.chain(handlers).collect()
    }

    /// Whether an entry of `invalidated_by` is about this writer: it names it, or an event that it emits.
    #[must_use]
    pub fn is_invalidated_by(self, writer: &Writer<'m>) -> bool {
        self.at.value.invalidated_by.items().iter().any(|named| {
            let endpoint = endpoint_reference(named);
            let by_endpoint = endpoint.zip(writer.endpoint).is_some_and(|(it, endpoint)| endpoint.is_meant_by(&it));
            by_endpoint || writer.events.contains(&named.as_str())
        })
    }

    /// Whether it is where the data lives: then there is nothing that it could fall behind.
    #[must_use]
    pub fn is_home(self) -> bool {
        let home = self.table().and_then(|table| table.at.value.store.as_ref());
        home.zip(self.at.value.store.as_ref()).is_some_and(|(home, store)| home.value.0 == store.value)
    }

    /// Whether its entries follow each change by themselves.
    #[must_use]
    pub fn keeps_up(self) -> bool {
        let cache = &self.at.value;
        let pattern = cache.pattern.as_ref().map(|pattern| pattern.value);
        let immutable = cache.immutable.as_ref().is_some_and(|immutable| immutable.value);
        let through = matches!(pattern, Some(CachePattern::WriteThrough | CachePattern::WriteBehind));
        self.is_home() || immutable || through || !cache.filled_by.items().is_empty()
    }

    /// Whether entries end before they are older than readers may see, or so soon that nobody said how old that is.
    #[must_use]
    pub fn ends_in_time(self) -> bool {
        const SHORT: Duration = Duration::seconds(300);
        let Some(ttl) = self.at.value.ttl.as_ref() else { return false };
        ttl.value <= self.at.value.staleness.as_ref().map_or(SHORT, |staleness| staleness.value)
    }

    /// The parts of its key that change from entry to entry: `user:{id}` has `id`. None where no key is stated.
    #[must_use]
    pub fn key_parts(self) -> Option<Vec<&'m str>> {
        let key = self.at.value.key.as_ref()?.value.as_str();
        let parts = key.split(['{', '<']).skip(1).filter_map(|rest| rest.split(['}', '>']).next());
        let others = key.split([':', '/', '.']).filter(|part| part.starts_with(['$', '%', '*']));
        Some(parts.chain(others).collect())
    }
}

impl<'m> Endpoint<'m> {
    fn writer_of(self, entity: &str) -> Option<Writer<'m>> {
        let stated = self.at.value.writes.items();
        let named = stated.iter().any(|it| it.value.0 == entity);
        let changes = matches!(self.method(), Method::Put | Method::Patch | Method::Delete);
        let by_path = stated.is_empty() && changes && self.collection().is_some_and(|table| table.name() == entity);
        (named || by_path).then(|| Writer {
            label: self.label(),
            place: self.heading(),
            events: self.at.value.emits.items().iter().map(|event| event.value.0.as_str()).collect(),
            endpoint: Some(self),
            is_stated: named,
        })
    }
}

impl<'m> Subscription<'m> {
    fn writer_of(self, entity: &str) -> Option<Writer<'m>> {
        let named = self.at.value.writes.items().iter().any(|it| it.value.0 == entity);
        let handled = self.event_name()?;
        let emitted = self.at.value.emits.items().iter().map(|event| event.value.0.as_str());
        named.then(|| Writer {
            label: format!("handling of {handled}"),
            place: self.place(),
            events: emitted.chain([handled]).collect(),
            endpoint: None,
            is_stated: true,
        })
    }
}

/// `PUT /v1/users/{id}` as a reference to an endpoint.
#[must_use]
pub fn endpoint_reference(text: &str) -> Option<EndpointRef> {
    let (method, path) = text.split_once(' ')?;
    let methods =
        [Method::Get, Method::Head, Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Options];
    let method = methods.into_iter().find(|it| it.word() == method)?;
    Some(EndpointRef { method, path: path.trim().to_owned() })
}

impl Model<'_> {
    /// Whether anybody publishes or declares an event of that name.
    #[must_use]
    pub fn knows_event(&self, name: &str) -> bool {
        self.event(name).is_some() || self.publications().iter().any(|publication| publication.event == name)
    }

    /// The names of all events that are declared.
    pub fn event_names(&self) -> impl Iterator<Item = &str> {
        self.events().map(|event| event.name())
    }
}

/// The place of a cache's name, or of what it is of.
#[must_use]
pub fn place(cache: Cache<'_>) -> Span {
    let spec = &cache.at.value;
    let name = spec.name.as_ref().map(|name| name.span);
    name.or_else(|| spec.of.as_ref().map(|of: &At<_>| of.span)).unwrap_or_else(|| cache.place())
}
