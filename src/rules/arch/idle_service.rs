use crate::lint::Report;
use crate::model::{Service, words};
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::service::ServiceKind;

rule! {
    /// A service does nothing that the design says: nobody asks it, it asks nobody, hears nothing and starts nothing.
    ///
    /// ## Why
    /// Either its calls and events were forgotten, and with them their timeouts and failures, or it is left over and
    /// somebody still pays for it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, api: [POST /v1/orders] }
    ///   - { name: legacy-sync, summary: Keeps things in step., instances: 2 }
    /// #           ^^^^^^^^^^^ nothing in the design asks `legacy-sync`, and it does nothing by itself
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, api: [POST /v1/orders] }
    ///   - { name: legacy-sync, summary: Keeps things in step., instances: 2, jobs: [nightly import] }
    /// ```
    ///
    /// ## Not a problem when
    /// It answers, calls, handles, publishes, runs jobs or takes part in a flow anywhere in the spec. A frontend, what
    /// others need to run (a registry, a configuration server), and a spec that says nothing of what services do to each
    /// other, are not looked at.
    ///
    /// ## See
    /// seed 000:67 · seed 001:130-136
    id: "arch/idle-service",
    severity: Warning,
    stage: Review,
    visit: Service(check),
}

/// What others need to run, and what no design draws as a call.
const PLUMBING: [&str; 11] = [
    "config",
    "discovery",
    "registry",
    "eureka",
    "consul",
    "vault",
    "monitoring",
    "prometheus",
    "grafana",
    "tracing",
    "admin",
];

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let model = service.model;
    let described =
        model.endpoints().next().is_some() || model.calls().next().is_some() || model.events().next().is_some();
    if service.kind() == ServiceKind::Frontend || model.services().nth(1).is_none() || !described {
        return;
    }
    let at = &service.at.value;
    let acts = service.calls().next().is_some()
        || !at.publishes.items().is_empty()
        || !at.jobs.items().is_empty()
        || at.cqrs.is_some()
        || service.is_event_sourced();
    let is_asked = service.callers().next().is_some()
        || service.endpoints().next().is_some()
        || service.subscriptions().next().is_some();
    let plumbing = words(service.name()).iter().any(|word| PLUMBING.contains(&word.as_str()));
    if !acts && !is_asked && !plumbing && !service.is_mentioned() {
        let name = service.name();
        report.find(service.name_span(), format!("nothing in the design asks `{name}`, and it does nothing by itself"));
    }
}
