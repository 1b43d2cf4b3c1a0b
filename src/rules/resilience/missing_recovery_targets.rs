use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::value::{Duration, Percentage};

rule! {
    /// Availability is promised and data is kept, but nobody says how long an outage may last or how much may be lost.
    ///
    /// ## Why
    /// Backups every night lose up to a day, and restoring one takes hours. Whether that is acceptable is decided on
    /// the worst day, by whoever is awake.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// requirements: { quality: { availability: 99.9% } }
    /// #                                        ^^^^^ how long may an outage last, and how much data may be lost?
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// requirements: { quality: { availability: 99.9%, rto: 40m, rpo: 1h } }
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml good
    /// stage: production
    /// requirements: { quality: { availability: 99.9%, rto: 1h, rpo: 5m } }
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing durable is kept, or the disaster plan states one of the two.
    ///
    /// ## See
    /// seed 002:10
    id: "resilience/missing-recovery-targets",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(quality) = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref()) else { return };
    let plan = model.system().deployment.as_ref().and_then(|it| it.disaster_recovery.as_ref());
    let planned = plan.is_some_and(|it| it.rto.is_some() || it.rpo.is_some());
    let stated = planned || quality.rto.is_some() || quality.rpo.is_some();
    let Some(promise) = quality.availability.as_ref().filter(|_| !stated) else { return };
    if let Some(store) = model.stores().find(|store| store.is_durable()) {
        let (rto, rpo) = (allowed(model, promise.value).to_string(), lost(model).to_string());
        let title = format!("Be back within {rto}, and lose {rpo} at most");
        let edits = model.spec.set_all(quality, &[("rto", &rto), ("rpo", &rpo)]);
        report
            .find(promise.span, "how long may an outage last, and how much data may be lost?")
            .related(store.name_span(), "data is kept here")
            .fix(Fix::suggested(title, edits));
    }
}

/// What the promise leaves for one outage a month; no less than restoring takes, where that is stated.
fn allowed(model: &Model<'_>, promise: Percentage) -> Duration {
    let allowed = Duration::seconds((promise.downtime_minutes_per_month() * 60.0) as u64).within();
    let backups = model.stores().filter_map(|store| store.at.value.backup.as_ref()?.value.details());
    let restores = backups.filter_map(|backup| Some(backup.restore_time.as_ref()?.value));
    restores.chain([allowed, Duration::seconds(60)]).max().unwrap_or(allowed)
}

/// What is lost between two backups; an hour where none say how often they are made.
fn lost(model: &Model<'_>) -> Duration {
    let backups = model.stores().filter_map(|store| store.at.value.backup.as_ref()?.value.details());
    let every = backups.filter_map(|backup| Some(backup.every.as_ref()?.value));
    let lags = model.stores().filter_map(|store| Some(store.at.value.replication_lag.as_ref()?.value));
    every.chain(lags).max().unwrap_or(Duration::seconds(3_600))
}
