use crate::lint::Report;
use crate::model::words::is_any;
use crate::model::{Model, Store};
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;
use crate::text::Edit;

rule! {
    /// Each instance counts calls for itself.
    ///
    /// ## Why
    /// The load balancer spreads a caller over all instances, and each of them allows the whole limit. With every
    /// instance that is added, guessing passwords becomes faster.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, instances: { min: 3, max: 9 }, api: [GET /v1/orders] }
    /// stores:
    ///   - { name: redis, kind: cache }
    /// security:
    ///   rate_limit: { default: 100/min per user, store: in-process }
    /// #                                                 ^^^^^^^^^^ each of the 9 instances of `orders` allows the whole limit
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, instances: { min: 3, max: 9 }, api: [GET /v1/orders] }
    /// stores:
    ///   - { name: redis, kind: cache }
    /// security:
    ///   rate_limit: { default: 100/min per user, store: redis }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, instances: { min: 3, max: 9 }, api: [GET /v1/orders] }
    ///   - { name: gateway, kind: gateway, instances: 1, calls: [orders] }
    /// security:
    ///   rate_limit: { default: 100/min per user, store: in-process }
    /// ```
    ///
    /// ## Not a problem when
    /// All requests come through one instance that counts, or the spec does not say where calls are counted.
    ///
    /// ## See
    /// seed 001:219-224 · seed 001:9
    id: "security/limit-per-instance",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let limit = model.security().and_then(|security| security.rate_limit.as_ref());
    let Some(store) = limit.and_then(|limit| limit.store.as_ref()) else { return };
    if !is_any(store, &["in process", "in memory", "local", "memory", "heap"]) {
        return;
    }
    // Where a gateway stands before all of them, it is the gateway that counts.
    let gateways = || model.services().filter(|service| service.passes_on());
    let counts = |service: &crate::model::Service<'_>| match gateways().next() {
        Some(_) => service.passes_on(),
        None => service.endpoints().next().is_some(),
    };
    let several = |service: &crate::model::Service<'_>| service.max_instances().is_some_and(|most| most > 1);
    let Some(service) = model.services().filter(counts).find(several) else { return };
    let most = service.max_instances().unwrap_or_default();
    let name = super::brief(service.name());
    let finding = report.find(store.span, format!("each of the {most} instances of `{name}` allows the whole limit"));
    finding.related(service.name_span(), format!("{most} instances"));
    let shared = |store: &Store<'_>| {
        let engine = store.at.value.engine.as_ref().map(|engine| engine.to_lowercase()).unwrap_or_default();
        store.kind() == Some(StoreKind::Cache) || engine.starts_with("redis") || engine.starts_with("valkey")
    };
    if let Some(shared) = model.stores().find(shared) {
        let edits = vec![Edit::replace(store.span, shared.name())];
        finding.fix(Fix::suggested(format!("Count in `{}`", shared.name()), edits));
    }
}
