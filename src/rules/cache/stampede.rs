use crate::lint::Report;
use crate::model::{Cache, caching};
use crate::rule::{Fix, rule};
use crate::spec::data::CachePattern;

rule! {
    /// Many readers wait for one entry, and all of them fetch it when it ends.
    ///
    /// ## Why
    /// At the moment in which the entry ends, every request of that second misses and asks the store for the same
    /// thing. The store slows down, the entry comes later, and more requests miss.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [{ name: catalog, owns: [catalog-db] }]
    /// api:
    ///   - { method: GET, path: /v1/home, service: catalog, reads: [products], load: 400/s }
    /// caches:
    ///   - { name: home, service: catalog, of: products, key: "home", ttl: 60s }
    /// #           ^^^^ 400/s read one entry of `home`, and all of them fetch it when it ends
    /// data_model: [products]
    /// ```
    /// ```yaml fixed
    /// services: [{ name: catalog, owns: [catalog-db] }]
    /// api:
    ///   - { method: GET, path: /v1/home, service: catalog, reads: [products], load: 400/s }
    /// caches:
    ///   - { name: home, service: catalog, of: products, key: "home", ttl: 60s, stampede: single-flight }
    /// data_model: [products]
    /// ```
    /// ```yaml good
    /// services: [{ name: catalog, owns: [catalog-db] }]
    /// api:
    ///   - { method: GET, path: /v1/home, service: catalog, reads: [products], load: 400/s }
    /// caches:
    ///   - { name: product-cache, service: catalog, of: products, key: "product:{id}", ttl: 60s }
    ///   - { name: home, service: catalog, pattern: refresh-ahead, of: products, key: "home", ttl: 60s }
    /// data_model: [products]
    /// ```
    ///
    /// ## Not a problem when
    /// The key has a part that changes, so that the load spreads over many entries, or the entry is renewed before it
    /// ends.
    ///
    /// ## See
    /// seed 001:177-188 · seed 002:31 · Vattani, Optimal Probabilistic Cache Stampede Prevention
    id: "cache/stampede",
    severity: Warning,
    stage: Review,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    const MANY: f64 = 100.0;
    let spec = &cache.at.value;
    let ahead = spec.pattern.as_ref().is_some_and(|it| it.value == CachePattern::RefreshAhead);
    let one = cache.key_parts().is_some_and(|parts| parts.is_empty());
    if !one || ahead || spec.ttl.is_none() || spec.stampede.is_some() || cache.keeps_up() {
        return;
    }
    let readers = cache.readers();
    let loads = readers.iter().filter_map(|endpoint| endpoint.at.value.load.as_ref()).filter(|load| load.by.is_none());
    let load: f64 = loads.map(|load| load.per_second()).sum();
    if load < MANY {
        return;
    }
    let name = super::brief(cache.label());
    let message = format!("{}/s read one entry of `{name}`, and all of them fetch it when it ends", load.round());
    let finding = report.find(caching::place(cache), message);
    for reader in readers.iter().filter(|reader| reader.at.value.load.is_some()) {
        finding.related(reader.heading(), "reads it");
    }
    finding.fix(Fix::suggested("Let one of them fetch it", cache.set("stampede", "single-flight")));
}
