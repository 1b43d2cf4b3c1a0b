use crate::lint::Report;
use crate::model::{Column, Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::text::Edit;
use crate::value::Field;

rule! {
    /// A request may hold more than the column that keeps it.
    ///
    /// ## Why
    /// The request passes validation and the insert fails: a 500 for what the contract allows. Where the database cuts it
    /// off instead, half of an address is stored, and nobody is told.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder:
    ///     note: string(..500)
    /// #         ^^^^^^^^^^^^^ takes up to 500 characters, `orders.note` keeps 255
    ///     count: integer(1..100000)
    /// #          ^^^^^^^^^^^^^^^^^^ takes up to 100000, `orders.count` keeps 32767
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: varchar(255), count: smallint }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder:
    ///     note: string(..255)
    ///     count: integer(1..32767)
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: varchar(255), count: smallint }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder: { note: string(..255), tags: "string[](..500)", title: string, text: string(..5000) }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: varchar(255), tags: varchar(50), title: varchar(80), text: text }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two has no limit. A list's limit counts its items and is not compared.
    ///
    /// ## See
    /// seed 003:49 · seed 001:100
    id: "contract/too-large-for-column",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let writes = matches!(endpoint.method(), Method::Post | Method::Put | Method::Patch);
    let Some(request) = endpoint.at.value.request.as_ref().filter(|_| writes) else { return };
    // An action on one thing (`POST /orders/{id}/cancel`) writes what it will.
    let named = endpoint.segments().filter(|(segment, _)| !segment.starts_with(['{', ':'])).last();
    let Some(table) = named.and_then(|(segment, _)| endpoint.model.collection(segment)) else { return };
    for (name, field) in endpoint.model.fields(&request.value).iter().filter(|(_, field)| !field.list) {
        let Some(most) = field.range.and_then(|(_, most)| most) else { continue };
        let Some(column) = table.columns().find(|it| plain(&it.name.value) == plain(&name.value)) else { continue };
        let Some((holds, unit)) = capacity(field, column).filter(|(holds, _)| most > *holds) else { continue };
        let place = format!("`{}.{}`", super::brief(table.name()), super::brief(&column.name.value));
        let finding = report.find(field.span, format!("takes up to {most}{unit}, {place} keeps {holds}"));
        finding.related(column.at.span, "the column");
        let text = field.span.of(endpoint.model.spec.text());
        let better = text.replacen(&format!("..{most})"), &format!("..{holds})"), 1);
        if better != text {
            finding.fix(Fix::suggested(format!("Take up to {holds}"), vec![Edit::replace(field.span, better)]));
        }
    }
}

/// How much a column keeps of what a field holds, and what is counted; none where it has no limit.
fn capacity(field: &Field, column: Column<'_>) -> Option<(u64, &'static str)> {
    let text = ["string", "text", "email", "uri", "url"].contains(&field.ty.as_str());
    let whole = ["integer", "int", "int32", "int64"].contains(&field.ty.as_str());
    match column.ty.as_str() {
        "varchar" | "char" | "character" | "character varying" if text => {
            Some((column.arguments.first()?.parse().ok()?, " characters"))
        }
        "smallint" | "int2" if whole => Some((32_767, "")),
        "int4" | "serial" if whole => Some((2_147_483_647, "")),
        _ => None,
    }
}
