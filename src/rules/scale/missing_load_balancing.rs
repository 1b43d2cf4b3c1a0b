use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;

rule! {
    /// Several instances run, and nothing says how a request finds one of them.
    ///
    /// ## Why
    /// Somebody writes down the address of the first instance. The other two are idle, and when the first is gone
    /// nobody asks them.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services:
    ///   - { name: shop, instances: 3, api: [GET /v1/products] }
    /// #           ^^^^ how do requests find one of the 3 instances of `shop`?
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services:
    ///   - { name: shop, instances: 3, api: [GET /v1/products] }
    /// scalability:
    ///   load_balancing: round-robin
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: shop, instances: 3, api: [GET /v1/products] }
    /// deployment: { platform: kubernetes }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: shop, instances: 3, api: [GET /v1/products] }
    /// scalability: { load_balancing: round-robin }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: edge, kind: gateway, stack: [nginx], calls: [shop] }
    ///   - { name: shop, instances: 3, api: [GET /v1/products] }
    /// ```
    ///
    /// ## Not a problem when
    /// A load balancer, a platform, a mesh or a way of discovery is named, only gateways ask, or functions run on demand. What nobody asks
    /// needs none.
    ///
    /// ## See
    /// seed 002:32 · seed 000:68
    id: "scale/missing-load-balancing",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

/// Whether only gateways ask it, which know all instances of what they route to.
fn is_behind_gateways(service: Service<'_>) -> bool {
    let mut askers = service.callers().filter(|call| call.is_synchronous()).map(|call| call.caller().kind()).peekable();
    askers.peek().is_some() && askers.all(|kind| kind == ServiceKind::Gateway)
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let named = model.system().scalability.as_ref().is_some_and(|it| it.load_balancing.is_some());
    if named || model.manages_instances() || model.is_serverless() {
        return;
    }
    let lost = |service: &Service<'_>| {
        let asked = service.callers().any(|call| call.is_synchronous()) || service.endpoints().next().is_some();
        let at = &service.at.value;
        let answers = matches!(service.kind(), ServiceKind::Service | ServiceKind::Gateway | ServiceKind::Bff);
        asked && answers && !is_behind_gateways(*service) && at.discovery.is_none() && at.mesh.is_none()
    };
    let mut services = model.services().filter(lost).filter_map(|it| Some((it, it.max_instances()?)));
    let Some((first, count)) = services.find(|(_, count)| *count > 1) else { return };
    let message = format!("how do requests find one of the {count} instances of `{}`?", first.name());
    let scalability = model.system().scalability.as_ref();
    let edits = model.spec.set_section(scalability, "scalability", "load_balancing", "round-robin");
    let finding = report.find(first.name_span(), message);
    finding.fix(Fix::suggested("Spread requests over them in turn", edits));
    for (other, _) in services.filter(|(_, count)| *count > 1) {
        finding.related(other.name_span(), "nor of this one");
    }
}
