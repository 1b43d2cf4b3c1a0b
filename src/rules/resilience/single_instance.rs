use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;

rule! {
    /// One instance stands between users and a promise that allows next to no downtime.
    ///
    /// ## Why
    /// Every restart, every deployment and every lost machine is an outage. Three nines are 43 minutes a month: one
    /// bad start of the only instance uses them up.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - name: orders
    ///     api: [POST /orders]
    ///     instances: 1
    /// #              ^ one instance of `orders` cannot keep 99.9%
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - name: orders
    ///     api: [POST /orders]
    ///     instances: 2
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - name: orders
    ///     api: [POST /orders]
    ///     instances: 2
    ///   - name: mails
    ///     kind: worker
    ///     instances: 1
    ///   - name: kitchen
    ///     stack: [go, cloud-run]
    ///     api: [POST /tickets]
    ///     instances: { min: 1, max: 20 }
    /// ```
    ///
    /// ## Not a problem when
    /// No request waits for the service: workers, functions and schedulers are not reported, nor a service that is only
    /// called with a fallback, nor one that a platform starts on demand and may start many times. A service that does not say how many instances it has is not judged.
    ///
    /// ## See
    /// seed 001:9 · seed 002:51 · kube-linter minimum-three-replicas
    id: "resilience/single-instance",
    severity: Error,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

/// From here on a restart of the only instance matters.
const HIGH: f64 = 0.999;

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(instances) = service.instances().filter(|_| service.min_instances() == Some(1)) else { return };
    let on_demand = [ServiceKind::Worker, ServiceKind::Function, ServiceKind::Scheduler, ServiceKind::Frontend];
    if on_demand.contains(&service.kind()) || service.starts_on_demand() && service.max_instances() > Some(1) {
        return;
    }
    let Some(promised) = service.promised().filter(|promised| promised.value.0 >= HIGH) else { return };
    let (count, edits) = match (&instances.value.count, &instances.value.min) {
        (Some(count), _) => (count.span, service.set("instances", "2")),
        (None, Some(min)) => (min.span, service.model.spec.set(instances, "min", "2")),
        (None, None) => return,
    };
    let message = format!("one instance of `{}` cannot keep {}", service.name(), promised.value);
    let own = service.at.span.contains(instances.span);
    report
        .find(if own { count } else { service.name_span() }, message)
        .related(promised.span, "promised here")
        .step(promised.value.allowance())
        .fix(Fix::suggested("Run two instances", if own { edits } else { service.set("instances", "2") }));
}
