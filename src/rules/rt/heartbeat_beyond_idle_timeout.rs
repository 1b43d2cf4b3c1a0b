use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::text::{Edit, Span};
use crate::value::Duration;

rule! {
    /// The load balancer closes a connection before its heartbeat comes.
    ///
    /// ## Why
    /// A load balancer closes what is silent for its idle timeout. When the heartbeat comes later than that, every quiet
    /// connection is cut, again and again, at the same interval.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, heartbeat: 2m }
    /// #                                                          ^^ comes after 2m, but silence is cut after 1m
    /// services: [chat]
    /// scalability: { idle_timeout: 60s }
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, heartbeat: 30s }
    /// services: [chat]
    /// scalability: { idle_timeout: 60s }
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, heartbeat: 25s }
    /// services: [chat]
    /// scalability: { idle_timeout: 60s }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 000:46 · seed 002:32
    id: "rt/heartbeat-beyond-idle-timeout",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(idle) = model.system().scalability.as_ref().and_then(|it| it.idle_timeout.as_ref()) else { return };
    let websockets = model.websockets().filter_map(|it| it.at.value.heartbeat.as_ref());
    let streams = model.sse().filter_map(|it| it.at.value.heartbeat.as_ref());
    for heartbeat in websockets.chain(streams).filter(|it| it.value >= idle.value) {
        too_late(heartbeat, idle.value, idle.span, report);
    }
}

fn too_late(heartbeat: &At<Duration>, idle: Duration, idle_span: Span, report: &mut Report<'_>) {
    let half = Duration(idle.0 / 2);
    report
        .find(heartbeat.span, format!("comes after {}, but silence is cut after {idle}", heartbeat.value))
        .related(idle_span, "the idle timeout")
        .fix(Fix::suggested(format!("Send it every {half}"), vec![Edit::replace(heartbeat.span, half.to_string())]));
}
