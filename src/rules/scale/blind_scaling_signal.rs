use crate::lint::Report;
use crate::model::{Service, words};
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;
use crate::text::Edit;

rule! {
    /// A worker that handles messages is scaled by what its processor does.
    ///
    /// ## Why
    /// A worker that waits for a database or a partner is slow with an idle processor. The queue grows to a million and
    /// the number of instances stays at two.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: mails
    ///     kind: worker
    ///     subscribes: [order.placed]
    ///     instances: { min: 2, max: 20, on: cpu 70% }
    /// #                                     ^^^^^^^ the queue can grow while the processor of `mails` is idle
    /// events: [order.placed]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: mails
    ///     kind: worker
    ///     subscribes: [order.placed]
    ///     instances: { min: 2, max: 20, on: consumer lag 1000 }
    /// events: [order.placed]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.placed] }
    ///   - name: mails
    ///     kind: worker
    ///     subscribes: [order.placed]
    ///     instances: { min: 2, max: 20, on: consumer lag 1000 }
    /// events: [order.placed]
    /// ```
    ///
    /// ## Not a problem when
    /// The work is arithmetic, such as the conversion of videos; say so in an `ignore` with that reason. Services that
    /// also answer requests are not looked at.
    ///
    /// ## See
    /// seed 002:32 · seed 002:33
    id: "scale/blind-scaling-signal",
    severity: Info,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(signal) = service.instances().and_then(|it| it.value.on.as_ref()) else { return };
    let works = service.kind() == ServiceKind::Worker && service.subscriptions().next().is_some();
    let asked = service.endpoints().next().is_some() || service.callers().next().is_some();
    let said = words(&signal.value);
    let has = |names: &[&str]| said.iter().any(|word| names.contains(&word.as_str()));
    if works && !asked && has(&["cpu", "processor"]) && !has(&["lag", "queue", "backlog", "depth", "messages", "age"]) {
        let message = format!("the queue can grow while the processor of `{}` is idle", service.name());
        let edits = vec![Edit::replace(signal.span, "consumer lag 1000")];
        report.find(signal.span, message).fix(Fix::suggested("Scale by what waits", edits));
    }
}
