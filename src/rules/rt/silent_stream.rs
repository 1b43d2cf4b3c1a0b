use crate::lint::Report;
use crate::model::Sse;
use crate::rule::{Fix, rule};
use crate::value::Duration;

rule! {
    /// A stream of events may be silent for longer than the load balancer allows.
    ///
    /// ## Why
    /// The load balancer closes a connection on which nothing is said. Quiet streams break again and again, and each client
    /// that comes back asks for what it missed.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders]
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events" }
    /// #                            ^^^^^^^^^^^^^^^^^^^^^^^^ nothing is said between events, and silence is cut after 50s
    /// scalability: { idle_timeout: 50s }
    /// ```
    /// ```yaml fixed
    /// services: [orders]
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events", heartbeat: 25s }
    /// scalability: { idle_timeout: 50s }
    /// ```
    /// ```yaml good
    /// services: [orders]
    /// sse:
    ///   - { service: orders, path: "/v1/orders/{id}/events" }
    /// ```
    ///
    /// ## Not a problem when
    /// Events come more often than that by nature; say the interval as the heartbeat.
    ///
    /// ## See
    /// seed 000:47 · seed 000:69 · HTML Standard, 9.2.7 Authoring notes
    id: "rt/silent-stream",
    severity: Warning,
    stage: Review,
    visit: Sse(check),
    fix: Suggested,
}

fn check(sse: Sse<'_>, report: &mut Report<'_>) {
    let Some(idle) = sse.model.system().scalability.as_ref().and_then(|it| it.idle_timeout.as_ref()) else { return };
    if sse.at.value.heartbeat.is_some() {
        return;
    }
    let place = super::place(sse.at.value.path.as_ref(), sse.place());
    let half = Duration(idle.value.0 / 2);
    report
        .find(place, format!("nothing is said between events, and silence is cut after {}", idle.value))
        .related(idle.span, "the idle timeout")
        .fix(Fix::suggested(format!("Add a heartbeat of {half}"), sse.set("heartbeat", &half.to_string())));
}
