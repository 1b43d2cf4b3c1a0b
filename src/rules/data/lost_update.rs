use crate::lint::Report;
use crate::model::words::is_any;
use crate::model::{Endpoint, Table, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A row is replaced as a whole and changed in other ways too, and nothing notices when they meet.
    ///
    /// ## Why
    /// Two requests read the same row, each changes its part and writes the whole. The second write takes the first one
    /// back, and no error says so.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", writes: [orders] }
    ///   - { method: PATCH, path: "/v1/orders/{id}/address", writes: [orders] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk, status: text } }
    /// #           ^^^^^^ `orders` are changed in 2 ways, and none notices the other
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", writes: [orders] }
    ///   - { method: PATCH, path: "/v1/orders/{id}/address", writes: [orders] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk, status: text, version: integer not null default 1 } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", writes: [orders], etag: true }
    ///   - { method: PATCH, path: "/v1/orders/{id}/address", writes: [orders] }
    ///   - { method: PATCH, path: "/v1/users/{id}", writes: [users] }
    ///   - { method: PUT, path: "/v1/users/{id}/lock", writes: [users] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk, status: text } }
    ///   - { name: users, fields: { id: uuid pk } }
    /// ```
    ///
    /// ## Not a problem when
    /// No endpoint replaces the whole (`PUT`), a version is kept, an endpoint takes `If-Match` (`etag`), or changes come
    /// to the row in order, one at a time.
    ///
    /// ## See
    /// seed 001:122-128 · Google AIP-154
    id: "data/lost-update",
    severity: Info,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

const VERSIONS: [&str; 7] = ["version", "revision", "rev", "etag", "lock version", "row version", "sequence"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(fields) = table.at.value.fields.as_ref().filter(|fields| !fields.value.0.is_empty()) else { return };
    let counted = table.columns().any(|column| is_any(&column.name.value, &VERSIONS));
    if table.at.value.optimistic_lock.is_some() || counted || !table.is_relational() {
        return;
    }
    let writers = table.writers();
    let edits_one = |endpoint: &Endpoint<'_>| {
        let by_id = endpoint.segments().any(|(segment, _)| parameter_name(segment).is_some());
        matches!(endpoint.method(), Method::Put | Method::Patch) && by_id
    };
    let ways: Vec<Endpoint<'_>> = writers.iter().filter_map(|writer| writer.endpoint).filter(edits_one).collect();
    let conditional = |endpoint: &Endpoint<'_>| endpoint.at.value.etag.as_ref().is_some_and(|etag| etag.value);
    // A part that is changed by itself takes nothing else back; a whole thing that is sent again does.
    let whole = |endpoint: &Endpoint<'_>| {
        let last = endpoint.segments().last().is_some_and(|(segment, _)| parameter_name(segment).is_some());
        endpoint.method() == Method::Put && last
    };
    if ways.len() < 2 || !ways.iter().any(whole) || ways.iter().any(conditional) {
        return;
    }
    let message =
        format!("`{}` are changed in {} ways, and none notices the other", super::brief(table.name()), ways.len());
    let edits = table.model.spec.tree.set(fields.node, "version", "integer not null default 1");
    let finding = report.find(table.name_span(), message);
    for way in ways.iter().take(5) {
        finding.related(way.heading(), "changes it");
    }
    finding.fix(Fix::suggested("Add `version`", edits));
}
