use crate::lint::Report;
use crate::model::{Cache, caching};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::read::nearest;

rule! {
    /// A cache waits for an event or endpoint that the spec does not have.
    ///
    /// ## Why
    /// The signal never comes, so entries are never removed. The design reads as if invalidation were taken care of.
    ///
    /// ## Example
    /// ```yaml bad
    /// events: [user.updated, user.deleted]
    /// caches:
    ///   - { name: user-cache, key: "user:{id}", ttl: 1h, invalidated_by: [user.update] }
    /// #                                                                   ^^^^^^^^^^^ nothing is called `user.update`, did you mean `user.updated`?
    /// ```
    /// ```yaml fixed
    /// events: [user.updated, user.deleted]
    /// caches:
    ///   - { name: user-cache, key: "user:{id}", ttl: 1h, invalidated_by: [user.updated] }
    /// ```
    /// ```yaml good
    /// events: [user.updated]
    /// caches:
    ///   - { name: user-cache, key: "user:{id}", ttl: 1h, invalidated_by: [user.updated, every deployment] }
    /// ```
    ///
    /// ## Not a problem when
    /// The spec declares no events, or no endpoints, so far; or the signal is described in words.
    ///
    /// ## See
    /// seed 001:195-197
    id: "cache/unknown-invalidator",
    severity: Error,
    stage: Draft,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let model = cache.model;
    for named in cache.at.value.invalidated_by.items() {
        if let Some(reference) = caching::endpoint_reference(named) {
            let known = model.endpoints_meant_by(&reference).next().is_some();
            if !known && model.endpoints().next().is_some() {
                report.find(named.span, format!("no endpoint is called `{}`", named.value));
            }
            continue;
        }
        let in_words =
            named.contains(char::is_whitespace) || cache.tags.items().iter().any(|tag| tag.value == named.value);
        if in_words || model.knows_event(named) || model.event_names().next().is_none() {
            continue;
        }
        let best = nearest(named, model.event_names());
        let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
        let finding = report.find(named.span, format!("nothing is called `{}`{hint}", named.value));
        if let Some(best) = best {
            finding.fix(Fix::suggested(format!("Write `{best}`"), model.spec.tree.replace(named.node, best)));
        }
    }
}
