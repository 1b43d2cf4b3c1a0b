use crate::lint::Report;
use crate::model::{Cache, caching};
use crate::rule::{Fix, rule};

rule! {
    /// Cached entries never end.
    ///
    /// ## Why
    /// One lost message or one writer that forgets to invalidate, and a wrong price is shown until somebody empties the
    /// cache by hand. An end limits how long any such mistake lasts.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - name: user-cache
    /// #         ^^^^^^^^^^ entries of `user-cache` never end
    ///     store: redis
    ///     of: users
    ///     key: user:{id}
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - name: user-cache
    ///     store: redis
    ///     of: users
    ///     key: user:{id}
    ///     ttl: 1h
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: assets, of: images, key: "image:{hash}", immutable: true }
    ///   - { name: prices, of: prices, key: "price:{sku}", pattern: write-through }
    /// ```
    ///
    /// ## Not a problem when
    /// What is cached never changes (`immutable`), or every write goes through the cache.
    ///
    /// ## See
    /// seed 001:186
    id: "cache/missing-ttl",
    severity: Warning,
    stage: Review,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    if cache.at.value.ttl.is_some() || cache.keeps_up() {
        return;
    }
    report
        .find(caching::place(cache), format!("entries of `{}` never end", cache.label()))
        .fix(Fix::suggested("Let them end after an hour", cache.set("ttl", "1h")));
}
