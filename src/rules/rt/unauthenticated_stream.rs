use crate::lint::Report;
use crate::model::Sse;
use crate::rule::{Fix, rule};

rule! {
    /// A stream of server-sent events does not say who may listen.
    ///
    /// ## Why
    /// It looks like a GET that nobody thinks of, yet it hands out each change as it happens. Whoever guesses the path of
    /// an order follows it live.
    ///
    /// ## Example
    /// ```yaml bad
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events", last_event_id: true }
    /// #                            ^^^^^^^^^^^^^^^^^^^^^^^^ nothing says who may listen
    /// services: [orders]
    /// ```
    /// ```yaml fixed
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events", last_event_id: true, auth: required }
    /// services: [orders]
    /// ```
    /// ```yaml good
    /// sse:
    ///   - { service: status, path: /v1/status, auth: public, public_reason: the status page is public }
    /// services: [status]
    /// ```
    ///
    /// ## Not a problem when
    /// Everybody may see what it sends, and `public_reason` says so.
    ///
    /// ## See
    /// seed 000:47 · seed 003:48
    id: "rt/unauthenticated-stream",
    severity: Error,
    stage: Review,
    visit: Sse(check),
    fix: Suggested,
}

fn check(sse: Sse<'_>, report: &mut Report<'_>) {
    let Some(message) = sse.exposure().gap("listen") else { return };
    let finding = report.find(super::place(sse.at.value.path.as_ref(), sse.place()), message);
    if sse.exposure().auth.is_none() {
        finding.fix(Fix::suggested("Require a client to say who it is", sse.set("auth", "required")));
    }
}
