use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Cache, singular};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// What somebody may do is cached for longer than their token is good.
    ///
    /// ## Why
    /// Tokens are made short so that a right which is taken away ends soon. The cache gives it back: who was thrown out
    /// goes on until the entry ends.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - { name: rights, of: permissions, key: "permissions:{user_id}", ttl: 1h }
    /// #                                                                       ^^ `permissions` that were taken away hold for 1h, though tokens end after 15m
    /// security:
    ///   authentication: [{ name: jwt, kind: jwt, access_token: 15m }]
    /// data_model: [permissions]
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - { name: rights, of: permissions, key: "permissions:{user_id}", ttl: 15m }
    /// security:
    ///   authentication: [{ name: jwt, kind: jwt, access_token: 15m }]
    /// data_model: [permissions]
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: rights, of: permissions, key: "permissions:{user_id}", ttl: 10m }
    ///   - { name: own-roles, of: roles, key: "roles:{user_id}", ttl: 1h, invalidated_by: [role.revoked] }
    ///   - { name: role-rights, of: roles, key: "role:{name}", ttl: 1h }
    /// security:
    ///   authentication: [{ name: jwt, kind: jwt, access_token: 15m }]
    /// data_model: [permissions, roles]
    /// ```
    ///
    /// ## Not a problem when
    /// Taking a right away removes the entry (`invalidated_by`), what is cached is not of one person, or `staleness` says
    /// that readers may see old ones for so long.
    ///
    /// ## See
    /// seed 001:186 · seed 001:199-213 · CWE-613
    id: "cache/outlives-token",
    severity: Warning,
    stage: Draft,
    visit: Cache(check),
    fix: Suggested,
}

const RIGHTS: [&str; 8] = ["permission", "role", "right", "grant", "entitlement", "privilege", "acl", "scope"];
/// What a key calls the person whose rights it keeps.
const PERSON: [&str; 9] = ["user", "sub", "subject", "account", "member", "customer", "principal", "person", "uid"];

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let spec = &cache.at.value;
    let (Some(of), Some(ttl)) = (&spec.of, &spec.ttl) else { return };
    let last = words(&of.value.0).pop().unwrap_or_default();
    let removed = !spec.invalidated_by.items().is_empty() || spec.staleness.is_some() || cache.keeps_up();
    // What everybody with a role may do changes seldom; what one person may do is what a token says.
    let person = |part: &&str| words(part).iter().any(|word| PERSON.contains(&word.as_str()));
    let of_one = cache.key_parts().is_some_and(|parts| parts.iter().any(person));
    if removed || !of_one || !RIGHTS.contains(&singular(&last).as_str()) {
        return;
    }
    let tokens = cache.model.schemes().filter_map(|scheme| scheme.at.value.access_token.as_ref()?.ttl.as_ref());
    let Some(token) = tokens.max_by_key(|it| it.value).filter(|it| it.value < ttl.value) else { return };
    let name = super::brief(&of.value.0);
    let message =
        format!("`{name}` that were taken away hold for {}, though tokens end after {}", ttl.value, token.value);
    report
        .find(ttl.span, message)
        .related(token.span, "how long a token is good")
        .step(format!("{} in the cache > {} of a token", ttl.value, token.value))
        .fix(Fix::suggested(format!("End entries after {}", token.value), cache.set("ttl", &token.value.to_string())));
}
