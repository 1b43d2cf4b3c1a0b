use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A gRPC API does not say who may call it.
    ///
    /// ## Why
    /// What is meant for the service next door answers everybody who reaches its port: a forgotten test pod, an attacker
    /// with one foothold. Inside the network is no proof of being allowed.
    ///
    /// ## Example
    /// ```yaml bad
    /// grpc:
    ///   - service: inventory
    /// #            ^^^^^^^^^ nothing says who may call it
    ///     rpcs: ["Reserve(ReserveRequest) returns (Reservation)"]
    /// services: [inventory]
    /// ```
    /// ```yaml fixed
    /// grpc:
    ///   - service: inventory
    ///     rpcs: ["Reserve(ReserveRequest) returns (Reservation)"]
    ///     auth: required
    /// services: [inventory]
    /// ```
    /// ```yaml good
    /// grpc:
    ///   - service: inventory
    ///     rpcs: ["Reserve(ReserveRequest) returns (Reservation)"]
    /// services: [inventory]
    /// security:
    ///   service_to_service: mtls
    /// ```
    ///
    /// ## Not a problem when
    /// Services know each other: by `security.service_to_service`, by a service mesh, by the `auth` of each procedure.
    ///
    /// ## See
    /// seed 003:48 · seed 000:45 · seed 000:96
    id: "grpc/unauthenticated-api",
    severity: Error,
    stage: Review,
    visit: Grpc(check),
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    let security = grpc.model.system().security.as_ref();
    let known = security.and_then(|it| it.service_to_service.as_ref()).is_some_and(|it| it.value != "none");
    let service = grpc.at.value.service.as_ref();
    let mesh = service.and_then(|it| grpc.model.service(&it.value.0)).and_then(|it| it.at.value.mesh.as_ref());
    let rpcs = grpc.at.value.rpcs.items();
    let each = !rpcs.is_empty() && rpcs.iter().all(|rpc| rpc.auth.is_some());
    if known || each || mesh.is_some_and(|it| it.value != "none") {
        return;
    }
    let Some(message) = grpc.exposure().gap("call it") else { return };
    let finding = report.find(service.map_or(grpc.place(), |it| it.span), message);
    if grpc.exposure().auth.is_none() {
        finding.fix(Fix::suggested("Require a caller to say who it is", grpc.set("auth", "required")));
    }
}
