use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};

rule! {
    /// A GraphQL API does not say who may call it.
    ///
    /// ## Why
    /// One address serves every query, so what is left open is left open for all data behind it. The first who tries the
    /// address with a public explorer reads it.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     path: /graphql
    /// #         ^^^^^^^^ nothing says who may call it
    /// services: [catalog]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     path: /graphql
    ///     auth: required
    /// services: [catalog]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - { service: catalog, auth: public, public_reason: the catalogue is for everybody }
    ///   - { service: accounts, schema: "type Query { me: User @authenticated }" }
    /// services: [catalog, accounts]
    /// ```
    ///
    /// ## Not a problem when
    /// Directives of the schema say it field by field (`@auth`, `@authenticated`, `@requiresScopes`), or a policy under
    /// `defaults.endpoint` does.
    ///
    /// ## See
    /// seed 003:48 · seed 000:58 · OWASP API2:2023
    id: "graphql/unauthenticated-api",
    severity: Error,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    const DIRECTIVES: [&str; 5] = ["@auth", "@requiresScopes", "@hasRole", "@isAuthenticated", "@policy"];
    let schema = graphql.at.value.schema.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
    if DIRECTIVES.iter().any(|directive| schema.contains(directive)) {
        return;
    }
    let Some(message) = graphql.exposure().gap("call it") else { return };
    let finding = report.find(super::place(graphql), message);
    if graphql.exposure().auth.is_none() {
        finding.fix(Fix::suggested("Require a caller to say who it is", graphql.set("auth", "required")));
    }
}
