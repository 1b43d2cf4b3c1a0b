use crate::lint::Report;
use crate::model::Table;
use crate::model::words::words;
use crate::rule::{Fix, rule};

rule! {
    /// Rows of a table belong to no tenant, where those of its neighbours do.
    ///
    /// ## Why
    /// Every query on the table returns what belongs to all customers. Row-level security has no column to check, and
    /// when a customer leaves nobody can tell which rows are theirs.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: projects, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: labels, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: boards, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: templates, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: invoices, fields: { id: uuid pk, total: "numeric(12,2)" } }
    /// #           ^^^^^^^^ nothing says to which tenant a row of `invoices` belongs
    /// api:
    ///   - { method: POST, path: /v1/invoices, writes: [invoices] }
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: projects, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: labels, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: boards, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: templates, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: invoices, fields: { id: uuid pk, total: "numeric(12,2)", tenant_id: uuid not null } }
    /// api:
    ///   - { method: POST, path: /v1/invoices, writes: [invoices] }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: projects, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: labels, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: boards, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: templates, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid not null } }
    ///   - { name: tasks, fields: { id: uuid pk, project_id: uuid -> projects.id } }
    ///   - { name: currencies, fields: { code: char(3) pk } }
    /// api:
    ///   - { method: POST, path: /v1/tasks, writes: [tasks] }
    /// ```
    ///
    /// ## Not a problem when
    /// A key leads to a table that says whose its rows are, nothing in the spec writes the table, as with lists of
    /// countries, or fewer than four in five tables of the store name a tenant.
    ///
    /// ## See
    /// seed 000:102 · OWASP Multi Tenant Security
    id: "data/missing-tenant-key",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

/// What a service keeps for its own work.
const OWN_WORK: [&str; 7] = ["outbox", "inbox", "idempotency", "processed", "migrations", "locks", "jobs"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let fields = table.at.value.fields.as_ref().filter(|fields| !fields.value.0.is_empty());
    let (Some(fields), None, Some(store)) = (fields, &table.at.value.tenant_key, place(table)) else { return };
    let near = || table.model.tables().filter(move |it| place(*it) == Some(store));
    let mut keyed = near().filter(|it| it.at.value.tenant_key.is_some());
    let Some((first, key)) = keyed.next().and_then(|it| Some((it, it.at.value.tenant_key.as_ref()?))) else { return };
    let known = keyed.count() + 1;
    if known < 4 || known * 5 < near().count() * 4 || table.column(&key.value).is_some() || table.writers().is_empty() {
        return;
    }
    let own_work = words(table.name()).iter().any(|word| OWN_WORK.contains(&word.as_str()));
    let apart = |it: Table<'_>| it.at.value.tenant_key.is_none() || table.is_related_to(it) == Some(false);
    if own_work || !table.model.tables().all(|it| it.name() == table.name() || apart(it)) {
        return;
    }
    let ty = first.column(&key.value).map_or("uuid", |column| column.at.value.0.ty.as_str());
    let edits = table.model.spec.tree.set(fields.node, &key.value, &format!("{ty} not null"));
    report
        .find(
            table.name_span(),
            format!("nothing says to which tenant a row of `{}` belongs", super::brief(table.name())),
        )
        .related(key.span, format!("keeps the tenants of `{}` apart", first.name()))
        .fix(Fix::suggested(format!("Add `{}`", key.value), edits));
}

/// The store's name; empty where the spec has no stores.
fn place(table: Table<'_>) -> Option<&str> {
    match table.store() {
        Some(store) => Some(store.name()),
        None => (table.at.value.store.is_none() && table.model.stores().next().is_none()).then_some(""),
    }
}
