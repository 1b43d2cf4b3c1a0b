use crate::lint::Report;
use crate::model::{Service, Store};
use crate::rule::{Fix, rule};

rule! {
    /// A health check lists what it looks at and leaves out the service's own database.
    ///
    /// ## Why
    /// An instance that has lost its database calls itself healthy and keeps getting requests, all of which fail.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     health: { path: /health, checks: [cache] }
    /// #                                     ^^^^^ the check does not look at `orders-db`
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     health: { path: /health, checks: [cache, orders-db] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     owns: [orders-db]
    ///     health: { path: /health, checks: [cache, database] }
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// ```
    ///
    /// ## Not a problem when
    /// The service can answer without its database, or all instances share it and taking all of them out helps nobody:
    /// keep the finding with that reason. A check that lists nothing is not judged.
    ///
    /// ## See
    /// seed 001:236-240
    id: "observability/health-check-skips-store",
    severity: Info,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(list) = service.health().and_then(|health| health.checks.as_ref()) else { return };
    let checks = &list.value.0;
    let Some(first) = checks.first() else { return };
    let looks_at = |store: &Store<'_>| {
        let engine = store.at.value.engine.as_ref().map(|engine| engine.value.to_lowercase());
        let kind = store.kind().map(|kind| kind.word().to_owned());
        checks.iter().map(|check| check.value.to_lowercase()).any(|check| {
            let general = ["database", "databases", "db", "store", "storage", "dependencies", "all"];
            general.contains(&check.as_str())
                || check.contains(&store.name().to_lowercase())
                || engine.as_ref().is_some_and(|engine| engine.contains(&check) || check.contains(engine.as_str()))
                || kind.as_ref() == Some(&check)
        })
    };
    let missed = service.stores().find(|store| store.is_durable() && store.kind().is_some() && !looks_at(store));
    if let Some(store) = missed {
        let place = first.span.to(checks.last().map_or(first.span, |last| last.span));
        let edits = service.model.spec.tree.push(list.node, &crate::yaml::quote(store.name()));
        report
            .find(place, format!("the check does not look at `{}`", store.name()))
            .fix(Fix::suggested(format!("Look at `{}`, too", store.name()), edits));
    }
}
