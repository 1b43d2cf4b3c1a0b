use crate::lint::Report;
use crate::model::{Endpoint, words};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::PaginationKind;
use crate::spec::schema::SchemaUse;

rule! {
    /// The body of a page does not say whether there is another one.
    ///
    /// ## Why
    /// A client asks until a page is empty, or stops at the first short one. The one costs an extra call each time, the other
    /// loses what comes after a page that was short by chance.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: { kind: cursor, max: 100 }, response: OrderPage }
    /// #                                                                                      ^^^^^^^^^ `OrderPage` does not say whether more follows
    /// schemas:
    ///   OrderPage: { data: "Order[]" }
    ///   Order: { id: uuid }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: { kind: cursor, max: 100 }, response: OrderPage }
    /// schemas:
    ///   OrderPage: { data: "Order[]", nextCursor: string? }
    ///   Order: { id: uuid }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, pagination: { kind: cursor, max: 100 }, response: OrderPage }
    ///   - { method: GET, path: /v1/carts, pagination: { kind: cursor, max: 100 }, response: "Order[]" }
    /// schemas:
    ///   OrderPage: { data: "Order[]", nextCursor: string? }
    ///   Order: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// The body is a bare list; then a `Link` header may say it.
    ///
    /// ## See
    /// seed 001:72-82
    id: "api/page-without-next",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    const SIGNS: [&str; 17] = [
        "next",
        "more",
        "cursor",
        "cursors",
        "total",
        "page",
        "pages",
        "pagination",
        "paging",
        "meta",
        "metadata",
        "links",
        "link",
        "offset",
        "count",
        "token",
        "last",
    ];
    let Some(response) = endpoint.at.value.response.as_ref().filter(|_| endpoint.pagination().is_some()) else {
        return;
    };
    let SchemaUse::Named { name, list: false } = &response.value else { return };
    let fields = endpoint.model.fields(&response.value);
    let says = |name: &str| words(name).iter().any(|word| SIGNS.contains(&word.as_str()));
    let lists = fields.iter().filter(|(_, field)| field.list).count();
    if lists == 1 && fields.len() <= 3 && !fields.iter().any(|(name, _)| says(&name.value)) && is_cut(endpoint) {
        let by_place = endpoint
            .pagination()
            .and_then(|it| it.kind.as_ref())
            .is_some_and(|it| matches!(it.value, PaginationKind::Offset | PaginationKind::Page));
        let (field, ty) = if by_place { ("total", "integer") } else { ("nextCursor", "string?") };
        let field = endpoint.model.field_case().spell(field);
        let node = endpoint.model.fields_node(response);
        let edits = node.map(|it| endpoint.model.spec.tree.set(it, &field, ty)).unwrap_or_default();
        report
            .find(response.span, format!("`{}` does not say whether more follows", super::short(name)))
            .fix(Fix::suggested(format!("Add `{field}`"), edits));
    }
}

/// Whether it is cut into pages: by itself, or by policy because it names a collection.
fn is_cut(endpoint: Endpoint<'_>) -> bool {
    let own = endpoint.at.value.pagination.as_ref().is_some_and(|it| endpoint.at.span.contains(it.span));
    own || endpoint.is_collection()
}
