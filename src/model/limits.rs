//! The limits in force: what the spec says, else what the product that it names is known to take.

use super::{Channel, Grpc, Model, Service, Store};
use crate::limits::{self, Bound, Limit};
use crate::lint::Finding;
use crate::spec::At;
use crate::spec::operations::PlatformLimits;
use crate::spec::service::ServiceKind;
use crate::text::Span;
use crate::value::{Duration, Size};

/// A limit in force.
#[derive(Debug, Clone, Copy)]
pub struct Ceiling<T> {
    /// How much it is.
    pub most: T,
    /// Where it is said, or where the product is named that has it.
    pub place: Span,
    /// The product's figure, where the spec does not say its own.
    pub known: Option<&'static Limit>,
}

impl<T> Ceiling<T> {
    fn stated(most: T, place: Span) -> Self {
        Self { most, place, known: None }
    }

    /// ` unless it is told otherwise`, where that may be.
    #[must_use]
    pub fn unless(&self) -> &'static str {
        if self.known.is_some_and(|limit| !limit.firm) { " unless it is told otherwise" } else { "" }
    }

    /// Tells a finding where the limit comes from.
    pub fn explain(&self, finding: &mut Finding) {
        match self.known {
            Some(limit) => finding.related(self.place, limit.product()).step(limit.in_words()),
            None => finding.related(self.place, "the limit"),
        };
    }
}

/// What the spec says, else what the product of that name is known for.
fn ceiling<T: Copy>(
    own: Option<&At<T>>,
    product: Option<&At<String>>,
    bound: Bound,
    amount: fn(&Limit) -> Option<T>,
) -> Option<Ceiling<T>> {
    if own.is_some() {
        return stated(own);
    }
    let product = product?;
    let known = limits::find(&product.value, bound)?;
    Some(Ceiling { most: amount(known)?, place: product.span, known: Some(known) })
}

/// What stands in front of every request from outside lets through.
#[derive(Debug)]
pub(super) struct Fronts {
    idle: Option<Ceiling<Duration>>,
    request: Option<Ceiling<Duration>>,
    body: Option<Ceiling<Size>>,
    frame: Option<Ceiling<Size>>,
}

impl Fronts {
    fn new(model: &Model<'_>) -> Self {
        let (named, platform) = (model.fronts(), model.platform());
        let limits = model.platform_limits();
        let idle = model.spec.system.scalability.as_ref().and_then(|it| it.idle_timeout.as_ref());
        let request = limits.and_then(|it| it.request.as_ref());
        let front = lowest(&named, Bound::Request, Limit::time);
        let body = limits.and_then(|it| it.body.as_ref());
        let bodies = [lowest(&named, Bound::Body, Limit::size), ceiling(None, platform, Bound::Body, Limit::size)];
        Self {
            idle: stated(idle).or_else(|| lowest(&named, Bound::Idle, Limit::time)),
            request: stated(request).or(front).or_else(|| ceiling(None, platform, Bound::Request, Limit::time)),
            body: stated(body).or_else(|| bodies.into_iter().flatten().min_by_key(|it| it.most)),
            frame: lowest(&named, Bound::Frame, Limit::size),
        }
    }
}

fn stated<T: Copy>(own: Option<&At<T>>) -> Option<Ceiling<T>> {
    own.map(|own| Ceiling::stated(own.value, own.span))
}

/// The lowest figure of these products.
fn lowest<T: Copy + Ord>(
    products: &[(String, Span)],
    bound: Bound,
    amount: fn(&Limit) -> Option<T>,
) -> Option<Ceiling<T>> {
    let known = products.iter().filter_map(|(name, place)| {
        let known = limits::find(name, bound)?;
        Some(Ceiling { most: amount(known)?, place: *place, known: Some(known) })
    });
    known.min_by_key(|it| it.most)
}

impl Grpc<'_> {
    /// The largest message that both sides take.
    #[must_use]
    pub fn largest_message(self) -> Option<Ceiling<Size>> {
        let own = self.at.value.max_message.as_ref();
        let known = limits::find("grpc", Bound::Message).and_then(|known| Some((known.size()?, known)));
        let place = self.at.value.service.as_ref().map_or(self.place(), |it| it.span);
        stated(own).or_else(|| known.map(|(most, known)| Ceiling { most, place, known: Some(known) }))
    }
}

impl Channel<'_> {
    /// The largest message that it takes.
    #[must_use]
    pub fn largest_message(self) -> Option<Ceiling<Size>> {
        ceiling(self.at.value.max_message.as_ref(), self.at.value.broker.as_ref(), Bound::Message, Limit::size)
    }

    /// Whether it can be told to take a message of that size: its broker has no limit that nothing raises.
    #[must_use]
    pub fn can_take(self, size: Size) -> bool {
        let known = self.at.value.broker.as_ref().and_then(|it| limits::find(&it.value, Bound::Message));
        known.filter(|it| it.firm).and_then(Limit::size).is_none_or(|most| size <= most)
    }

    /// The longest that it can keep a message.
    #[must_use]
    pub fn longest_retention(self) -> Option<Ceiling<Duration>> {
        let own = self.at.value.limits.as_ref().and_then(|it| it.value.retention.as_ref());
        ceiling(own, self.at.value.broker.as_ref(), Bound::Retention, Limit::time)
    }

    /// The longest that it can hide a message while it is handled.
    #[must_use]
    pub fn longest_hidden(self) -> Option<Ceiling<Duration>> {
        let own = self.at.value.limits.as_ref().and_then(|it| it.value.visibility_timeout.as_ref());
        ceiling(own, self.at.value.broker.as_ref(), Bound::Hidden, Limit::time)
    }

    /// How long a consumer may go without asking for more.
    #[must_use]
    pub fn patience(self) -> Option<Ceiling<Duration>> {
        let own = self.at.value.limits.as_ref().and_then(|it| it.value.poll_interval.as_ref());
        ceiling(own, self.at.value.broker.as_ref(), Bound::Patience, Limit::time)
    }

    /// Messages that one partition takes in a second.
    #[must_use]
    pub fn partition_records(self) -> Option<Ceiling<f64>> {
        let own = self.at.value.limits.as_ref().and_then(|it| it.value.partition_records.as_ref());
        if let Some(own) = own.filter(|own| own.by.is_none()) {
            return Some(Ceiling::stated(own.per_second(), own.span));
        }
        ceiling(None, self.at.value.broker.as_ref(), Bound::PartitionRecords, |it| Some(it.count()? as f64))
    }

    /// Bytes that one partition takes in a second.
    #[must_use]
    pub fn partition_bytes(self) -> Option<Ceiling<Size>> {
        let own = self.at.value.limits.as_ref().and_then(|it| it.value.partition_bytes.as_ref());
        ceiling(own, self.at.value.broker.as_ref(), Bound::PartitionBytes, Limit::size)
    }

    /// Bytes that all readers of one partition get in a second.
    #[must_use]
    pub fn partition_reads(self) -> Option<Ceiling<Size>> {
        let own = self.at.value.limits.as_ref().and_then(|it| it.value.partition_reads.as_ref());
        ceiling(own, self.at.value.broker.as_ref(), Bound::PartitionReads, Limit::size)
    }
}

impl Store<'_> {
    /// Connections that it takes.
    #[must_use]
    pub fn most_connections(self) -> Option<Ceiling<u64>> {
        ceiling(self.at.value.max_connections.as_ref(), self.at.value.engine.as_ref(), Bound::Connections, Limit::count)
    }
}

impl Model<'_> {
    fn platform(&self) -> Option<&At<String>> {
        self.spec.system.deployment.as_ref()?.platform.as_ref()
    }

    fn platform_limits(&self) -> Option<&PlatformLimits> {
        Some(&self.spec.system.deployment.as_ref()?.limits.as_ref()?.value)
    }

    /// What every request from outside passes: the load balancer, and the one gateway's products.
    fn fronts(&self) -> Vec<(String, Span)> {
        let balancing = self.spec.system.scalability.as_ref().and_then(|it| it.load_balancing.as_ref());
        let named = balancing.and_then(|at| Some((at.value.details()?.clone(), at.span)));
        let mut gateways = self.services().filter(|it| it.kind() == ServiceKind::Gateway);
        let only = gateways.next().filter(|_| gateways.next().is_none());
        let stack = only.into_iter().flat_map(|it| it.at.value.stack.iter().flat_map(|stack| &stack.value.0));
        let stack = stack.map(|item| (item.value.clone(), item.span));
        let on_lambda = self.platform().is_some_and(|it| limits::is_any(&it.value, &["lambda"]));
        // In front of functions of Amazon it is Amazon's.
        let exact = |(name, span): (String, Span)| match name.as_str() {
            "api-gateway" if on_lambda => ("aws-api-gateway".to_owned(), span),
            _ => (name, span),
        };
        named.into_iter().chain(stack).map(exact).collect()
    }

    /// The longest that an open connection may be silent.
    #[must_use]
    pub fn idle_limit(&self) -> Option<Ceiling<Duration>> {
        self.fronts.get_or_init(|| Fronts::new(self)).idle
    }

    /// The longest that what stands in front waits for an answer.
    #[must_use]
    pub fn request_limit(&self) -> Option<Ceiling<Duration>> {
        self.fronts.get_or_init(|| Fronts::new(self)).request
    }

    /// The largest body that a request may have on its way to a service.
    #[must_use]
    pub fn body_limit(&self) -> Option<Ceiling<Size>> {
        self.fronts.get_or_init(|| Fronts::new(self)).body
    }

    /// The largest message over a WebSocket that what stands in front lets through.
    #[must_use]
    pub fn frame_limit(&self) -> Option<Ceiling<Size>> {
        self.fronts.get_or_init(|| Fronts::new(self)).frame
    }

    /// The most functions that run at once.
    #[must_use]
    pub fn concurrency_limit(&self) -> Option<Ceiling<u64>> {
        let own = self.platform_limits().and_then(|it| it.concurrency.as_ref());
        ceiling(own, self.platform(), Bound::Concurrency, Limit::count)
    }

    /// How long an instance that is to end may go on.
    #[must_use]
    pub fn grace_limit(&self) -> Option<Ceiling<Duration>> {
        let own = self.platform_limits().and_then(|it| it.grace.as_ref());
        ceiling(own, self.platform(), Bound::Grace, Limit::time)
    }
}

impl Service<'_> {
    /// Whether it runs as functions of a platform.
    #[must_use]
    pub fn is_function(self) -> bool {
        let on_demand = || self.model.platform().is_some_and(|it| limits::find(&it.value, Bound::Run).is_some());
        match self.kind() {
            ServiceKind::Function => true,
            ServiceKind::Service | ServiceKind::Worker => on_demand(),
            _ => false,
        }
    }

    /// The longest that one run of it may take, where it is a function.
    #[must_use]
    pub fn run_limit(self) -> Option<Ceiling<Duration>> {
        let own = self.model.platform_limits().and_then(|it| it.duration.as_ref());
        ceiling(own, self.model.platform(), Bound::Run, Limit::time).filter(|_| self.is_function())
    }

    /// The most memory that it may have, where it is a function.
    #[must_use]
    pub fn memory_limit(self) -> Option<Ceiling<Size>> {
        let own = self.model.platform_limits().and_then(|it| it.memory.as_ref());
        ceiling(own, self.model.platform(), Bound::Memory, Limit::size).filter(|_| self.is_function())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;

    fn request(text: &str) -> Option<Duration> {
        let spec = Spec::read(text);
        assert!(spec.problems.is_empty(), "{text}");
        Model::new(&spec, None).request_limit().map(|it| it.most)
    }

    #[test]
    fn an_api_gateway_is_amazon_s_in_front_of_amazon_s_functions() {
        let balanced = "scalability: { load_balancing: api-gateway }\n";
        assert_eq!(request(&format!("{balanced}deployment: {{ platform: lambda }}\n")), Some(Duration::seconds(29)));
        assert_eq!(request(&format!("{balanced}deployment: {{ platform: kubernetes }}\n")), None);
    }

    #[test]
    fn what_the_spec_says_goes_before_what_is_known() {
        let text = "scalability: { load_balancing: aws-api-gateway }\ndeployment: { limits: { request: 60s } }\n";
        assert_eq!(request(text), Some(Duration::seconds(60)));
    }

    #[test]
    fn of_several_gateways_none_stands_in_front_of_everything() {
        let gateway = |name: &str| format!("  - {{ name: {name}, kind: gateway, stack: [aws-api-gateway] }}\n");
        assert_eq!(request(&format!("services:\n{}", gateway("one"))), Some(Duration::seconds(29)));
        assert_eq!(request(&format!("services:\n{}{}", gateway("one"), gateway("two"))), None);
    }
}
