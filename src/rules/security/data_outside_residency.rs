use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::{At, Items, List};

rule! {
    /// Data is kept where it must not be.
    ///
    /// ## Why
    /// That data may not leave a region is law or a contract. A copy elsewhere breaks it from the first write on, and
    /// moving a database later is the most expensive way to find out.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { data_residency: [eu] }
    /// stores:
    ///   - name: orders-db
    ///     regions: [eu-central-1, us-east-1]
    /// #                           ^^^^^^^^^ `us-east-1` is not in `eu`, which data may not leave
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { data_residency: [eu] }
    /// stores:
    ///   - name: orders-db
    ///     regions: [eu-central-1]
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { data_residency: [eu] }
    /// stores:
    ///   - name: orders-db
    ///     regions: [eu-central-1, europe-west3]
    /// ```
    ///
    /// ## Not a problem when
    /// The region is not one that a large provider names, or the requirement is narrower than a continent: neither is
    /// compared.
    ///
    /// ## See
    /// seed 002:11 · GDPR, Chapter V
    id: "security/data-outside-residency",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(wanted) = quality.and_then(|it| it.data_residency.as_ref()) else { return };
    let zones: Vec<Option<&str>> = wanted.value.0.iter().map(|it| residency(it)).collect();
    if zones.is_empty() || zones.contains(&None) {
        return;
    }
    let stores = model.stores().filter_map(|it| it.at.value.regions.as_ref());
    let environments = model.environments().filter_map(|it| it.at.value.regions.as_ref());
    let receives = |it: &crate::model::External<'_>| it.receives.items().iter().any(|class| model.is_personal(class));
    let others = model.externals().filter(receives).filter_map(|it| it.at.value.regions.as_ref());
    let names = wanted.value.0.iter().map(|it| format!("`{}`", it.value)).collect::<Vec<_>>().join(", ");
    for list in stores.chain(environments).chain(others) {
        for (index, region) in list.value.0.iter().enumerate() {
            let outside = zone(region).is_some_and(|zone| !zones.contains(&Some(zone)));
            if outside {
                report
                    .find(region.span, format!("`{}` is not in {names}, which data may not leave", region.value))
                    .related(wanted.span, "says where data must stay")
                    .fix(stay_inside(model, list, index, &zones));
            }
        }
    }
}

/// The part of the world that a requirement names; none where it is a country or anything else.
fn residency(name: &str) -> Option<&'static str> {
    match name.to_lowercase().as_str() {
        "eu" | "eea" | "europe" | "european union" => Some("eu"),
        "us" | "usa" | "united states" => Some("us"),
        _ => None,
    }
}

/// The part of the world that a provider's region lies in. Regions in Europe but outside the Union are left open.
fn zone(region: &str) -> Option<&'static str> {
    const OPEN: [&str; 8] = [
        "eu-west-2",
        "eu-central-2",
        "europe-west2",
        "europe-west6",
        "uksouth",
        "ukwest",
        "switzerlandnorth",
        "norwayeast",
    ];
    const PREFIXES: [(&str, &str); 25] = [
        ("eu-", "eu"),
        ("europe-", "eu"),
        ("westeurope", "eu"),
        ("northeurope", "eu"),
        ("germany", "eu"),
        ("france", "eu"),
        ("sweden", "eu"),
        ("us-", "us"),
        ("eastus", "us"),
        ("westus", "us"),
        ("centralus", "us"),
        ("southcentralus", "us"),
        ("northcentralus", "us"),
        ("ca-", "ca"),
        ("canada", "ca"),
        ("ap-", "ap"),
        ("asia-", "ap"),
        ("japan", "ap"),
        ("korea", "ap"),
        ("australia", "ap"),
        ("southeastasia", "ap"),
        ("sa-", "sa"),
        ("southamerica-", "sa"),
        ("me-", "me"),
        ("af-", "af"),
    ];
    let region = region.to_lowercase();
    if OPEN.contains(&region.as_str()) {
        return None;
    }
    PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix)).map(|(_, zone)| *zone)
}

/// Takes a region out where others of the list lie inside the zones; else puts one inside in its place: one that the
/// system uses, else one of the same provider.
fn stay_inside(model: &Model<'_>, list: &At<List<String>>, index: usize, zones: &[Option<&str>]) -> Fix {
    const REGIONS: [(&str, [&str; 3]); 2] =
        [("eu", ["eu-central-1", "europe-west3", "westeurope"]), ("us", ["us-east-1", "us-east1", "eastus"])];
    let inside = |it: &str| zone(it).is_some_and(|zone| zones.contains(&Some(zone)));
    if list.value.0.iter().any(|it| inside(it)) {
        return Fix::suggested("Take it out", model.spec.tree.remove_item(list.node, index));
    }
    let Some(region) = list.value.0.get(index) else { return Fix::suggested("Take it out", Vec::new()) };
    let used = model.environments().flat_map(|it| it.at.value.regions.items());
    let used = used.chain(model.stores().flat_map(|it| it.at.value.regions.items())).map(|it| it.value.as_str());
    let known = REGIONS.iter().filter(|(zone, _)| zones.contains(&Some(zone)));
    let known = known.flat_map(|(_, regions)| regions).copied();
    // Providers join the parts of a region's name in their own way.
    let hyphens = region.matches('-').count();
    let better = used.chain(known).find(|it| inside(it) && it.matches('-').count() == hyphens);
    let edits = better.map(|it| model.spec.tree.replace(region.node, it)).unwrap_or_default();
    Fix::suggested(format!("Move it to {}", better.unwrap_or_default()), edits)
}
