use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};
use crate::value::embedded::find_slip;
use crate::value::graphql::Schema;

rule! {
    /// A GraphQL schema is not written in its language.
    ///
    /// ## Why
    /// No server starts with it and no client can be generated from it. What stands behind the mistake is not checked.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product
    ///       type Product { id: ID! }
    /// #          ^^^^^^^ `Product` cannot stand here in a schema
    /// services: [catalog]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID! }
    /// services: [catalog]
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 000:58 · GraphQL specification, October 2021
    id: "graphql/unreadable-schema",
    severity: Error,
    stage: Draft,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    // What follows a mistake is mostly a consequence of it.
    if let Some(problem) = graphql.definition().problems.first() {
        let finding = report.find(graphql.locate(problem.span), problem.message.clone());
        let text = graphql.at.value.schema.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
        let reads = |text: &str| Schema::read(text).problems.is_empty();
        if let Some(slip) = find_slip(text, problem.span, &[], reads) {
            finding.fix(Fix::suggested(slip.title, graphql.write_over(slip.part, slip.text)));
        }
    }
}
