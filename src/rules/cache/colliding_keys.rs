use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Cache, Model};
use crate::rule::{Fix, rule};

rule! {
    /// Two caches write different things under the same key.
    ///
    /// ## Why
    /// Whichever wrote last answers for both. A reader gets a product where it expects a user, fails to read it, or
    /// shows the wrong person's data.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - { name: user-cache, store: redis, of: users, key: "item:{id}", ttl: 1h }
    ///   - { name: product-cache, store: redis, of: products, key: "item:{sku}", ttl: 1h }
    /// #                                                           ^^^^^^^^^^^^ `user-cache` keeps something else in `redis` under such keys
    /// data_model: [users, products]
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - { name: user-cache, store: redis, of: users, key: "item:{id}", ttl: 1h }
    ///   - { name: product-cache, store: redis, of: products, key: "products:item:{sku}", ttl: 1h }
    /// data_model: [users, products]
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: user-cache, store: redis, of: users, key: "user:{id}", ttl: 1h }
    ///   - { name: product-cache, store: redis, of: products, key: "product:{id}", ttl: 1h }
    ///   - { name: own-users, store: sessions-redis, of: products, key: "user:{id}", ttl: 1h }
    /// data_model: [users, products]
    /// ```
    ///
    /// ## Not a problem when
    /// The caches have stores of their own, or both keep the same thing.
    ///
    /// ## See
    /// seed 001:181 · seed 001:186
    id: "cache/colliding-keys",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let mut known: BTreeMap<(&str, &str, String), Cache<'_>> = BTreeMap::new();
    for cache in model.caches() {
        let spec = &cache.at.value;
        let (Some(store), Some(key), Some(of)) = (&spec.store, &spec.key, &spec.of) else { continue };
        // A service's own memory is nobody else's.
        let shared = model.store(store).is_some();
        let service = spec.service.as_ref().map_or("", |name| name.value.0.as_str());
        let place = (store.value.as_str(), if shared { "" } else { service }, template(key));
        let Some(first) = known.get(&place) else {
            known.insert(place, cache);
            continue;
        };
        let same = first.at.value.of.as_ref().is_some_and(|other| other.value.0 == of.value.0);
        let Some(other) = first.at.value.key.as_ref().filter(|_| !same) else { continue };
        let message = format!(
            "`{}` keeps something else in `{}` under such keys",
            super::brief(first.label()),
            super::brief(store)
        );
        let edits = model.spec.tree.replace(key.node, &format!("{}:{}", of.value.0, key.value));
        report
            .find(key.span, message)
            .related(other.span, "the same key")
            .fix(Fix::suggested("Say in the key what it is of", edits));
    }
}

/// A key without the names of its parts: `user:{id}` is `user:{}`.
fn template(key: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for letter in key.chars() {
        match letter {
            '{' | '<' => {
                inside = true;
                plain.push_str("{}");
            }
            '}' | '>' => inside = false,
            _ if inside || letter == '$' => {}
            _ => plain.push(letter),
        }
    }
    plain
}
