use crate::lint::Report;
use crate::model::{Call, Model, Service};
use crate::rule::{Fix, rule};
use crate::spec::service::Protocol;
use crate::text::Edit;

rule! {
    /// gRPC goes through a load balancer that only spreads connections.
    ///
    /// ## Why
    /// A gRPC client keeps one connection and sends everything over it. A balancer of connections gives that one to one
    /// instance: new instances get nothing, and the old one everything.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, calls: [{ to: stock, protocol: grpc }] }
    ///   - { name: stock, instances: 3 }
    /// scalability: { load_balancing: nlb }
    /// #                              ^^^ all calls of `orders` go to one of the 3 instances of `stock`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, calls: [{ to: stock, protocol: grpc }] }
    ///   - { name: stock, instances: 3 }
    /// scalability: { load_balancing: alb }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, calls: [{ to: stock, protocol: grpc }] }
    ///   - { name: stock, instances: 3, mesh: linkerd }
    /// scalability: { load_balancing: nlb }
    /// ```
    ///
    /// ## Not a problem when
    /// A mesh or the client spreads the calls (`mesh`, `discovery`), or there is one instance.
    ///
    /// ## See
    /// seed 002:32 · seed 000:45 · gRPC blog, gRPC Load Balancing
    id: "scale/pinned-connections",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

/// What spreads connections and not requests.
const LAYER_4: [&str; 7] = ["nlb", "network-load-balancer", "tcp", "l4", "layer-4", "ipvs", "kube-proxy"];

/// What spreads requests, beside its like that does not.
const LAYER_7: [(&str, &str); 4] =
    [("nlb", "alb"), ("network-load-balancer", "application-load-balancer"), ("l4", "l7"), ("layer-4", "layer-7")];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(balancing) = model.system().scalability.as_ref().and_then(|it| it.load_balancing.as_ref()) else { return };
    if !balancing.value.details().is_some_and(|it| crate::limits::is_any(it, &LAYER_4)) {
        return;
    }
    let pinned = |call: &Call<'_>| {
        let spread = |service: Service<'_>| service.mesh().is_some() || service.at.value.discovery.is_some();
        let grpc = call.protocol() == Some(Protocol::Grpc) && !spread(call.caller());
        let callee = call.service().filter(|it| !spread(*it));
        callee.filter(|_| grpc).and_then(Service::max_instances).is_some_and(|count| count > 1)
    };
    let Some(call) = model.calls().find(pinned) else { return };
    let (Some(callee), caller) = (call.service(), call.caller()) else { return };
    let count = callee.max_instances().unwrap_or_default();
    let message = format!("all calls of `{}` go to one of the {count} instances of `{}`", caller.name(), callee.name());
    let finding = report.find(balancing.span, message);
    finding.related(call.place(), "over gRPC");
    let stated = balancing.value.details().map(|it| it.to_lowercase()).unwrap_or_default();
    if let Some((_, instead)) = LAYER_7.iter().find(|(layer_4, _)| stated.contains(layer_4)) {
        let edits = vec![Edit::replace(balancing.span, *instead)];
        finding.fix(Fix::suggested(format!("Spread requests by `{instead}`"), edits));
    }
    let mut callees: Vec<Service<'_>> = Vec::new();
    for callee in model.calls().filter(pinned).filter_map(Call::service) {
        if !callees.iter().any(|known| known.is(callee)) {
            callees.push(callee);
        }
    }
    let edits = callees.into_iter().flat_map(|callee| callee.set("mesh", "linkerd")).collect();
    finding.fix(Fix::suggested("Have a mesh spread the calls", edits));
}
