use crate::lint::Report;
use crate::model::Store;
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::StoreKind;
use crate::spec::read::shorten;

rule! {
    /// A store stands in no region in which anything runs.
    ///
    /// ## Why
    /// Every query crosses the distance between the two regions: tens of milliseconds where it was one. A page of
    /// thirty queries takes seconds, and each byte is billed.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql, regions: [us-east-1] }]
    /// #                                                         ^^^^^^^^^ `orders-db` stands in us-east-1, everything runs in eu-central-1
    /// deployment: { environments: [{ name: production, regions: [eu-central-1] }] }
    /// ```
    /// ```yaml fixed
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql, regions: [eu-central-1] }]
    /// deployment: { environments: [{ name: production, regions: [eu-central-1] }] }
    /// ```
    /// ```yaml good
    /// services: [{ name: orders, owns: [orders-db] }]
    /// stores: [{ name: orders-db, engine: postgresql, regions: [eu-central-1, us-east-1] }]
    /// deployment: { environments: [{ name: production, regions: [eu-central-1] }] }
    /// ```
    ///
    /// ## Not a problem when
    /// One of its regions is one of theirs, a region is written in other words (`eu` holds `eu-central-1`), or the
    /// store is one for files, analysis or backups, which nobody waits for.
    ///
    /// ## See
    /// seed 002:46 · seed 002:10
    id: "deploy/distant-store",
    severity: Warning,
    stage: Review,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    use StoreKind::{Blob, Warehouse};
    let Some(regions) = store.at.value.regions.as_ref().filter(|it| !it.value.0.is_empty()) else { return };
    let used = store.owners().next().is_some() || !store.readers().is_empty() || !store.writers().is_empty();
    if !used || matches!(store.kind(), Some(Blob | Warehouse)) {
        return;
    }
    let environments = store.model.environments();
    let running = order::set(environments.flat_map(|it| it.at.value.regions.items()).map(|it| it.value.as_str()));
    let near = |own: &str| running.iter().any(|other| own.starts_with(other) || other.starts_with(own));
    if running.is_empty() || regions.value.0.iter().any(|region| near(&region.value)) {
        return;
    }
    let own: Vec<&str> = regions.value.0.iter().map(|it| it.value.as_str()).collect();
    let theirs: Vec<&str> = running.into_iter().collect();
    let nearer = format!("[{}]", theirs.iter().map(|it| crate::yaml::quote(it)).collect::<Vec<_>>().join(", "));
    let (own, theirs) = (shorten(&own.join(", ")), shorten(&theirs.join(", ")));
    let message = format!("`{}` stands in {own}, everything runs in {theirs}", store.name());
    let span = regions.value.0.first().map_or(regions.span, |first| first.span);
    report.find(span, message).fix(Fix::suggested(format!("Keep it in {theirs}"), store.set("regions", &nearer)));
}
