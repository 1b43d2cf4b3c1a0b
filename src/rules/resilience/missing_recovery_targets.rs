use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;

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
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(quality) = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref()) else { return };
    let plan = model.system().deployment.as_ref().and_then(|it| it.disaster_recovery.as_ref());
    let planned = plan.is_some_and(|it| it.rto.is_some() || it.rpo.is_some());
    let stated = planned || quality.rto.is_some() || quality.rpo.is_some();
    let Some(promise) = quality.availability.as_ref().filter(|_| !stated) else { return };
    if let Some(store) = model.stores().find(|store| store.is_durable()) {
        report
            .find(promise.span, "how long may an outage last, and how much data may be lost?")
            .related(store.name_span(), "data is kept here");
    }
}
