use crate::lint::Report;
use crate::model::Versions;
use crate::model::compatibility::ChangeKind;
use crate::rule::rule;

rule! {
    /// The payload of an event changes so that consumers cannot read it, and its version stays.
    ///
    /// ## Why
    /// Consumers tell old messages from new ones by the version. Under one number both are in the channel, and a consumer
    /// that fails on a message gets it again and again, with all that wait behind it.
    ///
    /// ## Example
    /// ```yaml before
    /// events:
    ///   - { name: order.placed, version: 1, payload: OrderPlaced }
    /// schemas:
    ///   OrderPlaced: { orderId: uuid, total: "decimal(12,2)", note: string? }
    /// ```
    /// ```yaml bad
    /// events:
    ///   - { name: order.placed, version: 1, payload: OrderPlaced }
    /// schemas:
    ///   OrderPlaced:
    /// # ^^^^^^^^^^^ `total` is gone, and consumers of the same version still read it
    ///     orderId: integer
    /// #            ^^^^^^^ `orderId` was `uuid`, and consumers of the same version still read it so
    ///     amount: integer
    /// ```
    /// ```yaml good
    /// events:
    ///   - { name: order.placed, version: 2, payload: OrderPlaced }
    /// schemas:
    ///   OrderPlaced: { orderId: integer, amount: integer }
    /// ```
    ///
    /// ## Not a problem when
    /// The version is raised, or the event promises nothing (`compatibility: none`). Without an earlier version of the spec
    /// (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:86 · Zalando #209 · Confluent, Schema Evolution and Compatibility
    id: "events/unversioned-change",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    const READERS: &str = "consumers of the same version";
    for change in versions.payload_changes() {
        let name = super::brief(change.name);
        let message = match &change.kind {
            ChangeKind::Gone => format!("`{name}` is gone, and {READERS} still read it"),
            ChangeKind::MayBeAbsent => format!("`{name}` may be absent now, and {READERS} rely on it"),
            ChangeKind::Retyped(was) => format!("`{name}` was `{}`, and {READERS} still read it so", super::brief(was)),
            _ => continue,
        };
        report.find(change.span, message).related(change.owner, "the event");
    }
}
