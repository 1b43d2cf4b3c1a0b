//! Who reads and who changes which entity, wherever the spec says so.

use super::index::listed;
use super::words::words;
use super::{Endpoint, Model, Subscription, Table, singular};
use crate::spec::{At, Items};
use crate::text::Span;

/// Something that changes an entity.
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

impl Model<'_> {
    /// Who changes the entity of that name.
    #[must_use]
    pub fn writers_of(&self, entity: &str) -> Vec<Writer<'_>> {
        let endpoints = listed(&self.index.changed, entity).iter().filter_map(|at| self.endpoint_at(*at));
        let handlers = listed(&self.index.handled, entity).iter().filter_map(|at| self.subscription_at(*at));
        endpoints.map(Writer::endpoint).chain(handlers.filter_map(Writer::handler)).collect()
    }

    /// The endpoints that say that they read the entity of that name.
    pub fn readers_of(&self, entity: &str) -> impl Iterator<Item = Endpoint<'_>> {
        listed(&self.index.read, entity).iter().filter_map(|at| self.endpoint_at(*at))
    }
}

impl<'m> Writer<'m> {
    fn endpoint(endpoint: Endpoint<'m>) -> Self {
        Self {
            label: endpoint.label(),
            place: endpoint.heading(),
            events: endpoint.at.value.emits.items().iter().map(|event| event.value.0.as_str()).collect(),
            endpoint: Some(endpoint),
            is_stated: !endpoint.at.value.writes.items().is_empty(),
        }
    }

    fn handler(subscription: Subscription<'m>) -> Option<Self> {
        let handled = subscription.event_name()?;
        let emitted = subscription.at.value.emits.items().iter().map(|event: &At<_>| event.value.0.as_str());
        Some(Self {
            label: format!("handling of {handled}"),
            place: subscription.place(),
            events: emitted.chain([handled]).collect(),
            endpoint: None,
            is_stated: true,
        })
    }
}

/// Things that are good for a while, by the words of their names.
const PASSING: [&str; 12] = [
    "session",
    "refresh token",
    "password reset",
    "password reset token",
    "reset token",
    "verification token",
    "email verification",
    "otp",
    "one time password",
    "idempotency key",
    "invitation",
    "magic link",
];

/// Words of the names of columns that say until when a row is good.
const ENDS: [&str; 9] = ["expires", "expiry", "expire", "expiration", "until", "ttl", "ends", "end", "closed"];

/// Words of the names of what a service keeps for its own work.
const OWN_WORK: [&str; 9] =
    ["outbox", "inbox", "idempotency", "processed", "migrations", "locks", "jobs", "sagas", "snapshots"];

/// How verbs begin that say that something is cleared away.
const CLEARING: [&str; 12] =
    ["delet", "purg", "clean", "clear", "remov", "expir", "forget", "eras", "anonymi", "prun", "sweep", "archiv"];

impl<'m> Table<'m> {
    /// Who changes its rows.
    #[must_use]
    pub fn writers(self) -> Vec<Writer<'m>> {
        self.model.writers_of(self.name())
    }

    /// Whether a service keeps it for its own work, and not for what the system is about.
    #[must_use]
    pub fn is_for_own_work(self) -> bool {
        words(self.name()).iter().any(|word| OWN_WORK.contains(&word.as_str()))
    }

    /// Whether its rows are good for a while only, as its name says.
    #[must_use]
    pub fn is_passing(self) -> bool {
        let mut words = words(self.name());
        if let Some(last) = words.last_mut() {
            *last = singular(last);
        }
        let name = words.join(" ");
        PASSING.contains(&name.strip_prefix("user ").unwrap_or(&name))
    }

    /// The column that says until when a row is good.
    #[must_use]
    pub fn end(self) -> Option<super::Column<'m>> {
        self.columns().find(|column| words(&column.name.value).iter().any(|word| ENDS.contains(&word.as_str())))
    }

    /// Whether a job of its owner clears rows away; of any service, where nobody is said to own it.
    #[must_use]
    pub fn is_cleared_by_a_job(self) -> bool {
        let owner = self.owner();
        let mut services = self.model.services().filter(|service| owner.is_none_or(|owner| owner.is(*service)));
        let clears = |job: &At<String>| words(job).iter().any(|word| CLEARING.iter().any(|it| word.starts_with(it)));
        services.any(|service| service.at.value.jobs.items().iter().any(clears))
    }

    /// How long its rows are kept, as it or its store says.
    #[must_use]
    pub fn retention(self) -> Option<&'m At<crate::value::Duration>> {
        let own = self.at.value.retention.as_ref();
        own.or_else(|| self.store().and_then(|store| store.at.value.retention.as_ref()))
    }
}
