use crate::lint::Report;
use crate::model::{Call, Model, Service};
use crate::rule::rule;
use crate::spec::service::Protocol;

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
}

/// What spreads connections and not requests.
const LAYER_4: [&str; 7] = ["nlb", "network-load-balancer", "tcp", "l4", "layer-4", "ipvs", "kube-proxy"];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(balancing) = model.system().scalability.as_ref().and_then(|it| it.load_balancing.as_ref()) else { return };
    if !balancing.value.details().is_some_and(|it| crate::limits::is_any(it, &LAYER_4)) {
        return;
    }
    let pinned = |call: &Call<'_>| {
        let spread = |service: Service<'_>| {
            service.at.value.mesh.as_ref().is_some_and(|mesh| mesh.value != "none")
                || service.at.value.discovery.is_some()
        };
        let grpc = call.protocol() == Some(Protocol::Grpc) && !spread(call.caller());
        let callee = call.service().filter(|it| !spread(*it));
        callee.filter(|_| grpc).and_then(Service::max_instances).is_some_and(|count| count > 1)
    };
    let Some(call) = model.calls().find(pinned) else { return };
    let (Some(callee), caller) = (call.service(), call.caller()) else { return };
    let count = callee.max_instances().unwrap_or_default();
    let message = format!("all calls of `{}` go to one of the {count} instances of `{}`", caller.name(), callee.name());
    report.find(balancing.span, message).related(call.place(), "over gRPC");
}
