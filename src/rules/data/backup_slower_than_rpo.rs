use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Backups are further apart than the data that may be lost.
    ///
    /// ## Why
    /// What was written since the last backup is gone with the store. That the requirement says five minutes does not
    /// bring back an hour of orders.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { rpo: 15m }
    /// stores:
    ///   - { name: orders-db, backup: { every: 1d, keep: 30d } }
    /// #                                       ^^ a backup every 1d can lose 1d, but only 15m may be lost
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { rpo: 15m }
    /// stores:
    ///   - { name: orders-db, backup: { every: 15m, keep: 30d } }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { rpo: 5m }
    /// stores:
    ///   - { name: orders-db, backup: { every: 1d, keep: 30d, point_in_time: true } }
    ///   - { name: ledger-db, backup: { every: 1d }, replicas: 2 }
    /// ```
    ///
    /// ## Not a problem when
    /// The store can be restored to any moment, has replicas, or holds nothing that cannot be made again.
    ///
    /// ## See
    /// seed 002:10 · seed 002:29
    id: "data/backup-slower-than-rpo",
    severity: Error,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let quality = store.model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(rpo) = quality.and_then(|quality| quality.rpo.as_ref()) else { return };
    let Some(backup) = store.at.value.backup.as_ref().and_then(|backup| backup.value.details()) else { return };
    let Some(every) = backup.every.as_ref().filter(|every| every.value > rpo.value) else { return };
    let any_moment = backup.point_in_time.as_ref().is_some_and(|it| it.value);
    let copies = store.replicas.as_ref().is_some_and(|replicas| replicas.value > 0);
    if any_moment || copies || !store.is_durable() {
        return;
    }
    let message =
        format!("a backup every {} can lose {}, but only {} may be lost", every.value, every.value, rpo.value);
    report
        .find(every.span, message)
        .related(rpo.span, "how much may be lost")
        .step(format!("lost at most = time since the last backup = {}", every.value))
        .fix(Fix::suggested(
            format!("Back up every {}", rpo.value),
            vec![Edit::replace(every.span, rpo.value.to_string())],
        ));
}
