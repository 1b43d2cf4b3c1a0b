use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::rule;
use crate::value::graphql::Directive;

rule! {
    /// A field is deprecated, and nothing says what to ask for instead.
    ///
    /// ## Why
    /// Tools show "No longer supported" and no way on. Nobody changes a query that still works into one that has to be
    /// found first, so the field stays.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID!, price: Int @deprecated }
    /// #                                        ^^^^^^^^^^^ nothing says what comes instead of `price`
    /// services: [catalog]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID!, price: Int @deprecated(reason: "Use `amount`.") }
    /// services: [catalog]
    /// ```
    ///
    /// ## Not a problem when
    /// It never is: where nothing comes instead, that is the reason.
    ///
    /// ## See
    /// seed 000:49 · seed 000:58 · graphql-eslint require-deprecation-reason
    id: "graphql/deprecation-without-reason",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let fields = graphql.definition().types.iter().flat_map(|it| &it.fields);
    for field in fields.flat_map(|field| [field].into_iter().chain(&field.arguments)) {
        if let Some(directive) = field.directives.iter().find(|it| it.name.text == "deprecated" && is_bare(it)) {
            let message = format!("nothing says what comes instead of `{}`", super::short(&field.name.text));
            report.find(graphql.locate(directive.name.span), message);
        }
    }
}

fn is_bare(directive: &Directive) -> bool {
    let reason = directive.arguments.iter().find(|(name, _)| name == "reason");
    reason.is_none_or(|(_, text)| text.trim_matches(|c: char| c == '"' || c.is_whitespace()).is_empty())
}
