use crate::lint::Report;
use crate::model::queries::{How, broken};
use crate::model::{Graphql, Versions};
use crate::rule::{Fix, rule};

rule! {
    /// A query that the earlier version of the schema took is refused now, or answered with something else.
    ///
    /// ## Why
    /// A GraphQL API has one version for all clients. Apps on phones send the old query for years, and it is refused as a
    /// whole: one field that is gone takes down the screen with all the others.
    ///
    /// ## Example
    /// ```yaml before
    /// services: [catalog]
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int, colour: String @deprecated): [Product!]! }
    ///       type Product { id: ID!, name: String!, price: Int, legacyCode: String @deprecated(reason: "use id") }
    /// ```
    /// ```yaml bad
    /// services: [catalog]
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int!): [Product!]! }
    /// #                           ^^^^^ old queries do not give `Query.products.first`
    ///       type Product { id: ID!, name: String }
    /// #          ^^^^^^^ `Product.price` is gone, and old queries still ask for it
    /// #                             ^^^^ `Product.name` may be null now, and old clients do not expect it
    /// ```
    /// ```yaml fixed
    /// services: [catalog]
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int): [Product!]! }
    ///       type Product { id: ID!, name: String!, price: Int }
    /// ```
    /// ```yaml good
    /// services: [catalog]
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int! = 20, after: String): [Product!]! }
    ///       type Product { id: ID!, name: String!, price: Int! }
    /// ```
    ///
    /// ## Not a problem when
    /// The field was deprecated, and nobody asks for it any more. Without an earlier version of the spec
    /// (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:44 · seed 000:49 · GraphQL Inspector FIELD_REMOVED, ARG_ADDED
    id: "graphql/breaking-change",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for (old, new) in versions.graphql() {
        for broken in broken(old.definition(), new.definition()) {
            let name = super::short(&broken.name);
            let message = match &broken.how {
                How::Gone => format!("`{name}` is gone, and old queries still ask for it"),
                How::MayBeNull => format!("`{name}` may be null now, and old clients do not expect it"),
                How::Needed => format!("old queries do not give `{name}`"),
                How::Retyped(was) => format!("`{name}` was `{}`, and old queries take it so", super::brief(was)),
            };
            let finding = report.find(new.locate(broken.span), message);
            if let Some((part, text)) = broken.remedy.filter(|_| is_known(old, new, &broken.how)) {
                finding.fix(Fix::suggested(format!("Take `{name}` as before"), new.write_over(part, text)));
            }
        }
    }
}

/// Whether what is put back can stand in the new schema: its types are still there.
fn is_known(old: Graphql<'_>, new: Graphql<'_>, how: &How) -> bool {
    let gone = |name: &str| old.definition().get(name).is_some() && new.definition().get(name).is_none();
    match how {
        How::Retyped(was) => !gone(was.trim_matches(['[', ']'])),
        How::Gone => !old.definition().types.iter().any(|it| gone(&it.name.text)),
        How::MayBeNull | How::Needed => true,
    }
}
