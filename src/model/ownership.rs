//! Who may touch which data.

use std::collections::BTreeMap;

use super::{Model, Service, Store, Table};
use crate::spec::data::StoreKind;
use crate::spec::system::Style;
use crate::spec::{At, Items, Ref, shape};
use crate::text::{Edit, Span};
use crate::yaml::quote;

/// A service that uses a store, and where it says so.
pub(super) type StoreUse<'m> = (Service<'m>, &'m At<Ref<{ shape::STORE }>>);

impl Model<'_> {
    /// Whether services are modules of one deployable, which may share what the whole owns.
    #[must_use]
    pub fn is_monolith(&self) -> bool {
        let style = self.spec.system.style.as_ref().map(|style| style.value);
        matches!(style, Some(Style::Monolith | Style::ModularMonolith))
    }
}

impl<'m> Service<'m> {
    /// The entities that its endpoints and handlers write, each where that is said.
    pub fn writes(self) -> impl Iterator<Item = (Table<'m>, Span)> {
        let endpoints = self.endpoints().flat_map(|it| it.at.value.writes.items());
        let handlers = self.subscriptions().flat_map(|it| it.at.value.writes.items());
        endpoints.chain(handlers).filter_map(move |name| Some((self.model.table(&name.value.0)?, name.span)))
    }

    /// Whether it can make `other` do something: by a call, or by an event that `other` handles.
    #[must_use]
    pub fn reaches(self, other: Service<'_>) -> bool {
        let handled = |event: &str| other.subscriptions().any(|it| it.event_name() == Some(event));
        let publishes = || self.model.publications().iter().any(|it| it.service == self.name() && handled(it.event));
        self.calls().any(|call| call.service().is_some_and(|callee| callee.is(other))) || publishes()
    }

    /// Whether it has somewhere to keep data.
    #[must_use]
    pub fn keeps_data(self) -> bool {
        let written = self.at.value.writes.items().iter().filter_map(|name| self.model.store(&name.value.0));
        self.is_event_sourced() || self.stores().chain(written).any(Store::is_durable)
    }
}

impl Service<'_> {
    /// The edits that give it a database of its own, of the engine that most others have; none where the name that it
    /// would bear is taken.
    #[must_use]
    pub fn give_database(self) -> Vec<Edit> {
        let name = format!("{}-db", self.name());
        if self.model.store(&name).is_some() {
            return Vec::new();
        }
        let mut engines: BTreeMap<&str, usize> = BTreeMap::new();
        let databases = self.model.stores().filter(|it| it.kind() == Some(StoreKind::Relational));
        let databases: Vec<Store<'_>> = databases.collect();
        for engine in databases.iter().filter_map(|it| it.at.value.engine.as_ref()) {
            *engines.entry(&engine.value).or_default() += 1;
        }
        let engine = engines.into_iter().max_by_key(|(_, count)| *count).map_or("postgresql", |(engine, _)| engine);
        let (name, engine) = (quote(&name), quote(engine));
        let mut edits = self.add("owns", &name);
        let store = format!("{{ name: {name}, engine: {engine} }}");
        edits.extend(self.model.spec.tree.add_to_section("stores", &store));
        edits
    }
}

impl<'m> Store<'m> {
    /// Whether several services may write it, with a reason.
    #[must_use]
    pub fn is_shared_on_purpose(self) -> bool {
        self.at.value.shared.as_ref().is_some_and(|it| it.is_on())
    }

    /// Whether it keeps what belongs to no single service's data: events of one, a saga's state, the audit trail.
    #[must_use]
    pub fn has_another_purpose(self) -> bool {
        let is_this = |name: &str| name == self.name();
        let system = &self.model.spec.system;
        let audits = [
            system.security.as_ref().and_then(|it| it.audit.as_ref()),
            system.observability.as_ref().and_then(|it| it.audit.as_ref()),
        ];
        let mut trails = audits.into_iter().flatten().filter_map(|audit| audit.value.details()?.store.as_ref());
        trails.any(|store| is_this(&store.value))
            || self.model.flows().any(|flow| flow.at.value.state.as_ref().is_some_and(|it| is_this(&it.value.0)))
            || self.model.caches().any(|cache| cache.at.value.store.as_ref().is_some_and(|it| is_this(&it.value)))
            || self.model.services().any(|service| {
                let kept = super::services::details(service.at.value.event_sourced.as_ref());
                kept.and_then(|it| it.store.as_ref()).is_some_and(|it| is_this(&it.value.0))
            })
    }

    /// The services that own or write it, each once, in the order of the document.
    #[must_use]
    pub fn writers(self) -> Vec<StoreUse<'m>> {
        let named = move |service: Service<'m>| {
            let uses = service.at.value.owns.items().iter().chain(service.at.value.writes.items());
            uses.into_iter().find(|it| it.value.0 == self.name()).map(|it| (service, it))
        };
        self.model.services().filter_map(named).collect()
    }

    /// The services that only read it, each once, in the order of the document.
    #[must_use]
    pub fn readers(self) -> Vec<StoreUse<'m>> {
        let writers = self.writers();
        let named = move |service: Service<'m>| {
            let mut uses = service.at.value.reads.items().iter();
            uses.find(|it| it.value.0 == self.name()).map(|it| (service, it))
        };
        let only = |(service, _): &StoreUse<'m>| !writers.iter().any(|(writer, _)| writer.is(*service));
        self.model.services().filter_map(named).filter(only).collect()
    }
}
