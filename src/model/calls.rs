//! Synchronous calls and the graph that they form.

use super::procedure_name;
use super::services::details;
use super::{Endpoint, External, Model, Service};
use crate::spec::service::{CircuitBreaker, Occasion, Protocol, Retry};
use crate::spec::{self, At, Items, Toggle};
use crate::value::Duration;

/// A synchronous call.
#[derive(Debug, Clone, Copy)]
pub struct Call<'m> {
    /// The model that it belongs to.
    pub model: &'m Model<'m>,
    /// What the spec says.
    pub at: &'m At<spec::service::Call>,
    caller: usize,
    index: usize,
}

/// A call and the index of its caller.
pub(super) type CallEntry<'s> = (usize, &'s At<spec::service::Call>);

/// Who is called.
#[derive(Debug, Clone, Copy)]
pub enum Party<'m> {
    /// One of ours.
    Service(Service<'m>),
    /// One of others.
    External(External<'m>),
}

impl<'m> Party<'m> {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'m str {
        match self {
            Self::Service(service) => service.name(),
            Self::External(external) => external.name(),
        }
    }
}

impl std::ops::Deref for Call<'_> {
    type Target = spec::service::Call;
    fn deref(&self) -> &spec::service::Call {
        &self.at.value
    }
}

pub(super) fn collect<'s>(model: &Model<'s>) -> Vec<CallEntry<'s>> {
    let services = model.services.iter().enumerate();
    services.flat_map(|(index, service)| service.calls.items().iter().map(move |at| (index, at))).collect()
}

impl Model<'_> {
    /// Every call of every service.
    pub fn calls(&self) -> impl Iterator<Item = Call<'_>> {
        let calls = self.calls.iter().enumerate();
        calls.map(|(index, (caller, at))| Call { model: self, at, caller: *caller, index })
    }

    /// The call at a place of [`Model::calls`].
    pub(super) fn call_at(&self, index: usize) -> Option<Call<'_>> {
        let (caller, at) = self.calls.get(index)?;
        Some(Call { model: self, at, caller: *caller, index })
    }
}

impl<'m> Call<'m> {
    /// Its place in [`Model::calls`].
    pub(super) const fn index(self) -> usize {
        self.index
    }

    /// Who calls.
    #[must_use]
    pub fn caller(self) -> Service<'m> {
        #[expect(clippy::indexing_slicing, reason = "the index was taken from this list")]
        Service { model: self.model, at: self.model.services[self.caller] }
    }

    /// Who is called; none where the name means nothing.
    #[must_use]
    pub fn callee(self) -> Option<Party<'m>> {
        let name = &self.at.value.to.as_ref()?.value.0;
        let service = self.model.service(name).map(Party::Service);
        service.or_else(|| self.model.external(name).map(Party::External))
    }

    /// The service that is called, where it is one of ours.
    #[must_use]
    pub fn service(self) -> Option<Service<'m>> {
        match self.callee()? {
            Party::Service(service) => Some(service),
            Party::External(_) => None,
        }
    }

    /// The external system that is called, where it is one.
    #[must_use]
    pub fn external(self) -> Option<External<'m>> {
        match self.callee()? {
            Party::Service(_) => None,
            Party::External(external) => Some(external),
        }
    }

    /// The endpoint that is called, where it is one that the spec has.
    #[must_use]
    pub fn target(self) -> Option<Endpoint<'m>> {
        let reference = self.at.value.endpoint.as_ref()?;
        self.service()?.endpoints().find(|endpoint| endpoint.is_meant_by(&reference.value))
    }

    /// The path under which a gateway that makes this call offers an endpoint of the callee.
    #[must_use]
    pub fn route(self, endpoint: Endpoint<'_>) -> String {
        let prefix = self.at.value.prefix.as_ref().map_or("", |it| it.value.trim_end_matches('/'));
        format!("{prefix}{}", endpoint.path().value)
    }

    /// `orders → payments`
    #[must_use]
    pub fn label(self) -> String {
        format!("{} → {}", self.caller().name(), self.callee().map_or("?", Party::name))
    }

    /// Where the callee's name stands.
    #[must_use]
    pub fn place(self) -> crate::text::Span {
        self.at.value.to.as_ref().map_or(self.at.span, |to| to.span)
    }

    /// The edits that set a key of it, which turn the short form into the long one where needed.
    #[must_use]
    pub fn set(self, key: &str, value: &str) -> Vec<crate::text::Edit> {
        self.model.spec.set(self.at, key, value)
    }

    /// Whether its caller waits for something to be done and not for what it asks for, as far as that is stated.
    #[must_use]
    pub fn may_wait_in_queue(self) -> bool {
        let asks = self.at.value.endpoint.as_ref().is_some_and(|it| it.value.method.is_safe());
        !asks && self.service().is_some() && self.is_synchronous()
    }

    /// How long one attempt may take.
    #[must_use]
    pub fn timeout(self) -> Option<&'m At<Duration>> {
        self.at.value.timeout.as_ref()
    }

    /// How often it is tried, where that is said at all.
    #[must_use]
    pub fn retry_policy(self) -> Option<&'m At<Toggle<Retry>>> {
        self.at.value.retry.as_ref()
    }

    /// How it is tried again; none where it is tried once.
    #[must_use]
    pub fn retry(self) -> Option<&'m Retry> {
        details(self.retry_policy())
    }

    /// Tries in all, the first one included; one where nothing is said.
    #[must_use]
    pub fn attempts(self) -> u64 {
        self.retry().and_then(|retry| retry.attempts.as_ref()).map_or(1, |attempts| attempts.value.max(1))
    }

    /// When the caller stops trying for a while.
    #[must_use]
    pub fn circuit_breaker(self) -> Option<&'m At<Toggle<CircuitBreaker>>> {
        self.at.value.circuit_breaker.as_ref()
    }

    /// What happens where it fails.
    #[must_use]
    pub fn fallback(self) -> Option<&'m At<Toggle<String>>> {
        self.at.value.fallback.as_ref()
    }

    /// Whether it says that it happens during this endpoint of its caller.
    #[must_use]
    pub fn is_during(self, endpoint: Endpoint<'_>) -> bool {
        let occasions = self.at.value.during.items();
        occasions.iter().any(|it| matches!(&it.value, Occasion::Endpoint(own) if endpoint.is_meant_by(own)))
    }

    /// Whether the caller needs it: it is neither optional nor has it a fallback, nor does it wait in a queue.
    #[must_use]
    pub fn is_hard(self) -> bool {
        let optional = self.at.value.optional.as_ref().is_some_and(|it| it.value);
        let fallback = self.fallback().is_some_and(|it| it.is_on());
        !optional && !fallback && self.is_synchronous()
    }

    /// Whether the caller waits for an answer.
    #[must_use]
    pub fn is_synchronous(self) -> bool {
        let broker = matches!(self.protocol(), Some(Protocol::Amqp | Protocol::Kafka | Protocol::Mqtt));
        let queue = self.at.value.via.as_ref().is_some_and(|via| !matches!(via.value.as_str(), "gateway" | "mesh"));
        !broker && !queue
    }

    /// How it travels, where it is said here, by policy, or by the external system.
    #[must_use]
    pub fn protocol(self) -> Option<Protocol> {
        self.at.value.protocol.as_ref().map(|it| it.value)
    }

    /// Whether saying it twice is the same as once; none where the call does not say what it asks for.
    #[must_use]
    pub fn is_idempotent(self) -> Option<bool> {
        if self.at.value.idempotency.as_ref().is_some_and(|it| it.is_on()) {
            return Some(true);
        }
        if let Some(reference) = &self.at.value.endpoint {
            let declared = self.target().map(Endpoint::is_idempotent);
            return Some(declared.unwrap_or_else(|| reference.method.is_idempotent()));
        }
        let rpc = procedure_name(&self.at.value.rpc.as_ref()?.value);
        let service = self.service()?;
        let apis =
            self.model.grpc().filter(|grpc| grpc.service.as_ref().is_some_and(|it| it.value.0 == service.name()));
        let found = apis
            .flat_map(|grpc| grpc.at.value.rpcs.items())
            .find(|it| it.name.as_ref().is_some_and(|name| procedure_name(&name.value) == rpc));
        found?.idempotent.as_ref().map(|it| it.value)
    }
}
