use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};

rule! {
    /// A store without a second copy stands under a promise that allows next to no downtime.
    ///
    /// ## Why
    /// When its machine or its zone is gone, so is the system, until a backup is restored. That takes hours; three nines
    /// allow 43 minutes a month.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - { name: orders, owns: [orders-db], api: [POST /orders] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql, replicas: 0 }
    /// #                                                    ^ `orders-db` has no second copy, 99.9% is promised
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - { name: orders, owns: [orders-db], api: [POST /orders] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql, replicas: 1 }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - { name: orders, owns: [orders-db], api: [POST /orders] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql, zones: 3 }
    /// ```
    ///
    /// ## Not a problem when
    /// The store states an availability of its own, which the product of availabilities then counts, or it does not say
    /// how many copies it has.
    ///
    /// ## See
    /// seed 002:51 · seed 001:9
    id: "resilience/single-node-store",
    severity: Error,
    stage: Review,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let Some(replicas) = store.at.value.replicas.as_ref().filter(|replicas| replicas.value == 0) else { return };
    let spread = store.at.value.zones.as_ref().is_some_and(|zones| zones.value > 1);
    if spread || store.at.value.availability.is_some() {
        return;
    }
    if let Some(promised) = store.promised().filter(|promised| promised.value.0 >= 0.999) {
        report
            .find(replicas.span, format!("`{}` has no second copy, {} is promised", store.name(), promised.value))
            .related(promised.span, "promised here")
            .step(promised.value.allowance())
            .fix(Fix::suggested("Keep a second copy", store.set("replicas", "1")));
    }
}
