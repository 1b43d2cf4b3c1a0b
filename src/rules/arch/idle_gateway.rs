use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;
use crate::text::Edit;

rule! {
    /// A gateway leads nowhere.
    ///
    /// ## Why
    /// Requests arrive at it and the design does not say which service answers them, so that no timeout, no sign-in and
    /// no limit on that way can be checked by anybody.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: edge, kind: gateway }
    /// #           ^^^^ `edge` calls none of the services behind it
    ///   - { name: orders, api: [POST /v1/orders] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: edge, kind: gateway, calls: [{ to: orders, timeout: 2s }] }
    ///   - { name: orders, api: [POST /v1/orders] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: edge, kind: gateway, calls: [orders] }
    ///   - { name: orders, api: [POST /v1/orders] }
    /// ```
    ///
    /// ## Not a problem when
    /// Its calls are stated, or calls of others go through it (`via: gateway`).
    ///
    /// ## See
    /// seed 001:141-145 · seed 000:69
    id: "arch/idle-gateway",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let model = service.model;
    let routes = service.calls().next().is_some();
    let through = model.calls().any(|call| call.at.value.via.as_ref().is_some_and(|it| it.value == "gateway"));
    let behind = model.services().any(|it| !it.is(service) && it.endpoints().next().is_some());
    if service.kind() == ServiceKind::Gateway
        && !routes
        && !through
        && behind
        && service.subscriptions().next().is_none()
    {
        report
            .find(service.name_span(), format!("`{}` calls none of the services behind it", service.name()))
            .fix(Fix::suggested("Lead to what can be asked from outside", lead(service)));
    }
}

/// The edits that have a gateway call each service that offers something to the outside.
fn lead(gateway: Service<'_>) -> Vec<Edit> {
    use ServiceKind::{Bff, Function};
    let offers = |service: &Service<'_>| {
        let kind = matches!(service.kind(), ServiceKind::Service | Bff | Function);
        kind && service.public.as_ref().is_none_or(|it| it.value) && service.endpoints().next().is_some()
    };
    let names: Vec<String> = gateway.model.services().filter(offers).map(Service::as_callee).collect();
    if names.is_empty() { Vec::new() } else { gateway.set("calls", &format!("[{}]", names.join(", "))) }
}
