use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Column, Table, index_column};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Two tenants cannot use the same name or number.
    ///
    /// ## Why
    /// The second customer who calls a project "Website" is told that the name is taken, and learns that way that
    /// another customer has one. Numbers that each customer counts for itself collide at once.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: projects
    ///     tenant_key: tenant_id
    ///     fields:
    ///       id: uuid pk
    ///       tenant_id: uuid not null
    ///       slug: text not null unique
    /// #     ^^^^ two tenants cannot both have the same `slug`
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: projects
    ///     tenant_key: tenant_id
    ///     fields:
    ///       id: uuid pk
    ///       tenant_id: uuid not null
    ///       slug: text not null
    ///     indexes: [{ on: [tenant_id, slug], unique: true }]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: projects
    ///     tenant_key: tenant_id
    ///     fields: { id: uuid pk, tenant_id: uuid not null, slug: text not null, token_hash: text unique, email: text unique }
    ///     indexes: [{ on: [tenant_id, slug], unique: true }]
    ///   - { name: tenants, tenant_key: tenant_id, fields: { tenant_id: uuid pk, name: text unique } }
    /// ```
    ///
    /// ## Not a problem when
    /// It is unique by its nature or on purpose: addresses of e-mail, tokens, host names, keys of other tables. The
    /// table of the tenants themselves is not reported.
    ///
    /// ## See
    /// seed 000:102 · seed 001:100
    id: "data/unique-across-tenants",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

/// What each tenant counts or names for itself.
const OWN: [&str; 9] = ["number", "code", "name", "slug", "sku", "label", "title", "reference", "position"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(tenant) = &table.at.value.tenant_key else { return };
    let is_tenant = table.column(&tenant.value).is_none_or(|column| column.primary_key);
    let sole = table.primary_key().count() == 1;
    if is_tenant && sole || table.column(&tenant.value).is_none() {
        return;
    }
    for column in table.columns().filter(|column| column.unique && !column.primary_key && is_own(*column)) {
        let name = &column.name.value;
        let index = format!("{{ on: [{}, {name}], unique: true }}", tenant.value);
        let mut edits = column.without("unique");
        edits.extend(match &table.at.value.indexes {
            Some(indexes) => table.model.spec.tree.push(indexes.node, &index),
            None => table.set("indexes", &format!("[{index}]")),
        });
        report
            .find(column.name.span, format!("two tenants cannot both have the same `{}`", super::brief(name)))
            .related(tenant.span, "keeps tenants apart")
            .fix(Fix::suggested("Make it unique within a tenant", edits));
    }
    for index in table.indexes().iter().filter(|index| index.unique.as_ref().is_some_and(|it| it.value)) {
        let columns: Vec<&str> = index.on.items().iter().map(|entry| index_column(entry)).collect();
        let own = |name: &&str| table.column(name).is_some_and(is_own);
        let Some(on) = index.on.as_ref().filter(|_| !columns.is_empty() && columns.iter().all(own)) else { continue };
        let listed: Vec<&str> = [tenant.value.as_str()].into_iter().chain(columns.iter().copied()).collect();
        let edits = table.model.spec.set(index, "on", &format!("[{}]", listed.join(", ")));
        report
            .find(
                table.model.line(on.span),
                format!("two tenants cannot both have the same `{}`", super::brief(&columns.join(", "))),
            )
            .related(tenant.span, "keeps tenants apart")
            .fix(Fix::suggested("Make it unique within a tenant", edits));
    }
}

fn is_own(column: Column<'_>) -> bool {
    let last = words(&column.name.value).pop().unwrap_or_default();
    let host = words(&column.name.value)
        .iter()
        .any(|word| ["host", "domain", "user", "global", "external"].contains(&word.as_str()));
    OWN.contains(&last.as_str()) && !host && column.ty != "uuid" && column.references.is_none() && !column.hashed
}
