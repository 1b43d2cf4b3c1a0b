use crate::lint::Report;
use crate::model::Versions;
use crate::rule::rule;

rule! {
    /// A procedure that clients call is gone from its package.
    ///
    /// ## Why
    /// A client that was built before calls it by name and gets `UNIMPLEMENTED`, which no retry mends, until it is built
    /// again and deployed.
    ///
    /// ## Example
    /// ```yaml before
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v1, rpcs: [{ name: Reserve }, { name: Release }] }
    /// ```
    /// ```yaml bad
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v1, rpcs: [{ name: Reserve }] }
    /// #                                                     ^^^^ `Release` is gone, and clients still call it
    /// ```
    /// ```yaml good
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v2, rpcs: [{ name: Reserve }] }
    /// ```
    ///
    /// ## Not a problem when
    /// The package has a new version, such as `shop.v2`. Without an earlier version of the spec
    /// (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:45 · seed 000:49 · buf RPC_NO_DELETE
    id: "grpc/removed-procedure",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for (old, new) in versions.grpc() {
        let now = new.procedures();
        // A spec that lists none says nothing about any.
        let place = new.at.value.proto.as_ref().map(|it| it.key);
        let Some(place) = new.at.value.rpcs.as_ref().map(|it| it.key).or(place).filter(|_| !now.is_empty()) else {
            continue;
        };
        for gone in old.procedures().iter().filter(|old| !now.iter().any(|it| it.name == old.name)) {
            let message = format!("`{}` is gone, and clients still call it", super::short(gone.name));
            report.find(place, message);
        }
    }
}
