use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::PaginationKind;

rule! {
    /// A list of a huge table is cut into pages by counting rows.
    ///
    /// ## Why
    /// The database reads and throws away all rows before the page. Page 50,000 reads a million of them, and a row that is
    /// added meanwhile shifts all pages, so that clients see some rows twice and others never.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     pagination: { kind: offset, max: 100 }
    /// #                       ^^^^^^ the last page counts past most of the 5000000 rows of `orders`
    /// data_model:
    ///   - { name: orders, rows: 5000000 }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders
    ///     pagination: { kind: cursor, max: 100 }
    /// data_model:
    ///   - { name: orders, rows: 5000000 }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: { kind: keyset, max: 100 } }
    ///   - { method: GET, path: /v1/customers, pagination: { kind: page, max: 100 } }
    ///   - { method: GET, path: "/v1/customers/{id}/orders", pagination: { kind: page, max: 100 } }
    /// data_model:
    ///   - { name: orders, rows: 5000000 }
    ///   - { name: customers, rows: 200000 }
    /// ```
    ///
    /// ## Not a problem when
    /// The table stays at or below a million `rows`, or the path names one thing whose part is listed.
    ///
    /// ## See
    /// seed 000:50 · seed 001:70-71 · Zalando #160
    id: "api/deep-offset",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(kind) = endpoint.pagination().and_then(|it| it.kind.as_ref()) else { return };
    let whole = endpoint.is_collection() && endpoint.method().is_safe() && endpoint.path_parameters().next().is_none();
    if !whole || !matches!(kind.value, PaginationKind::Offset | PaginationKind::Page) {
        return;
    }
    let Some(table) = endpoint.collection() else { return };
    let Some(rows) = table.at.value.rows.as_ref().filter(|it| it.value > 1_000_000) else { return };
    let name = super::brief(table.name());
    // A policy is one choice for all lists; the list that it does not suit is where another one belongs.
    let own = endpoint.is_own(kind.span);
    let (place, edits) = if own {
        (kind.span, endpoint.model.spec.tree.replace(kind.node, "cursor"))
    } else {
        (endpoint.heading(), endpoint.set("pagination", "{ kind: cursor, default: 20, max: 100 }"))
    };
    report
        .find(place, format!("the last page counts past most of the {} rows of `{name}`", rows.value))
        .related(rows.span, "the rows")
        .fix(Fix::suggested("Cut it by cursor", edits));
}
