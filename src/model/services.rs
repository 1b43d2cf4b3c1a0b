//! Services and external systems.

use super::index::listed;
use super::{Call, Endpoint, Model, Party, Store, Subscription, Table, view};
use crate::spec::service::{Instances, ServiceKind};
use crate::spec::{self, At, Items, Toggle};

view! {
    /// Something that runs.
    Service of spec::service::Service, named
}

view! {
    /// A system of others.
    External of spec::system::External, named
}

impl<'s> Model<'s> {
    /// The services that have a name.
    pub fn services(&self) -> impl Iterator<Item = Service<'_>> {
        self.services.iter().map(|at| Service { model: self, at })
    }

    /// The service of that name.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<Service<'_>> {
        let index = *self.service_ids.get(name)?;
        Some(Service { model: self, at: self.services.get(index)? })
    }

    /// The external systems that have a name.
    pub fn externals(&self) -> impl Iterator<Item = External<'_>> {
        self.spec
            .system
            .integration_points
            .items()
            .iter()
            .filter(|at| at.name.is_some())
            .map(|at| External { model: self, at })
    }

    /// The external system of that name.
    #[must_use]
    pub fn external(&self, name: &str) -> Option<External<'_>> {
        let index = *self.external_ids.get(name)?;
        Some(External { model: self, at: self.spec.system.integration_points.items().get(index)? })
    }
}

impl<'m> Service<'m> {
    /// What part it plays; an ordinary service where nothing is said.
    #[must_use]
    pub fn kind(self) -> ServiceKind {
        self.at.value.kind.as_ref().map_or(ServiceKind::Service, |kind| kind.value)
    }

    /// Its HTTP endpoints, its own and those of the flat list that name it.
    pub fn endpoints(self) -> impl Iterator<Item = Endpoint<'m>> {
        let own = listed(&self.model.index.endpoints, self.name()).iter();
        own.filter_map(move |at| self.model.endpoint_at(*at))
            .filter(move |it| it.service().is_some_and(|it| it.is(self)))
    }

    /// Whom it calls.
    pub fn calls(self) -> impl Iterator<Item = Call<'m>> {
        let own = listed(&self.model.index.calls, self.name()).iter();
        own.filter_map(move |at| self.model.call_at(*at)).filter(move |call| call.caller().is(self))
    }

    /// The calls to it.
    pub fn callers(self) -> impl Iterator<Item = Call<'m>> {
        let to = listed(&self.model.index.callers, self.name()).iter().filter_map(move |at| self.model.call_at(*at));
        to.filter(move |call| matches!(call.callee(), Some(Party::Service(it)) if it.is(self)))
    }

    /// The events that it handles.
    pub fn subscriptions(self) -> impl Iterator<Item = Subscription<'m>> {
        let own = listed(&self.model.index.subscriptions, self.name()).iter();
        own.filter_map(move |at| self.model.subscription_at(*at)).filter(move |it| it.service().is(self))
    }

    /// The stores that it owns.
    pub fn stores(self) -> impl Iterator<Item = Store<'m>> {
        self.at.value.owns.items().iter().filter_map(move |name| self.model.store(name))
    }

    /// The tables in its stores, and those that name it as their owner.
    pub fn tables(self) -> impl Iterator<Item = Table<'m>> {
        let own = listed(&self.model.index.owned, self.name()).iter();
        own.filter_map(move |at| self.model.table_at(*at)).filter(move |it| it.owner().is_some_and(|it| it.is(self)))
    }

    /// Whether both are the same service.
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        std::ptr::eq(self.at, other.at)
    }

    /// The product of the mesh around it.
    #[must_use]
    pub fn mesh(self) -> Option<&'m At<String>> {
        let product = self.at.value.mesh.as_ref()?.value.product.as_ref();
        product.filter(|product| product.value != "none")
    }

    /// How many instances run.
    #[must_use]
    pub fn instances(self) -> Option<&'m At<Instances>> {
        self.at.value.instances.as_ref()
    }

    /// The fewest instances that run, where that is stated.
    #[must_use]
    pub fn min_instances(self) -> Option<u64> {
        let instances = self.instances()?;
        instances.count.as_ref().or(instances.min.as_ref()).map(|count| count.value)
    }

    /// The most instances that run, where that is stated.
    #[must_use]
    pub fn max_instances(self) -> Option<u64> {
        let instances = self.instances()?;
        instances.max.as_ref().or(instances.count.as_ref()).map(|count| count.value)
    }

    /// Where it says how it is; the system-wide path counts.
    #[must_use]
    pub fn has_health(self) -> bool {
        let own = self.at.value.health.as_ref();
        let system = || self.model.spec.system.observability.as_ref().and_then(|it| it.health.as_ref());
        own.map_or_else(|| system().is_some_and(|it| it.is_on()), |it| it.is_on())
    }

    /// Whether events leave in the same transaction as the write.
    #[must_use]
    pub fn has_outbox(self) -> bool {
        let own = self.at.value.outbox.as_ref();
        own.is_some_and(|it| it.is_on())
    }

    /// Whether its state is a sequence of events.
    #[must_use]
    pub fn is_event_sourced(self) -> bool {
        self.at.value.event_sourced.as_ref().is_some_and(|it| it.is_on())
    }

    /// Whether anything names it but the plan, the environments and the objectives, which speak of every service.
    #[must_use]
    pub fn is_mentioned(self) -> bool {
        use crate::spec::shape::SERVICE;
        let system = &self.model.spec.system;
        let plans = [
            system.roadmap.as_ref().map(|it| it.span),
            system.deployment.as_ref().map(|it| it.span),
            system.observability.as_ref().map(|it| it.span),
        ];
        let planned = |span: crate::text::Span| plans.iter().flatten().any(|plan| plan.contains(span));
        let mut used = self.model.spec.used.iter();
        used.any(|it| it.kinds & SERVICE != 0 && it.name == self.name() && !planned(it.span))
    }

    /// What it promises by itself.
    #[must_use]
    pub fn availability(self) -> Option<&'m At<crate::value::Percentage>> {
        self.at.value.availability.as_ref()
    }

    /// Whether people or other companies reach it from outside.
    #[must_use]
    pub fn is_edge(self) -> bool {
        match &self.at.value.public {
            Some(public) => public.value,
            None => matches!(self.kind(), ServiceKind::Gateway | ServiceKind::Bff | ServiceKind::Frontend),
        }
    }
}

/// What a switch that is on says in detail.
pub(super) fn details<T>(toggle: Option<&At<Toggle<T>>>) -> Option<&T> {
    toggle.and_then(|toggle| toggle.value.details())
}
