use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;

rule! {
    /// Several instances run, and each keeps something that the others do not have.
    ///
    /// ## Why
    /// The next request of the same user lands on another instance, which has never heard of the cart. And each
    /// restart, each deployment and each scaling down throws away what one of them knew.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: carts
    ///     instances: 3
    ///     stateless: false
    /// #              ^^^^^ each of the 3 instances of `carts` has state that the others lack
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: carts
    ///     instances: 3
    ///     stateless: true
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: carts
    ///     instances: 3
    ///     stateless: true
    /// ```
    ///
    /// ## Not a problem when
    /// Requests find their instance: a load balancer that is sticky or hashes, open connections (WebSockets, server-sent
    /// events), or a stream processor that owns its partitions.
    ///
    /// ## See
    /// seed 001:9 · seed 002:51
    id: "scale/local-state",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(stateful) = service.at.value.stateless.as_ref().filter(|stateless| !stateless.value) else { return };
    let Some(max) = service.max_instances().filter(|max| *max > 1) else { return };
    let balancing = service.model.system().scalability.as_ref().and_then(|it| it.load_balancing.as_ref());
    let balancing = balancing.and_then(|it| it.value.details()).map(|it| it.to_lowercase()).unwrap_or_default();
    let finds = ["sticky", "hash", "affinity"].iter().any(|word| balancing.contains(word));
    // What is kept by parts, each of which one instance owns: the store says so, or one of its tables.
    let cut = service.stores().any(|store| store.at.value.partition_by.is_some())
        || service.tables().any(|table| table.at.value.partition_by.is_some());
    let owns_parts = service.kind() == ServiceKind::StreamProcessor || service.is_event_sourced() || cut;
    if !finds && !owns_parts && !service.holds_connections() {
        let name = service.name();
        let scalability = service.model.system().scalability.as_ref();
        let sticky = service.model.spec.set_section(scalability, "scalability", "load_balancing", "sticky sessions");
        report
            .find(stateful.span, format!("each of the {max} instances of `{name}` has state that the others lack"))
            .fix(Fix::suggested("Keep the state where all of them find it", service.set("stateless", "true")))
            .fix(Fix::suggested("Send each client to its instance", sticky));
    }
}
