//! Who may touch which data.

use std::collections::{BTreeMap, BTreeSet};

use super::index::listed;
use super::{Model, Service, Store, Table, singular, words};
use crate::spec::data::StoreKind;
use crate::spec::service::ServiceKind;
use crate::spec::system::Style;
use crate::spec::{At, Items, Ref, shape};
use crate::text::{Edit, Span};
use crate::value::Duration;
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

    /// The services that own, write or read the store of that name.
    fn users_of(&self, store: &str) -> impl Iterator<Item = Service<'_>> {
        let users = listed(&self.index.users, store).iter().filter_map(|at| self.services.get(*at));
        users.map(|at| Service { model: self, at })
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

    /// Whether both are functions of one small application: released together by the same people, they share what it keeps.
    #[must_use]
    pub fn is_of_one_application_with(self, other: Self) -> bool {
        let style = self.model.system().style.as_ref().map(|style| style.value);
        let team = |service: Self| service.at.value.team.as_ref().map(|it| it.value.as_str());
        let context = |service: Self| service.at.value.context.as_ref().map(|it| it.value.0.as_str());
        let functions = [self, other].iter().all(|it| it.kind() == ServiceKind::Function);
        functions && style != Some(Style::Microservices) && team(self) == team(other) && context(self) == context(other)
    }

    /// A call to it as a spec writes it, with a timeout where no policy sets one.
    #[must_use]
    pub fn as_callee(self) -> String {
        let policy = self.model.system().defaults.as_ref().and_then(|it| it.call.as_ref());
        let name = quote(self.name());
        if policy.is_some_and(|it| it.0.timeout.is_some()) {
            return name;
        }
        let needs = self.calls().filter(|call| call.is_synchronous()).filter_map(|call| call.longest()).max();
        let timeout = needs.map_or(Duration::seconds(2), |it| it.above().max(Duration::seconds(2)));
        format!("{{ to: {name}, timeout: {timeout} }}")
    }

    /// Whether it waits for another, directly or over others.
    #[must_use]
    pub fn waits_for(self, other: Service<'_>) -> bool {
        let callees = |service: Service<'m>| service.calls().filter(|call| call.is_synchronous());
        let mut waiting = vec![self];
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while let Some(service) = waiting.pop() {
            if service.is(other) {
                return true;
            }
            let next = callees(service).filter_map(|call| call.service()).filter(|it| seen.insert(it.name()));
            waiting.extend(next.collect::<Vec<_>>());
        }
        false
    }

    /// The edits that have it call another; none where it does already, or that one waits for it.
    #[must_use]
    pub fn add_call(self, callee: Service<'_>) -> Vec<Edit> {
        if self.reaches(callee) || callee.waits_for(self) {
            Vec::new()
        } else {
            self.model.spec.add(self.at, "calls", &callee.as_callee())
        }
    }

    /// The edits that have it ask the owner of a store instead of using the store itself.
    #[must_use]
    pub fn ask_instead(self, owner: Service<'_>, store: &At<Ref<{ shape::STORE }>>) -> Vec<Edit> {
        let it = &self.at.value;
        let lists = [("owns", it.owns.items()), ("reads", it.reads.items()), ("writes", it.writes.items())];
        let list = lists.into_iter().find(|(_, items)| items.iter().any(|item| item.node == store.node));
        let dropped = list.map(|(list, _)| self.model.spec.drop_item(self.at, list, store.node)).unwrap_or_default();
        let call = self.add_call(owner);
        if dropped.is_empty() || call.is_empty() && !self.reaches(owner) {
            return Vec::new();
        }
        dropped.into_iter().chain(call).collect()
    }

    /// Whether its name speaks of a thing: `orders` and `order-service` of `orders`.
    #[must_use]
    pub fn is_named_after(self, thing: &str) -> bool {
        let names = |name: &str| words(name).iter().map(|word| singular(word)).collect::<Vec<_>>();
        let thing = names(thing);
        names(self.name()).first().is_some_and(|first| thing.first() == Some(first))
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
        self.model.users_of(self.name()).filter_map(named).collect()
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
        self.model.users_of(self.name()).filter_map(named).filter(only).collect()
    }
}
