//! Where the system runs, how it is watched, and how complete its description is.

use super::{Model, Service};
use crate::spec::data::is_on;
use crate::spec::service::{Health, ServiceKind};
use crate::spec::system::Style;
use crate::spec::{At, Items};
use crate::text::Span;

/// Whether a platform has no instances of one's own.
fn starts_on_demand(platform: &str) -> bool {
    const ON_DEMAND: [&str; 7] = ["lambda", "functions", "serverless", "workers", "cloud run", "app engine", "knative"];
    let platform = platform.to_lowercase().replace('-', " ");
    ON_DEMAND.iter().any(|word| platform.contains(word))
}

impl Service<'_> {
    /// Whether a platform starts it on demand, and a lost instance anew.
    #[must_use]
    pub fn starts_on_demand(self) -> bool {
        self.model.is_serverless() || self.at.value.stack.items().iter().any(|it| starts_on_demand(&it.value))
    }
}

impl<'s> Model<'s> {
    /// Whether a platform runs code on demand, so that nobody asks an instance how it is.
    #[must_use]
    pub fn is_serverless(&self) -> bool {
        let platform = self.spec.system.deployment.as_ref().and_then(|it| it.platform.as_ref());
        self.spec.system.style.as_ref().is_some_and(|style| style.value == Style::Serverless)
            || platform.is_some_and(|platform| starts_on_demand(&platform.value))
    }

    /// Whether something starts, stops or balances instances: a platform, autoscaling or a load balancer.
    #[must_use]
    pub fn manages_instances(&self) -> bool {
        let scalability = self.spec.system.scalability.as_ref();
        let deployment = self.spec.system.deployment.as_ref();
        deployment.is_some_and(|it| it.platform.is_some())
            || scalability.and_then(|it| it.load_balancing.as_ref()).is_some_and(|it| it.is_on())
            || scalability.and_then(|it| it.autoscaling.as_ref()).is_some_and(|it| it.is_on())
    }

    /// Whether any sensitive action is recorded by a policy of the whole system.
    #[must_use]
    pub fn audits(&self) -> bool {
        let security = self.spec.system.security.as_ref().and_then(|it| it.audit.as_ref());
        let observability = self.spec.system.observability.as_ref().and_then(|it| it.audit.as_ref());
        security.or(observability).is_some_and(|it| it.is_on())
    }

    /// Whether the short form of `observability` lists a signal whose name begins so.
    #[must_use]
    pub fn signals(&self, word: &str) -> bool {
        let signals = self.spec.system.observability.as_ref().map(|it| it.signals.items()).unwrap_or_default();
        signals.iter().any(|signal| signal.value.to_lowercase().starts_with(word))
    }

    /// Whether anything brings data back: a plan for disasters, or for any store a backup or a copy.
    #[must_use]
    pub fn recovers(&self) -> bool {
        let planned = self.spec.system.deployment.as_ref().is_some_and(|it| it.disaster_recovery.is_some());
        let comes_back = |store: super::Store<'_>| {
            let at = &store.at.value;
            is_on(&at.backup) || is_on(&at.failover) || at.replicas.as_ref().is_some_and(|it| it.value > 0)
        };
        planned || self.stores().any(comes_back)
    }

    /// Where a finding about the document as a whole stands: at its stage, else at its name, else at its first key.
    #[must_use]
    pub fn head(&self) -> Span {
        let system = &self.spec.system;
        let stated = system.stage.as_ref().map(|it| it.span).or(system.name.as_ref().map(|it| it.span));
        let first = || Some(self.spec.tree.root()?.entries()?.next()?.0.span());
        stated.or_else(first).unwrap_or_default()
    }

    /// Whether anything can be asked or sent from outside.
    #[must_use]
    pub fn has_interface(&self) -> bool {
        let system = &self.spec.system;
        self.endpoints().next().is_some()
            || !system.graphql.items().is_empty()
            || !system.grpc.items().is_empty()
            || !system.websockets.items().is_empty()
            || !system.sse.items().is_empty()
            || !system.webhooks.items().is_empty()
    }
}

/// How a service hands on which request a call belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracing<'m> {
    /// Not at all.
    Off,
    /// In this form, where one is stated.
    On(Option<&'m str>),
}

impl<'m> Service<'m> {
    /// How it hands on which request a call belongs to; as the system does where it says nothing itself.
    #[must_use]
    pub fn tracing(self) -> Option<Tracing<'m>> {
        if let Some(own) = &self.at.value.tracing {
            let form = own.value.details().map(String::as_str);
            return Some(if own.value.is_on() { Tracing::On(form) } else { Tracing::Off });
        }
        let traces = self.model.spec.system.observability.as_ref()?.traces.as_ref().filter(|it| it.value.is_on())?;
        let form = traces.value.details().and_then(|it| it.propagation.as_ref());
        Some(Tracing::On(form.map(|it| it.value.as_str())))
    }

    /// The regions in which people reach it; none where an environment that runs it does not say its own.
    #[must_use]
    pub fn regions(self) -> Vec<&'m str> {
        let places = self.model.environments().filter(|it| !it.is_rehearsal() && it.runs(self));
        let places: Vec<_> = places.map(|it| it.at.value.regions.items()).collect();
        if places.iter().any(|regions| regions.is_empty()) {
            return Vec::new();
        }
        places.into_iter().flatten().map(|it| it.value.as_str()).collect()
    }

    /// Whether its instances run all the time and answer probes.
    #[must_use]
    pub fn is_long_running(self) -> bool {
        use ServiceKind::{Bff, Gateway, Service, StreamProcessor, Worker};
        let kind = matches!(self.kind(), Service | Gateway | Bff | Worker | StreamProcessor);
        kind && !self.model.is_serverless() && !self.runs_on_demand()
    }

    /// Whether a platform starts its code when there is work, as its stack says.
    fn runs_on_demand(self) -> bool {
        const RUNNERS: [&str; 6] = ["lambda", "functions", "dataflow", "glue", "kinesis-analytics", "emr-serverless"];
        let stack = self.at.value.stack.items().iter().map(|it| it.value.to_lowercase().replace(' ', "-"));
        stack
            .into_iter()
            .any(|part| RUNNERS.iter().any(|runner| part == *runner || part.ends_with(&format!("-{runner}"))))
    }

    /// How it says how it is, in detail.
    #[must_use]
    pub fn health(self) -> Option<&'m Health> {
        super::services::details(self.at.value.health.as_ref())
    }

    /// Whether clients stay connected to one of its instances.
    #[must_use]
    pub fn holds_connections(self) -> bool {
        let system = &self.model.spec.system;
        let is_this = |service: &crate::spec::Value<crate::spec::Ref<{ crate::spec::shape::SERVICE }>>| {
            service.as_ref().is_some_and(|service| service.value.0 == self.name())
        };
        system.websockets.items().iter().any(|it| is_this(&it.service))
            || system.sse.items().iter().any(|it| is_this(&it.service))
    }

    /// Whether one of its endpoints is there to be probed.
    #[must_use]
    pub fn answers_probes(self) -> bool {
        self.endpoints().any(super::Endpoint::is_probe)
    }

    /// The environments that list it, of those that list services at all.
    #[must_use]
    pub fn is_placed(self) -> bool {
        self.model.environments().any(|environment| environment.runs(self))
    }
}

/// Names of environments in which nobody works with the system.
const REHEARSALS: [&str; 11] =
    ["staging", "stage", "test", "testing", "dev", "development", "qa", "ci", "sandbox", "preview", "integration"];

impl super::Environment<'_> {
    /// Whether a service runs there: it is listed, or none is.
    #[must_use]
    pub fn runs(self, service: Service<'_>) -> bool {
        let listed = self.at.value.services.items();
        listed.is_empty() || listed.iter().any(|name| name.value.0 == service.name())
    }

    /// Whether people use the system there, as its name says.
    #[must_use]
    pub fn is_production(self) -> bool {
        matches!(self.name(), "production" | "prod" | "live")
    }

    /// Whether it is there to try things out, as its name says.
    #[must_use]
    pub fn is_rehearsal(self) -> bool {
        super::words(self.name()).iter().any(|word| REHEARSALS.contains(&word.as_str()))
    }
}

/// The words of a text in which a measure of time stands: `6 months`, `90d`; none where there is not exactly one.
pub(super) fn only_duration(text: &At<String>) -> Option<crate::value::Duration> {
    const DAY: u64 = 86_400_000;
    let words: Vec<&str> =
        text.value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_end_matches('.');
        if let (Ok(count), Some(unit)) = (word.parse::<u64>(), words.get(index + 1)) {
            let days = match unit.trim_end_matches(['.', 's']) {
                "day" => 1,
                "week" => 7,
                "month" => 31,
                "year" => 366,
                _ => continue,
            };
            found.push(crate::value::Duration(count.saturating_mul(days * DAY)));
        } else if word.starts_with(|c: char| c.is_ascii_digit())
            && let Ok(duration) = crate::value::Duration::parse(word)
        {
            found.push(duration);
        }
    }
    match found.as_slice() {
        [only] if only.0 >= DAY => Some(*only),
        _ => None,
    }
}
