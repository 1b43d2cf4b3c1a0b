use crate::lint::Report;
use crate::model::{Cache, caching};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// One of those who change what is cached does not remove it from the cache.
    ///
    /// ## Why
    /// Whether people see the new value depends on which way it came in. Such errors look like chance, and the cache is
    /// the last place where anybody looks.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: PUT, path: /v1/users/me, writes: [users], emits: [user.updated] }
    ///   - { method: POST, path: /v1/imports, writes: [users] }
    /// caches:
    ///   - { name: user-cache, of: users, key: "user:{id}", ttl: 1h, invalidated_by: [user.updated] }
    /// #           ^^^^^^^^^^ `POST /v1/imports` changes `users` and leaves `user-cache` as it is
    /// data_model: [users]
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: PUT, path: /v1/users/me, writes: [users], emits: [user.updated] }
    ///   - { method: POST, path: /v1/imports, writes: [users] }
    /// caches:
    ///   - { name: user-cache, of: users, key: "user:{id}", ttl: 1h, invalidated_by: [user.updated, POST /v1/imports] }
    /// data_model: [users]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: PUT, path: /v1/users/me, writes: [users], emits: [user.updated] }
    ///   - { method: POST, path: /v1/imports, writes: [users] }
    /// caches:
    ///   - { name: user-cache, of: users, key: "user:{id}", ttl: 1h, invalidated_by: [user.updated, POST /v1/imports] }
    /// data_model: [users]
    /// ```
    ///
    /// ## Not a problem when
    /// Entries end within the stated `staleness`, or a writer only adds what was never cached.
    ///
    /// ## See
    /// seed 001:189-194
    id: "cache/uncovered-writer",
    severity: Warning,
    stage: Review,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let Some(of) = cache.at.value.of.as_ref() else { return };
    if cache.at.value.invalidated_by.items().is_empty()
        || cache.keeps_up()
        || cache.has_versioned_key()
        || cache.ends_in_time()
    {
        return;
    }
    // What is cached one by one by its key is not there yet when it is created.
    let adds = |writer: &crate::model::Writer<'_>| {
        writer.endpoint.is_some_and(|endpoint| {
            endpoint.method().word() == "POST" && endpoint.collection().is_some_and(|table| table.name() == of.value.0)
        })
    };
    for writer in cache.writers().iter().filter(|writer| writer.is_stated && !adds(writer)) {
        if !cache.is_invalidated_by(writer) {
            let message =
                format!("`{}` changes `{}` and leaves `{}` as it is", writer.label, of.value.0, cache.label());
            // Who hears the event needs not know who else changes it; the endpoint's name is its method and path.
            let by = writer.events.first().copied().unwrap_or(&writer.label);
            report
                .find(caching::place(cache), message)
                .related(writer.place, "changes what is cached")
                .fix(Fix::suggested(format!("Remove it by `{by}`"), cache.add_invalidator(by)));
        }
    }
}
