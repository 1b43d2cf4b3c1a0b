use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};

rule! {
    /// A GraphQL API takes queries of any depth and cost.
    ///
    /// ## Why
    /// One request of two hundred bytes can ask for the reviews of the products of the reviews of the products. The server
    /// loads millions of rows for it, and a rate limit that counts requests lets it through.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     path: /graphql
    /// #         ^^^^^^^^ a query may be of any depth and cost
    /// services: [catalog]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     path: /graphql
    ///     limits: { depth: 10, complexity: 1000 }
    /// services: [catalog]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - { service: catalog, limits: { complexity: 500 } }
    ///   - { service: accounts, persisted_queries: true }
    /// services: [catalog, accounts]
    /// ```
    ///
    /// ## Not a problem when
    /// Only known queries are answered (`persisted_queries: true`), or the service is not public (`public: false`).
    ///
    /// ## See
    /// seed 000:44 · seed 003:33 · OWASP API4:2023
    id: "graphql/unlimited-query",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let limits = graphql.at.value.limits.as_ref();
    let limited = limits.is_some_and(|it| it.depth.is_some() || it.complexity.is_some());
    let known_only = graphql.at.value.persisted_queries.as_ref().is_some_and(|it| it.value);
    let service = graphql.at.value.service.as_ref().and_then(|it| graphql.model.service(&it.value.0));
    let internal = service.is_some_and(|it| it.at.value.public.as_ref().is_some_and(|it| !it.value));
    if limited || known_only || internal {
        return;
    }
    let finding = report.find(super::place(graphql), "a query may be of any depth and cost");
    if limits.is_none() {
        let edits = graphql.set("limits", "{ depth: 10, complexity: 1000 }");
        finding.fix(Fix::suggested("Limit depth and complexity", edits));
    }
}
