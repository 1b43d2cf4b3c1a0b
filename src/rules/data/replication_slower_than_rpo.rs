use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};

rule! {
    /// The copy that takes over is further behind than the data that may be lost.
    ///
    /// ## Why
    /// When the first copy fails, the second takes over as it is. What had not reached it yet is gone, although
    /// everybody was told that it is safe.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { rpo: 1m }
    /// stores:
    ///   - { name: orders-db, replicas: 1, failover: automatic, replication_lag: 5m }
    /// #                                                                         ^^ a takeover of `orders-db` can lose 5m, but only 1m may be lost
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { rpo: 1m }
    /// stores:
    ///   - { name: orders-db, replicas: 1, failover: automatic, replication_lag: 1m }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { rpo: 1m }
    /// stores:
    ///   - { name: orders-db, replicas: 1, failover: automatic, replication_lag: 1s }
    ///   - { name: reports-db, replicas: 1, replication_lag: 1h }
    /// ```
    ///
    /// ## Not a problem when
    /// The copies only answer reads: nothing says that one of them takes over (`failover`).
    ///
    /// ## See
    /// seed 002:10 · seed 002:29
    id: "data/replication-slower-than-rpo",
    severity: Error,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let quality = store.model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(rpo) = quality.and_then(|quality| quality.rpo.as_ref()) else { return };
    let Some(lag) = store.at.value.replication_lag.as_ref().filter(|lag| lag.value > rpo.value) else { return };
    let takes_over = store.at.value.failover.as_ref().is_some_and(|it| it.is_on());
    if takes_over && store.is_durable() {
        let (name, lost) = (super::brief(store.name()), lag.value);
        report
            .find(lag.span, format!("a takeover of `{name}` can lose {lost}, but only {} may be lost", rpo.value))
            .related(rpo.span, "how much may be lost")
            .step(format!("{lost} behind > {} that may be lost", rpo.value))
            .fix(Fix::suggested(
                format!("Keep the copy within {}", rpo.value),
                store.set("replication_lag", &rpo.value.to_string()),
            ))
            .fix(Fix::suggested(
                format!("Accept that {lost} may be lost"),
                store.model.spec.tree.replace(rpo.node, &lost.to_string()),
            ));
    }
}
