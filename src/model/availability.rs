//! What a promise of availability rests on.

use std::collections::BTreeSet;

use super::{Call, Model, Party, Service};
use crate::spec::data::StoreKind;
use crate::spec::service::{Occasion, ServiceKind};
use crate::spec::{At, Items};
use crate::text::Span;
use crate::value::Percentage;

/// A promise with everything that must work for it to be kept, along the way that needs most.
#[derive(Debug, Clone)]
pub struct Promise<'m> {
    /// What is promised.
    pub target: &'m At<Percentage>,
    /// What must work, each once.
    pub parts: Vec<Part<'m>>,
}

/// Something that must work.
#[derive(Debug, Clone, Copy)]
pub struct Part<'m> {
    /// Its name.
    pub name: &'m str,
    /// The service, where it is one.
    pub service: Option<Service<'m>>,
    /// What it promises by itself, where that is stated.
    pub availability: Option<&'m At<Percentage>>,
    /// Where it comes in: the call, or where it is declared.
    pub span: Span,
}

impl Promise<'_> {
    /// The product of what the parts promise; those that state nothing count as if they never failed.
    #[must_use]
    pub fn product(&self) -> Percentage {
        Percentage(self.parts.iter().filter_map(|part| part.availability).map(|it| it.value.0).product())
    }
}

impl Model<'_> {
    /// Every promise of availability: the system's, those of objectives and those of flows. A promise that several
    /// ways depend on is listed once for each.
    #[must_use]
    pub fn promises(&self) -> Vec<Promise<'_>> {
        let mut promises = Vec::new();
        let quality = self.spec.system.requirements.as_ref().and_then(|it| it.quality.as_ref());
        if let Some(target) = quality.and_then(|quality| quality.availability.as_ref()) {
            for entry in self.entries() {
                promises.extend(entry.ways().into_iter().map(|parts| Promise { target, parts }));
            }
        }
        for (service, target) in self.availability_objectives() {
            promises.extend(service.ways().into_iter().map(|parts| Promise { target, parts }));
        }
        for flow in self.flows() {
            if let Some(target) = &flow.at.value.availability {
                promises.push(Promise { target, parts: flow.parts() });
            }
        }
        promises
    }

    /// The objectives for a service's availability, each with its service.
    pub fn availability_objectives(&self) -> impl Iterator<Item = (Service<'_>, &At<Percentage>)> {
        let objectives = self.spec.system.observability.as_ref().map(|it| it.slos.items()).unwrap_or_default();
        objectives.iter().filter_map(|objective| {
            let other = objective.sli.as_ref().map_or(objective.threshold.is_some(), |sli| sli.value != "availability");
            let service = objective.service.as_ref().and_then(|name| self.service(name));
            Some((service.filter(|_| !other)?, objective.target.as_ref()?))
        })
    }

    /// Where requests from outside arrive: gateways and the like, else the services that answer and that none calls.
    fn entries(&self) -> Vec<Service<'_>> {
        let edge: Vec<_> =
            self.services().filter(|service| service.is_edge() && service.kind() != ServiceKind::Frontend).collect();
        if !edge.is_empty() {
            return edge;
        }
        let called =
            |service: &Service<'_>| service.callers().any(|call| call.caller().kind() != ServiceKind::Frontend);
        self.services().filter(|service| service.endpoints().next().is_some() && !called(service)).collect()
    }
}

impl<'m> Service<'m> {
    /// The highest promise that cannot be kept without it, where there is one.
    #[must_use]
    pub fn promised(self) -> Option<&'m At<Percentage>> {
        let needs_it = |part: &Part<'_>| part.service.is_some_and(|part| part.is(self));
        highest(self.model.promises(), needs_it)
    }

    /// Whether it cannot answer without the thing of that name, directly or through others.
    #[must_use]
    pub fn needs(self, name: &str) -> bool {
        let mut parts = Parts::default();
        self.calls().for_each(|call| parts.call(call));
        parts.list.iter().any(|part| part.name == name)
    }

    /// What must work for it to answer: one list for each endpoint that has calls of its own, else one for all. A
    /// gateway needs only what it forwards to, so that each of its calls is a way of its own.
    fn ways(self) -> Vec<Vec<Part<'m>>> {
        let mut always = Vec::new();
        let mut at_times: Vec<(Option<&Occasion>, Vec<Call<'m>>)> = Vec::new();
        for call in self.calls().filter(|call| call.is_hard()) {
            let occasions = call.at.value.during.items();
            if self.kind() == ServiceKind::Gateway {
                at_times.push((None, vec![call]));
            } else if occasions.is_empty() {
                always.push(call);
            }
            for occasion in occasions.iter().filter(|it| matches!(it.value, Occasion::Endpoint(_))) {
                match at_times.iter_mut().find(|(known, _)| known.is_some_and(|known| *known == occasion.value)) {
                    Some((_, calls)) => calls.push(call),
                    None => at_times.push((Some(&occasion.value), vec![call])),
                }
            }
        }
        if at_times.is_empty() {
            at_times.push((None, Vec::new()));
        }
        let way = |calls: Vec<Call<'m>>| {
            let mut parts = Parts::default();
            parts.service(self, self.name_span());
            always.iter().copied().chain(calls).for_each(|call| parts.call(call));
            parts.list
        };
        at_times.into_iter().map(|(_, calls)| way(calls)).collect()
    }
}

impl<'m> super::Store<'m> {
    /// The highest promise that cannot be kept without it, where there is one.
    #[must_use]
    pub fn promised(self) -> Option<&'m At<Percentage>> {
        highest(self.model.promises(), |part| part.service.is_none() && part.name == self.name())
    }
}

fn highest<'m>(promises: Vec<Promise<'m>>, needs: impl Fn(&Part<'m>) -> bool) -> Option<&'m At<Percentage>> {
    let rests = promises.into_iter().filter(|promise| promise.parts.iter().any(&needs)).map(|promise| promise.target);
    rests.max_by(|a, b| a.value.0.total_cmp(&b.value.0))
}

impl<'m> super::Flow<'m> {
    /// What must work for it to succeed: who takes part before the first event is handled, and what those need.
    fn parts(self) -> Vec<Part<'m>> {
        let mut parts = Parts::default();
        for step in self.at.value.steps.items().iter().take_while(|step| step.on.is_none()) {
            let (Some(from), Some(to)) = (&step.from, &step.to) else { continue };
            // Where a failure has an answer other than taking things back, the flow goes on.
            if step.on_failure.is_some() && step.compensate.is_none() {
                continue;
            }
            let caller = self.model.service(&from.value.0);
            let call = caller.and_then(|caller| {
                caller.calls().find(|call| call.callee().is_some_and(|callee| callee.name() == to.value.0))
            });
            if call.is_some_and(|call| !call.is_hard()) {
                continue;
            }
            if let Some(caller) = caller.filter(|caller| caller.kind() != ServiceKind::Frontend) {
                parts.service(caller, from.span);
            }
            if let Some(callee) = self.model.service(&to.value.0) {
                parts.service(callee, to.span);
            } else if let Some(callee) = self.model.external(&to.value.0) {
                parts.add(callee.name(), None, callee.at.value.availability.as_ref(), to.span);
            }
        }
        parts.list
    }
}

/// A list of parts under construction.
#[derive(Default)]
struct Parts<'m> {
    list: Vec<Part<'m>>,
    calls: BTreeSet<usize>,
}

impl<'m> Parts<'m> {
    fn add(
        &mut self,
        name: &'m str,
        service: Option<Service<'m>>,
        own: Option<&'m At<Percentage>>,
        span: Span,
    ) -> bool {
        let is_new = !self.list.iter().any(|part| part.name == name);
        if is_new {
            self.list.push(Part { name, service, availability: own, span });
        }
        is_new
    }

    /// A service and the stores without which it cannot answer.
    fn service(&mut self, service: Service<'m>, span: Span) {
        if !self.add(service.name(), Some(service), service.availability(), span) {
            return;
        }
        for store in service.stores().filter(|store| store.is_durable()) {
            use StoreKind::{Blob, Search, TimeSeries, Vector, Warehouse};
            if !matches!(store.kind(), Some(Blob | Search | TimeSeries | Vector | Warehouse)) {
                let span = store.at.value.name.as_ref().map_or(store.at.span, |name| name.span);
                self.add(store.name(), None, store.at.value.availability.as_ref(), span);
            }
        }
    }

    /// A callee and, in turn, those that it cannot answer without.
    fn call(&mut self, call: Call<'m>) {
        let mut waiting = vec![call];
        while let Some(call) = waiting.pop() {
            if !call.is_hard() || !self.calls.insert(call.index()) {
                continue;
            }
            match call.callee() {
                Some(Party::Service(service)) => self.service(service, call.place()),
                Some(Party::External(external)) => {
                    self.add(external.name(), None, external.at.value.availability.as_ref(), call.place());
                }
                None => {}
            }
            let next: Vec<_> = call.leads_to().collect();
            waiting.extend(next.into_iter().rev());
        }
    }
}
