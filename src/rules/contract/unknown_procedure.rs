use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// A call names a procedure that the service does not have.
    ///
    /// ## Why
    /// The caller's code does not compile against the service's proto, or, where both have their own copy, fails on the first
    /// call with `UNIMPLEMENTED`.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: inventory, rpc: Inventory.Reserv, timeout: 1s }
    /// #                             ^^^^^^^^^^^^^^^^ `inventory` has no procedure `Reserv`
    ///   - inventory
    /// grpc:
    ///   - { service: inventory, rpcs: ["Reserve(ReserveRequest) returns (Reservation)"] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: inventory, rpc: Inventory.Reserve, timeout: 1s }
    ///   - inventory
    /// grpc:
    ///   - { service: inventory, rpcs: ["Reserve(ReserveRequest) returns (Reservation)"] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: inventory, rpc: shop.inventory.v1.Inventory/Reserve, timeout: 1s }
    ///       - { to: pricing, rpc: Pricing.Quote, timeout: 1s }
    ///       - { to: stock, rpc: Stock.Count, timeout: 1s }
    ///   - inventory
    ///   - pricing
    ///   - stock
    /// grpc:
    ///   - service: inventory
    ///     proto: "service Inventory { rpc Reserve(Request) returns (Answer); } message Request {} message Answer {}"
    ///   - { service: stock, rpcs: [{ name: Stock.Count, request: CountRequest, response: CountReply }] }
    /// ```
    ///
    /// ## Not a problem when
    /// The service does not say its procedures.
    ///
    /// ## See
    /// seed 000:59 · seed 000:45 · seed 000:61
    id: "contract/unknown-procedure",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(rpc), Some(service)) = (&call.at.value.rpc, call.service()) else { return };
    let apis =
        call.model.grpc().filter(|it| it.at.value.service.as_ref().is_some_and(|it| it.value.0 == service.name()));
    let apis: Vec<_> = apis.collect();
    let broken = apis.iter().any(|it| it.definition().problem.is_some() || !it.definition().imports.is_empty());
    let known: Vec<&str> = apis.iter().flat_map(|it| it.procedures()).map(|it| it.name).collect();
    let name = crate::model::procedure_name(&rpc.value);
    if known.is_empty() || broken || known.contains(&name) || name.is_empty() {
        return;
    }
    let message = format!("`{}` has no procedure `{}`", super::brief(service.name()), super::brief(name));
    let finding = report.find(rpc.span, message);
    if let Some(best) = crate::spec::read::nearest(name, known) {
        let whole = rpc.value.strip_suffix(name).map(|start| format!("{start}{best}")).unwrap_or_default();
        let edits = call.model.spec.tree.replace(rpc.node, &whole);
        finding.fix(Fix::suggested(format!("Call `{}`", super::brief(best)), edits));
    }
}
