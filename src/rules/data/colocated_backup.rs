use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

rule! {
    /// Backups are kept where they are lost together with what they save.
    ///
    /// ## Why
    /// The fire, the flood or the closed account takes the database and its backups in one go. The plan for the day
    /// when a region is gone begins with a backup that is in it.
    ///
    /// ## Example
    /// ```yaml bad
    /// deployment:
    ///   environments: [{ name: production, regions: [eu-west-1, eu-central-1] }]
    ///   disaster_recovery: { strategy: backup-restore, rto: 4h }
    /// stores:
    ///   - name: orders-db
    ///     regions: [eu-west-1]
    ///     backup: { every: 1h, regions: [eu-west-1] }
    /// #                                 ^^^^^^^^^^^ when `eu-west-1` is gone, `orders-db` and its backups are
    /// ```
    /// ```yaml fixed
    /// deployment:
    ///   environments: [{ name: production, regions: [eu-west-1, eu-central-1] }]
    ///   disaster_recovery: { strategy: backup-restore, rto: 4h }
    /// stores:
    ///   - name: orders-db
    ///     regions: [eu-west-1]
    ///     backup: { every: 1h, regions: [eu-central-1] }
    /// ```
    /// ```yaml good
    /// deployment:
    ///   disaster_recovery: { strategy: backup-restore, rto: 4h }
    /// stores:
    ///   - name: orders-db
    ///     regions: [eu-west-1]
    ///     backup: { every: 1h, regions: [eu-central-1] }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no plan for the loss of a region, or the spec does not say where backups are.
    ///
    /// ## See
    /// seed 002:29 · NIST SP 800-34, 3.4.2
    id: "data/colocated-backup",
    severity: Warning,
    stage: Review,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let deployment = store.model.system().deployment.as_ref();
    let Some(plan) = deployment.and_then(|it| it.disaster_recovery.as_ref()) else { return };
    let Some(backup) = store.at.value.backup.as_ref().and_then(|backup| backup.value.details()) else { return };
    let (Some(kept), [region]) = (&backup.regions, store.at.value.regions.items()) else { return };
    let same = |it: &str| it.eq_ignore_ascii_case(&region.value);
    if !kept.value.0.is_empty() && kept.value.0.iter().all(|it| same(it)) {
        let (lost, name) = (super::brief(&region.value), super::brief(store.name()));
        report
            .find(kept.span, format!("when `{lost}` is gone, `{name}` and its backups are"))
            .related(store.model.line(plan.span), "the plan for that day")
            .fix(keep_elsewhere(store, region));
    }
}

/// Keeps backups in another region of the system, on the same continent where there is one.
fn keep_elsewhere(store: Store<'_>, region: &str) -> Fix {
    let model = store.model;
    let stores = model.stores().flat_map(|it| it.at.value.regions.items());
    let environments = model.environments().flat_map(|it| it.at.value.regions.items());
    let mut others: Vec<&str> = environments.chain(stores).map(|it| it.value.as_str()).collect();
    others.retain(|other| !other.eq_ignore_ascii_case(region));
    let continent = |name: &str| name.split('-').next().map(str::to_owned);
    let near = others.iter().find(|it| continent(it) == continent(region)).or(others.first()).copied();
    let backup = store.at.value.backup.as_ref();
    let edits = near.zip(backup).map(|(it, backup)| model.spec.set(backup, "regions", &format!("[{}]", quote(it))));
    Fix::suggested(format!("Keep them in {}", near.unwrap_or_default()), edits.unwrap_or_default())
}
