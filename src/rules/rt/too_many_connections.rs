use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// More connections are expected than all instances together can hold.
    ///
    /// ## Why
    /// The last to connect are turned away, in the busiest hour. They try again, all at once, and keep the rest from working
    /// too.
    ///
    /// ## Example
    /// ```yaml bad
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, max_connections: 100000, max_per_instance: 20000 }
    /// #                                                                ^^^^^^ 4 instances with 20000 connections each hold 80000
    /// services:
    ///   - { name: chat, instances: { min: 2, max: 4 } }
    /// ```
    /// ```yaml fixed
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, max_connections: 100000, max_per_instance: 20000 }
    /// services:
    ///   - { name: chat, instances: { min: 2, max: 5 } }
    /// ```
    /// ```yaml good
    /// websockets:
    ///   - { service: chat, path: /ws, auth: required, max_connections: 50000, max_per_instance: 20000 }
    /// services:
    ///   - { name: chat, instances: { min: 2, max: 4 } }
    /// ```
    ///
    /// ## Not a problem when
    /// It is not said how many one instance holds.
    ///
    /// ## See
    /// seed 000:46 · seed 001:9
    id: "rt/too-many-connections",
    severity: Error,
    stage: Review,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let value = &websocket.at.value;
    let (Some(wanted), Some(each)) = (&value.max_connections, &value.max_per_instance) else { return };
    let service = value.service.as_ref().and_then(|it| websocket.model.service(&it.value.0));
    let Some(service) = service else { return };
    let Some(instances) = service.max_instances() else { return };
    let all = instances.saturating_mul(each.value);
    if wanted.value <= all {
        return;
    }
    let message = format!("{instances} instances with {} connections each hold {all}", each.value);
    let finding = report.find(wanted.span, message);
    finding.related(each.span, "what one instance holds");
    if let Some(stated) = service.instances() {
        finding.related(stated.span, "the instances");
    }
    finding.step(format!("{instances} instances × {} connections = {all}", each.value));
    finding.step(format!("{} expected > {all} possible", wanted.value));
    let needed = wanted.value.div_ceil(each.value.max(1));
    let edits = service.allow_instances(needed);
    finding.fix(Fix::suggested(format!("Run up to {needed} instances"), edits));
    finding.fix(Fix::suggested(format!("Take at most {all}"), vec![Edit::replace(wanted.span, all.to_string())]));
}
