use crate::lint::Report;
use crate::model::Cache;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;
use crate::yaml::quote;

rule! {
    /// Each instance of a service caches for itself what changes.
    ///
    /// ## Why
    /// After a change the next page shows the old value or the new one, depending on which instance answers. Reloading
    /// flips between the two until every copy has ended.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: shop, instances: 3 }
    /// api:
    ///   - { method: PUT, path: /v1/prices/current, writes: [prices], service: shop }
    /// caches:
    ///   - { service: shop, store: in-process, of: prices, key: "price:{sku}", ttl: 1h }
    /// #                           ^^^^^^^^^^ 3 instances of `shop` each keep their own copy of `prices` for 1h
    /// data_model: [prices]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: shop, instances: 3 }
    /// api:
    ///   - { method: PUT, path: /v1/prices/current, writes: [prices], service: shop }
    /// caches:
    ///   - { service: shop, store: in-process, of: prices, key: "price:{sku}", ttl: 5m }
    /// data_model: [prices]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: shop, instances: 3 }
    /// api:
    ///   - { method: PUT, path: /v1/prices/current, writes: [prices], service: shop, emits: [price.changed] }
    /// caches:
    ///   - { service: shop, store: in-process, of: prices, key: "price:{sku}", ttl: 1h, invalidated_by: [price.changed] }
    ///   - { service: shop, store: in-process, of: countries, key: "country:{code}", ttl: 1d }
    /// data_model: [prices, countries]
    /// ```
    ///
    /// ## Not a problem when
    /// An event reaches every instance, nothing changes what is cached, or copies end within five minutes.
    ///
    /// ## See
    /// seed 001:189-194 · seed 001:9
    id: "cache/divergent-copies",
    severity: Warning,
    stage: Review,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let spec = &cache.at.value;
    let (Some(store), Some(of), Some(ttl)) = (&spec.store, &spec.of, &spec.ttl) else { return };
    if !is_any(store, &["in process", "in memory", "local", "heap", "caffeine", "guava"]) || cache.ends_in_time() {
        return;
    }
    let service = spec.service.as_ref().and_then(|name| cache.model.service(&name.value.0));
    let Some((service, most)) = service.and_then(|service| Some((service, service.max_instances()?))) else { return };
    let events = spec.invalidated_by.as_ref().is_some_and(|list| {
        list.value.0.iter().any(|named| crate::model::caching::endpoint_reference(named).is_none())
    });
    if most < 2 || events || cache.keeps_up() || cache.has_versioned_key() || cache.writers().is_empty() {
        return;
    }
    let message = format!(
        "{most} instances of `{}` each keep their own copy of `{}` for {}",
        service.name(),
        of.value.0,
        ttl.value
    );
    let finding = report.find(store.span, message);
    finding
        .related(ttl.span, "kept so long")
        .step(format!("{most} instances > 1, each up to {} behind the others", ttl.value));
    let writers = cache.writers();
    let told: Vec<&str> = writers.iter().filter_map(|writer| writer.events.first().copied()).collect();
    if told.len() == writers.len() {
        let edits: Vec<_> = told.iter().flat_map(|event| cache.add_invalidator(event)).collect();
        finding.fix(Fix::suggested("Tell every instance of a change", edits));
    }
    let mut shared = cache.model.stores().filter(|it| it.kind() == Some(StoreKind::Cache));
    if let Some(shared) = shared.next() {
        let edits = cache.set("store", &quote(shared.name()));
        finding.fix(Fix::suggested(format!("Keep one copy for all in `{}`", shared.name()), edits));
    }
    finding.fix(Fix::suggested("End copies after five minutes", cache.set("ttl", "5m")));
}
