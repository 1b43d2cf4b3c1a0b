use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An alert says neither whom it calls nor what to do.
    ///
    /// ## Why
    /// It fires into a channel of two hundred people at three in the morning. Whoever reads it first knows that
    /// something is wrong, and has to find out the rest.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// observability:
    ///   alerts:
    ///     - { on: error rate > 1% for 5m }
    /// #           ^^^^^^^^^^^^^^^^^^^^^^ whom does this call, and what do they do?
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// observability:
    ///   alerts:
    ///     - { on: error rate > 1% for 5m, notify: on-call }
    /// ```
    /// ```yaml good
    /// stage: production
    /// observability:
    ///   alerts:
    ///     - { on: error rate > 1% for 5m, notify: on-call }
    /// ```
    ///
    /// ## Not a problem when
    /// It names somebody to call or a runbook.
    ///
    /// ## See
    /// seed 002:46 · Google SRE Book, Being On-Call
    id: "observability/unaddressed-alert",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let alerts = model.system().observability.as_ref().map(|it| it.alerts.items()).unwrap_or_default();
    let bare = || alerts.iter().filter(|it| it.notify.is_none() && it.runbook.is_none());
    let notify = alerts.iter().find_map(|it| it.notify.as_ref()).map_or("on-call", |it| it.value.as_str());
    let edits = bare().flat_map(|it| model.spec.set(it, "notify", &crate::yaml::quote(notify))).collect();
    let mut bare = bare().filter_map(|it| it.on.as_ref());
    let Some(first) = bare.next() else { return };
    let finding = report.find(first.span, "whom does this call, and what do they do?");
    finding.fix(Fix::suggested(format!("Call `{notify}`"), edits));
    for other in bare {
        finding.related(other.span, "and this?");
    }
}
