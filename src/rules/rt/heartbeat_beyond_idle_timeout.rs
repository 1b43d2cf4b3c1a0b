use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;
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
    /// Neither an idle timeout is stated nor a load balancer named that is known to have one.
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
    let Some(idle) = model.idle_limit() else { return };
    let websockets = model.websockets().filter_map(|it| it.at.value.heartbeat.as_ref());
    let streams = model.sse().filter_map(|it| it.at.value.heartbeat.as_ref());
    for heartbeat in websockets.chain(streams).filter(|it| it.value >= idle.most) {
        let half = Duration(idle.most.0 / 2);
        let message = format!("comes after {}, but silence is cut after {}", heartbeat.value, idle.most);
        let finding = report.find(heartbeat.span, message);
        idle.explain(finding);
        finding.step(format!("{} between two signs ≥ {} of silence", heartbeat.value, idle.most)).fix(Fix::suggested(
            format!("Send it every {half}"),
            vec![Edit::replace(heartbeat.span, half.to_string())],
        ));
    }
}
