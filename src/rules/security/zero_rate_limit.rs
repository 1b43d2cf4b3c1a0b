use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::value::Rate;

rule! {
    /// A rate limit allows nothing.
    ///
    /// ## Why
    /// Every call is refused, from the first one on. Where a tool takes zero for no limit at all, the opposite of what
    /// is written happens.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     rate_limit: 0/min per user
    /// #               ^^^^^^^^^^^^^^ this limit refuses every call
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     rate_limit: 100/min per user
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     rate_limit: 1/min per user
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint is to be closed: take it out, or say `deprecated`.
    ///
    /// ## See
    /// seed 001:221-224
    id: "security/zero-rate-limit",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let system = model.security().and_then(|it| it.rate_limit.as_ref()).and_then(|it| it.default.as_ref());
    let own = model.endpoints().filter_map(|endpoint| endpoint.at.value.rate_limit.as_ref());
    for limit in own.chain(system) {
        if limit.count <= 0.0 {
            let some = Rate { count: 100.0, ..limit.value.clone() };
            let edits = model.spec.tree.replace(limit.node, &some.to_string());
            report
                .find(limit.span, "this limit refuses every call")
                .fix(Fix::suggested(format!("Allow {some}"), edits));
        }
    }
}
