use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::spec::operations::RecoveryStrategy;
use crate::text::Edit;

rule! {
    /// Restoring a backup takes longer than the outage may last.
    ///
    /// ## Why
    /// The hours are spent copying, and nobody can do anything about it then. Whether it fits is a division that can be
    /// done today.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { rto: 1h }
    /// stores:
    ///   - { name: orders-db, backup: { every: 1h, restore_time: 6h } }
    /// #                                                         ^^ restoring `orders-db` takes 6h, but an outage may last 1h
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { rto: 1h }
    /// stores:
    ///   - { name: orders-db, backup: { every: 1h, restore_time: 6h }, replicas: 1, failover: automatic }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { rto: 1h }
    /// stores:
    ///   - { name: orders-db, backup: { every: 1h, restore_time: 40m } }
    ///   - { name: ledger-db, backup: { every: 1h, restore_time: 6h }, replicas: 2, failover: automatic }
    /// ```
    ///
    /// ## Not a problem when
    /// A copy takes over in the meantime: `failover`, or a disaster plan with something that stands ready.
    ///
    /// ## See
    /// seed 002:10 · seed 002:29
    id: "data/restore-slower-than-rto",
    severity: Error,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let system = store.model.system();
    let recovery = system.deployment.as_ref().and_then(|it| it.disaster_recovery.as_ref());
    let quality = system.requirements.as_ref().and_then(|it| it.quality.as_ref()).and_then(|it| it.rto.as_ref());
    let Some(rto) = quality.or_else(|| recovery.and_then(|it| it.rto.as_ref())) else { return };
    let Some(backup) = store.at.value.backup.as_ref().and_then(|backup| backup.value.details()) else { return };
    let Some(takes) = backup.restore_time.as_ref().filter(|takes| takes.value > rto.value) else { return };
    let strategy = recovery.and_then(|it| it.strategy.as_ref()).map(|it| it.value);
    let ready = strategy.is_some_and(|it| it != RecoveryStrategy::BackupRestore);
    let takes_over = store.at.value.failover.as_ref().is_some_and(|it| it.is_on());
    if !ready && !takes_over && store.is_durable() {
        let name = super::brief(store.name());
        report
            .find(takes.span, format!("restoring `{name}` takes {}, but an outage may last {}", takes.value, rto.value))
            .related(rto.span, "how long an outage may last")
            .step(format!("{} of restoring > {} of outage", takes.value, rto.value))
            .fix(Fix::suggested("Let a copy take over", take_over(store)))
            .fix(Fix::suggested(
                format!("Accept an outage of {}", takes.value),
                store.model.spec.tree.replace(rto.node, &takes.value.to_string()),
            ));
    }
}

/// The edits that keep a copy of a store which takes over by itself.
fn take_over(store: Store<'_>) -> Vec<Edit> {
    let automatic = ("failover", "automatic");
    let copies = store.at.value.replicas.as_ref().is_some_and(|it| it.value > 0);
    let keys = if copies { vec![automatic] } else { vec![("replicas", "1"), automatic] };
    store.model.spec.set_all(store.at, &keys)
}
