use crate::lint::Report;
use crate::model::{Cache, caching};
use crate::rule::{Fix, rule};

rule! {
    /// Without its cache a store gets more requests than it takes.
    ///
    /// ## Why
    /// The cache restarts, is flushed or moves to another node, and for some minutes every read goes through. The store
    /// slows down, readers time out and ask again, and the cache never fills because nothing comes back.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [{ name: catalog, owns: [catalog-db] }]
    /// api:
    ///   - { method: GET, path: /v1/products, service: catalog, reads: [products], load: 900/s }
    /// caches:
    ///   - { name: product-cache, service: catalog, of: products, key: "product:{id}", ttl: 5m }
    /// #           ^^^^^^^^^^^^^ without `product-cache` 900/s come to `catalog-db`, which takes 500/s
    /// stores: [{ name: catalog-db, engine: postgresql, max_reads: 500/s }]
    /// data_model: [{ name: products, store: catalog-db }]
    /// ```
    /// ```yaml fixed
    /// services: [{ name: catalog, owns: [catalog-db] }]
    /// api:
    ///   - { method: GET, path: /v1/products, service: catalog, reads: [products], load: 900/s }
    /// caches:
    ///   - { name: product-cache, service: catalog, of: products, key: "product:{id}", ttl: 5m }
    /// stores: [{ name: catalog-db, engine: postgresql, max_reads: 500/s }]
    /// data_model: [{ name: products, store: catalog-db }]
    /// resilience:
    ///   load_shedding: true
    /// ```
    /// ```yaml good
    /// services: [{ name: catalog, owns: [catalog-db] }]
    /// api:
    ///   - { method: GET, path: /v1/products, service: catalog, reads: [products], load: 900/s }
    /// caches:
    ///   - { name: product-cache, service: catalog, of: products, key: "product:{id}", ttl: 5m }
    /// stores: [{ name: catalog-db, engine: postgresql, max_reads: 1500/s }]
    /// data_model: [{ name: products, store: catalog-db }]
    /// ```
    ///
    /// ## Not a problem when
    /// The service turns requests away before its store falls over (`resilience.load_shedding`), or one of the numbers
    /// is not stated: the `load` of what reads the entity, the `max_reads` of the store.
    ///
    /// ## See
    /// seed 002:31 · seed 002:52 · Google SRE Book, chapter 22
    id: "cache/cold-overload",
    severity: Warning,
    stage: Review,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let Some(store) = cache.table().and_then(|table| table.store()) else { return };
    let Some(capacity) = store.at.value.max_reads.as_ref().filter(|rate| rate.by.is_none()) else { return };
    let model = cache.model;
    let sheds =
        model.system().resilience.as_ref().and_then(|it| it.load_shedding.as_ref()).is_some_and(|it| it.is_on());
    if sheds || cache.is_home() {
        return;
    }
    let loads = cache.readers().into_iter().filter_map(|endpoint| Some((endpoint, endpoint.at.value.load.as_ref()?)));
    let loads: Vec<_> = loads.filter(|(_, load)| load.by.is_none()).collect();
    let peak: f64 = loads.iter().map(|(_, load)| load.per_second()).sum();
    if peak <= capacity.per_second() {
        return;
    }
    let message = format!(
        "without `{}` {}/s come to `{}`, which takes {}",
        super::brief(cache.label()),
        peak.round(),
        super::brief(store.name()),
        capacity.value
    );
    let shed = model.spec.set_section(model.system().resilience.as_ref(), "resilience", "load_shedding", "true");
    let finding = report.find(caching::place(cache), message);
    finding.fix(Fix::suggested("Turn away what the store cannot take", shed));
    finding.related(capacity.span, "what the store takes");
    for (endpoint, load) in &loads {
        finding.step(format!("{}: {}", endpoint.label(), load.value));
        finding.related(load.span, endpoint.label());
    }
}
