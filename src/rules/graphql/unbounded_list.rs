use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};
use crate::value::graphql::Field;

rule! {
    /// A query returns a whole table as a list.
    ///
    /// ## Why
    /// It works with the hundred rows of the test. A year later one query reads every row, and each of them asks for its
    /// fields in turn.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products: [Product!]! }
    /// #                  ^^^^^^^^ all of `products` comes in one response
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// data_model: [products]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int = 20, after: String): [Product!]! }
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// data_model: [products]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query {
    ///         products(first: Int!, after: String): [Product!]!
    ///         productsByIds(ids: [ID!]!): [Product!]!
    ///         countries: [Country!]!
    ///       }
    ///       type Product { id: ID! }
    ///       type Country { code: ID! }
    /// services: [catalog]
    /// data_model:
    ///   - products
    ///   - { name: countries, rows: 250 }
    /// ```
    ///
    /// ## Not a problem when
    /// An argument cuts the list or names the things wanted, the table stays below 1000 `rows`, or `limits.page` holds for
    /// all.
    ///
    /// ## See
    /// seed 000:44 · seed 000:50 · Relay Cursor Connections
    id: "graphql/unbounded-list",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    if graphql.at.value.limits.as_ref().is_some_and(|it| it.page.is_some()) {
        return;
    }
    for field in graphql.definition().operations("query").filter(|field| field.of.lists > 0 && !is_cut(field)) {
        let Some(table) = graphql.model.entity(&field.of.name.text) else { continue };
        let small = table.at.value.rows.as_ref().is_some_and(|rows| rows.value <= 1000);
        // A query by anything else, `ordersOf(customer: ID!)`, gives a part of the table.
        let part = field.arguments.iter().any(|it| it.of.required && it.default.is_none());
        if !small && !part {
            let message = format!("all of `{}` comes in one response", super::short(table.name()));
            let edits = match field.arguments.last() {
                Some(last) => graphql.put(last.span.end, ", first: Int = 20, after: String"),
                None => graphql.put(field.name.span.end, "(first: Int = 20, after: String)"),
            };
            report.find(graphql.locate(field.name.span), message).fix(Fix::suggested("Cut it into pages of 20", edits));
        }
    }
}

fn is_cut(field: &Field) -> bool {
    const CUTS: [&str; 14] = [
        "first",
        "last",
        "limit",
        "take",
        "page",
        "pagesize",
        "offset",
        "after",
        "before",
        "skip",
        "count",
        "size",
        "paging",
        "pagination",
    ];
    field.arguments.iter().any(|it| it.of.lists > 0 || CUTS.contains(&crate::model::plain(&it.name.text).as_str()))
}
