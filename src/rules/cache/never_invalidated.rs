use crate::lint::Report;
use crate::model::{Cache, caching};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// What is cached changes, and nothing removes it from the cache.
    ///
    /// ## Why
    /// People change their address and see the old one, change it again, and call support. Others decide on data that
    /// has long been corrected.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: PUT
    ///     path: /v1/users/me
    ///     writes: [users]
    ///     emits: [user.updated]
    /// caches:
    ///   - { name: user-cache, of: users, key: "user:{id}", ttl: 1h }
    /// #           ^^^^^^^^^^ `PUT /v1/users/me` changes `users`, which stay in `user-cache` for 1h
    /// data_model: [users]
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: PUT
    ///     path: /v1/users/me
    ///     writes: [users]
    ///     emits: [user.updated]
    /// caches:
    ///   - { name: user-cache, of: users, key: "user:{id}", ttl: 1h, invalidated_by: [user.updated] }
    /// data_model: [users]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: PUT, path: /v1/users/me, writes: [users] }
    /// caches:
    ///   - { name: user-cache, of: users, key: "user:{id}", ttl: 1h, staleness: 2h }
    ///   - { name: user-page, of: users, key: "page:{n}", ttl: 30s }
    /// data_model: [users]
    /// ```
    ///
    /// ## Not a problem when
    /// Entries end within the `staleness` that readers accept, or, where none is stated, within five minutes; or a change
    /// gives them another key, such as `order:{id}:{version}`.
    ///
    /// ## See
    /// seed 001:189-194
    id: "cache/never-invalidated",
    severity: Warning,
    stage: Review,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let spec = &cache.at.value;
    let removed = !spec.invalidated_by.items().is_empty() || !spec.tags.items().is_empty();
    let removed = removed || cache.has_versioned_key();
    let Some(of) = spec.of.as_ref().filter(|_| !removed && !cache.keeps_up() && !cache.ends_in_time()) else { return };
    let writers = cache.writers();
    let Some(writer) = writers.first() else { return };
    let stay = spec.ttl.as_ref().map_or("for ever".to_owned(), |ttl| format!("for {}", ttl.value));
    let message = format!("`{}` changes `{}`, which stay in `{}` {stay}", writer.label, of.value.0, cache.label());
    let by = writer.events.first().map_or_else(|| crate::yaml::quote(&writer.label), |event| (*event).to_owned());
    let finding = report.find(caching::place(cache), message);
    for writer in &writers {
        finding.related(writer.place, format!("changes `{}`", of.value.0));
    }
    if writer.endpoint.is_some() || !writer.events.is_empty() {
        finding.fix(Fix::suggested("Remove entries when they change", cache.set("invalidated_by", &format!("[{by}]"))));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn a_change_that_changes_the_key_needs_no_removal() {
        silent(
            &RULE,
            "services: [orders]
api:
  - { method: PUT, path: \"/v1/orders/{id}\", service: orders, writes: [orders] }
data_model: [orders]
caches:
  - { name: rendered, service: orders, store: redis, of: orders, key: \"order:{id}:{updated_at}\", ttl: 1h }
",
        );
    }
}
