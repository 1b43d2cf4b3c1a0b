use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// A synchronous call has no timeout.
    ///
    /// ## Why
    /// When the callee hangs, each request that waits for it keeps a thread, a connection and a user. Within minutes
    /// the caller has none left and is down too: a slow service takes its callers with it, one after the other.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    /// #           ^^^^^^^^ the call to `payments` has no timeout
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timeout: 2s
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - payments
    /// defaults:
    ///   call: { timeout: 1s }
    /// ```
    ///
    /// ## Not a problem when
    /// The call waits in a queue (`via: orders-queue`, `protocol: amqp`), or a policy under `defaults.call` says it.
    ///
    /// ## See
    /// seed 001:151 · seed 003:50
    id: "resilience/missing-timeout",
    severity: Error,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(callee) = call.callee() else { return };
    if call.timeout().is_some() || !call.is_synchronous() {
        return;
    }
    report
        .find(call.place(), format!("the call to `{}` has no timeout", callee.name()))
        .fix(Fix::suggested("Add a timeout of 2s", call.set("timeout", "2s")));
}
