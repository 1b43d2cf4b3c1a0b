use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::rule;

rule! {
    /// An API that only some may call tells everything it can do to whoever asks.
    ///
    /// ## Why
    /// Introspection lists every type, field and argument, those of the back office included. It turns a guess at what
    /// might be there into a list to try.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: shop
    ///     auth: required
    ///     introspection: on
    /// #                  ^^ whoever asks in production gets the whole schema
    /// services: [shop]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: shop
    ///     auth: required
    ///     introspection: off-in-production
    /// services: [shop]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - { service: shop, auth: public, public_reason: an open catalogue, introspection: on }
    ///   - { service: accounts, auth: required, introspection: off-in-production }
    /// services: [shop, accounts]
    /// ```
    ///
    /// ## Not a problem when
    /// The API is open to everybody, so that its schema is its documentation.
    ///
    /// ## See
    /// seed 000:60 · OWASP API8:2023
    id: "graphql/open-introspection",
    severity: Info,
    stage: Production,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let Some(introspection) = graphql.at.value.introspection.as_ref() else { return };
    let guarded = graphql.exposure().auth.is_some_and(|it| !it.is_public());
    if guarded && matches!(introspection.value.as_str(), "on" | "true") {
        let edits = graphql.model.spec.tree.replace(introspection.node, "off-in-production");
        report
            .find(introspection.span, "whoever asks in production gets the whole schema")
            .fix(crate::rule::Fix::suggested("Switch it off in production", edits));
    }
}
