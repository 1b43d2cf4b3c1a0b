use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Cache, singular};
use crate::rule::{Fix, rule};

rule! {
    /// All entries of a cache have the same key.
    ///
    /// ## Why
    /// The second person to ask is shown the entry of the first. Nothing fails and no log shows it.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - name: user-cache
    ///     of: users
    ///     key: user
    /// #        ^^^^ every one of `users` is kept under the same key
    ///     ttl: 1h
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk } }
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - name: user-cache
    ///     of: users
    ///     key: user:{id}
    ///     ttl: 1h
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk } }
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: countries, of: countries, key: "countries:all", ttl: 1d }
    ///   - { name: users, of: users, key: "user:$id", ttl: 1h }
    /// data_model: [users, countries]
    /// ```
    ///
    /// ## Not a problem when
    /// The entry is the whole list, which its key says in the plural or with `all`.
    ///
    /// ## See
    /// seed 001:181 · seed 001:186
    id: "cache/key-without-id",
    severity: Error,
    stage: Draft,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let (Some(key), Some(table)) = (&cache.at.value.key, cache.table()) else { return };
    let varies = cache.key_parts().is_none_or(|parts| !parts.is_empty());
    if varies || key.contains(['(', '+', '#', '@']) {
        return;
    }
    let one = singular(&words(table.name()).concat());
    let last = words(&key.value).pop().unwrap_or_default();
    // Only a key that names one of them says that it is meant for one of them.
    if last != one || words(table.name()).concat() == one {
        return;
    }
    let id = table.primary_key().next().map_or("id", |column| column.name.value.as_str());
    let text = format!("{}:{{{id}}}", key.trim_end_matches(':'));
    report
        .find(key.span, format!("every one of `{}` is kept under the same key", table.name()))
        .fix(Fix::suggested(format!("Add `{{{id}}}`"), cache.model.spec.tree.replace(key.node, &text)));
}
