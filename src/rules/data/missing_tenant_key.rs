use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Model, Table};
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
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let mut stores: BTreeMap<&str, Vec<Table<'m>>> = BTreeMap::new();
    for table in model.tables() {
        if let Some(store) = place(table) {
            stores.entry(store).or_default().push(table);
        }
    }
    for tables in stores.into_values() {
        let keyed: Vec<Table<'_>> = tables.iter().copied().filter(|it| it.at.value.tenant_key.is_some()).collect();
        if keyed.len() >= 4 && keyed.len() * 5 >= tables.len() * 4 {
            for table in tables.iter().filter(|it| belongs_to_nobody(**it, &keyed)) {
                tell(*table, &keyed, report);
            }
        }
    }
}

fn belongs_to_nobody(table: Table<'_>, keyed: &[Table<'_>]) -> bool {
    let key = |it: &Table<'_>| it.at.value.tenant_key.as_ref().is_some_and(|key| table.column(&key.value).is_some());
    let stated = table.at.value.tenant_key.is_some() || table.columns().next().is_none() || keyed.iter().any(key);
    let apart = |it: &Table<'_>| table.is_related_to(*it) == Some(false);
    !stated && !table.is_for_own_work() && !table.writers().is_empty() && keyed.iter().all(apart)
}

fn tell(table: Table<'_>, keyed: &[Table<'_>], report: &mut Report<'_>) {
    let Some((first, key)) = keyed.first().and_then(|it| Some((it, it.at.value.tenant_key.as_ref()?))) else { return };
    let Some(fields) = &table.at.value.fields else { return };
    let ty = first.column(&key.value).map_or("uuid", |column| column.at.value.0.ty.as_str());
    let edits = table.model.spec.tree.set(fields.node, &key.value, &format!("{ty} not null"));
    let message = format!("nothing says to which tenant a row of `{}` belongs", super::brief(table.name()));
    report
        .find(table.name_span(), message)
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
