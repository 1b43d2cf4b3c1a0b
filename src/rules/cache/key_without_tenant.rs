use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Cache, Table};
use crate::rule::{Fix, rule};

rule! {
    /// Entries of several tenants can have the same key.
    ///
    /// ## Why
    /// The database keeps tenants apart by a column, but the cache is asked first, and answers one company with the
    /// data of another.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - name: open-orders
    ///     of: orders
    ///     key: orders:{status}
    /// #        ^^^^^^^^^^^^^^^ `tenant_id` keeps `orders` apart, but is not part of the key
    ///     ttl: 1m
    /// data_model:
    ///   - { name: orders, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid, status: text } }
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - name: open-orders
    ///     of: orders
    ///     key: orders:{tenant_id}:{status}
    ///     ttl: 1m
    /// data_model:
    ///   - { name: orders, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid, status: text } }
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: open-orders, of: orders, key: "orders:{tenant_id}:{status}", ttl: 1m }
    ///   - { name: order, of: orders, key: "order:{id}", ttl: 1m }
    /// data_model:
    ///   - { name: orders, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid, status: text } }
    /// ```
    ///
    /// ## Not a problem when
    /// The key holds something that is never the same for two tenants, such as the primary key.
    ///
    /// ## See
    /// seed 001:181 · seed 000:102
    id: "cache/key-without-tenant",
    severity: Error,
    stage: Draft,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let (Some(key), Some(table)) = (&cache.at.value.key, cache.table()) else { return };
    let Some(tenant) = table.tenant_key.as_ref() else { return };
    let Some(parts) = cache.key_parts().filter(|parts| !parts.is_empty()) else { return };
    // Only where every part is a column that may be the same for two tenants is anything known.
    if parts.iter().all(|part| may_repeat(table, part, tenant)) {
        let message = format!("`{}` keeps `{}` apart, but is not part of the key", tenant.value, table.name());
        let finding = report.find(key.span, message).related(tenant.span, "keeps tenants apart");
        if let Some(at) = key.value.find('{') {
            let (before, rest) = key.value.split_at(at);
            let longer = format!("{before}{{{}}}:{rest}", tenant.value);
            let edits = cache.model.spec.tree.replace(key.node, &longer);
            finding.fix(Fix::suggested(format!("Add `{}` to the key", tenant.value), edits));
        }
    }
}

fn may_repeat(table: Table<'_>, part: &str, tenant: &str) -> bool {
    let Some(column) = table.columns().find(|column| words(&column.name.value) == words(part)) else { return false };
    let apart = column.primary_key || column.references.is_some() || column.ty == "uuid";
    !apart && words(part) != words(tenant) && !table.is_unique(&column.name.value)
}
