use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::value::Duration;

rule! {
    /// It is required how fast data comes back, and nothing says how.
    ///
    /// ## Why
    /// A target without backups, replicas or a second region is a wish. The first restore is then tried on the day of
    /// the disaster.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// requirements: { quality: { rto: 1h, rpo: 5m } }
    /// #                               ^^ recovery within 1h is required, but nothing brings `orders-db` back
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// requirements: { quality: { rto: 1h, rpo: 5m } }
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql, backup: { every: 5m, keep: 30d } }]
    /// ```
    /// ```yaml good
    /// stage: production
    /// requirements: { quality: { rto: 1h, rpo: 5m } }
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql, backup: { every: 5m, point_in_time: true } }]
    /// ```
    ///
    /// ## Not a problem when
    /// A backup, a replica, a failover or a plan for disasters is stated anywhere.
    ///
    /// ## See
    /// seed 002:10 · seed 002:46
    id: "resilience/missing-recovery-plan",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(target) = quality.and_then(|it| it.rto.as_ref().or(it.rpo.as_ref())) else { return };
    let Some(lost) = model.stores().find(|store| store.is_durable()) else { return };
    if model.recovers() {
        return;
    }
    let message = format!("recovery within {} is required, but nothing brings `{}` back", target.value, lost.name());
    let every = quality.and_then(|it| it.rpo.as_ref()).map_or(Duration::seconds(24 * 3_600), |rpo| rpo.value);
    let edits = model.stores().filter(|store| store.is_durable()).flat_map(|store| store.back_up(every)).collect();
    report
        .find(target.span, message)
        .related(lost.name_span(), "kept here")
        .fix(Fix::suggested(format!("Back up every {every}"), edits));
}
