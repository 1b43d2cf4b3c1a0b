use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Edit;

rule! {
    /// A service is restarted because something else is down.
    ///
    /// ## Why
    /// The liveness probe decides whether to restart. If it looks at the database, a short trouble of the database
    /// restarts every instance of every service at once, and they all come back to a cold start together.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     health: { path: /health, liveness: /health, checks: [database, queue] }
    /// #                                      ^^^^^^^ `orders` restarts when `database` is down
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     health: { path: /health, liveness: /live, checks: [database, queue], readiness: /health }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     health: { path: /health, liveness: /live, readiness: /health, checks: [database, queue] }
    /// ```
    ///
    /// ## Not a problem when
    /// The probe has a path of its own that looks at nothing but the process. Readiness, which only takes traffic away,
    /// may look at what the service needs.
    ///
    /// ## See
    /// seed 001:230-240 · kube-linter no-liveness-probe
    id: "resilience/liveness-checks-dependencies",
    severity: Warning,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(health) = service.health() else { return };
    let (Some(liveness), Some(first)) = (&health.liveness, health.checks.items().first()) else { return };
    let deep = health.path.as_ref().or(health.readiness.as_ref());
    if let Some(deep) = deep.filter(|deep| deep.value == liveness.value) {
        let message = format!("`{}` restarts when `{}` is down", service.name(), first.value);
        let (before, last) = deep.value.rsplit_once('/').unwrap_or_default();
        let own = format!("{before}/{}", if last.ends_with('z') { "livez" } else { "live" });
        let mut edits = vec![Edit::replace(liveness.span, own.clone())];
        if let Some(stated) = service.at.value.health.as_ref().filter(|_| health.readiness.is_none()) {
            edits.extend(service.model.spec.set(stated, "readiness", &deep.value));
        }
        report
            .find(liveness.span, message)
            .related(first.span, "the probe looks at this")
            .fix(Fix::suggested(format!("Have a probe of its own under {own}"), edits));
    }
}
