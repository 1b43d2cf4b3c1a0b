use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Call, Endpoint, Service, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::spec::service::ServiceKind;

rule! {
    /// Two services behind one gateway offer the same method and path.
    ///
    /// ## Why
    /// The gateway picks one, by the order of its routes or by chance. The other service is never asked, and answers that
    /// come from the wrong one look right at first.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: edge
    ///     kind: gateway
    ///     calls:
    ///       - { to: catalog, timeout: 1s }
    ///       - { to: orders, timeout: 1s }
    /// #             ^^^^^^ `GET /v1/search` goes to `catalog` already
    ///   - { name: catalog, api: [GET /v1/search, GET /v1/products] }
    ///   - { name: orders, api: [GET /v1/search, GET /v1/orders] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: edge
    ///     kind: gateway
    ///     calls:
    ///       - { to: catalog, timeout: 1s }
    ///       - { to: orders, timeout: 1s, prefix: /orders }
    ///   - { name: catalog, api: [GET /v1/search, GET /v1/products] }
    ///   - { name: orders, api: [GET /v1/search, GET /v1/orders] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: edge
    ///     kind: gateway
    ///     calls:
    ///       - { to: catalog, timeout: 1s }
    ///       - { to: orders, endpoint: GET /v1/orders, timeout: 1s }
    ///       - { to: archive, prefix: /archive, timeout: 1s }
    ///   - { name: catalog, api: [GET /v1/search, GET /health] }
    ///   - { name: orders, api: [GET /v1/search, GET /v1/orders, GET /health] }
    ///   - { name: archive, api: [GET /v1/search] }
    /// ```
    ///
    /// ## Not a problem when
    /// The gateway has endpoints of its own, passes on only what a call names (`endpoint`), or takes a `prefix` off.
    /// Health checks and the like are not for the public and are not compared.
    ///
    /// ## See
    /// seed 000:69 · seed 001:143
    id: "api/route-collision",
    severity: Warning,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(gateway: Service<'_>, report: &mut Report<'_>) {
    if gateway.kind() != ServiceKind::Gateway || gateway.endpoints().next().is_some() {
        return;
    }
    let mut taken: BTreeMap<(Method, String), (Call<'_>, Endpoint<'_>)> = BTreeMap::new();
    for call in gateway.calls() {
        let Some(service) = call.service() else { continue };
        // Two services that collide in ten paths collide for one reason.
        let mut collision = None;
        for endpoint in service.endpoints().filter(|it| is_offered(call, *it)) {
            let route = (endpoint.method(), template(&call.route(endpoint)));
            let other = taken.get(&route).filter(|(it, _)| it.service().is_some_and(|it| !it.is(service)));
            collision = collision.or_else(|| other.copied().map(|other| (endpoint, other)));
            taken.entry(route).or_insert((call, endpoint));
        }
        let Some((endpoint, (_, first))) = collision else { continue };
        let other = super::brief(first.service().map_or("another", |it| it.name()));
        let label = super::short(&format!("{} {}", endpoint.method(), call.route(endpoint)));
        let finding = report.find(call.place(), format!("`{label}` goes to `{other}` already"));
        finding.related(first.heading(), "offered here").related(endpoint.heading(), "and here");
        if call.at.value.prefix.is_none() && call.at.value.endpoint.is_none() {
            let edits = call.set("prefix", &format!("/{}", service.name()));
            finding.fix(Fix::suggested(format!("Put it under `/{}`", super::short(service.name())), edits));
        }
    }
}

/// Whether the gateway passes requests for it on.
fn is_offered(call: Call<'_>, endpoint: Endpoint<'_>) -> bool {
    let asked = call.at.value.endpoint.as_ref().is_none_or(|it| endpoint.is_meant_by(&it.value));
    asked && !endpoint.is_operational() && !endpoint.is_probe()
}

/// A path without the names of its parameters.
fn template(path: &str) -> String {
    let name = |segment: &str| if parameter_name(segment).is_some() { "{}".to_owned() } else { segment.to_owned() };
    path.split('/').filter(|it| !it.is_empty()).map(name).collect::<Vec<_>>().join("/")
}
