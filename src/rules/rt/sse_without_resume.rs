use crate::lint::Report;
use crate::model::Sse;
use crate::rule::{Fix, rule};

rule! {
    /// A stream of server-sent events does not say what a client gets after a break.
    ///
    /// ## Why
    /// Connections break: trains enter tunnels, proxies restart. A browser connects again by itself and says which event it
    /// saw last. A server that does not read that continues with the next one, and what happened in between is never seen.
    ///
    /// ## Example
    /// ```yaml bad
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events", auth: required }
    /// #                            ^^^^^^^^^^^^^^^^^^^^^^^^ what is sent while a client reconnects is lost
    /// services: [orders]
    /// ```
    /// ```yaml fixed
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events", auth: required, last_event_id: true }
    /// services: [orders]
    /// ```
    /// ```yaml good
    /// sse:
    ///   - { service: prices, path: /v1/prices, auth: required, last_event_id: false }
    /// services: [prices]
    /// ```
    ///
    /// ## Not a problem when
    /// Each event holds the whole state, so that the next one makes up for those missed: say so with `last_event_id: false`.
    ///
    /// ## See
    /// seed 000:47 · HTML Standard, Server-sent events
    id: "rt/sse-without-resume",
    severity: Warning,
    stage: Review,
    visit: Sse(check),
    fix: Suggested,
}

fn check(sse: Sse<'_>, report: &mut Report<'_>) {
    if sse.at.value.last_event_id.is_some() {
        return;
    }
    report
        .find(super::place(sse.at.value.path.as_ref(), sse.place()), "what is sent while a client reconnects is lost")
        .fix(Fix::suggested("Go on from the last event seen", sse.set("last_event_id", "true")));
}
