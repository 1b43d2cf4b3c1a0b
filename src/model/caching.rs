//! What is cached, and what removes it from the cache.

use super::{Cache, Endpoint, Model, Writer};
use crate::spec::data::CachePattern;
use crate::spec::endpoint::{EndpointRef, Method};
use crate::spec::{At, Items};
use crate::text::{Edit, Span};
use crate::value::Duration;
use crate::yaml::quote;

impl<'m> Cache<'m> {
    /// Who changes what is cached, wherever the spec says so.
    #[must_use]
    pub fn writers(self) -> Vec<Writer<'m>> {
        self.at.value.of.as_ref().map(|of| self.model.writers_of(&of.value.0)).unwrap_or_default()
    }

    /// The endpoints that read what is cached; of its service, where it names one.
    #[must_use]
    pub fn readers(self) -> Vec<Endpoint<'m>> {
        let Some(of) = &self.at.value.of else { return Vec::new() };
        let service = self.at.value.service.as_ref().map(|name| name.value.0.as_str());
        let own =
            |endpoint: &Endpoint<'m>| service.is_none() || endpoint.service().map(super::Service::name) == service;
        self.model.readers_of(&of.value.0).filter(own).collect()
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

    /// The edits that have an event or an endpoint remove its entries.
    #[must_use]
    pub fn add_invalidator(self, named: &str) -> Vec<Edit> {
        self.model.spec.add(self.at, "invalidated_by", &quote(named))
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

    /// Whether a change gives an entry another key, such as `order:{id}:{version}`, so that the old one is never asked for.
    #[must_use]
    pub fn has_versioned_key(self) -> bool {
        const VERSIONS: [&str; 8] = ["version", "revision", "etag", "updated", "modified", "hash", "sha", "digest"];
        let key = self.at.value.key.as_ref().map(|key| key.value.as_str()).unwrap_or_default();
        let mut placeholders = key.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        placeholders.any(|name| super::words(name).iter().any(|word| VERSIONS.contains(&word.as_str())))
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
