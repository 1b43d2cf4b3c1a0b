use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A batch loader is named for a field that the schema does not have.
    ///
    /// ## Why
    /// The field that was meant is loaded one by one, while everybody believes that it is not.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     loaders: [Product.review]
    /// #             ^^^^^^^^^^^^^^ the schema has no field `Product.review`
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID!, reviews: [String!]! }
    /// services: [catalog]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     loaders: [Product.reviews]
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID!, reviews: [String!]! }
    /// services: [catalog]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     loaders: [Product.reviews, customerById]
    /// services: [catalog]
    /// ```
    ///
    /// ## Not a problem when
    /// The name has no dot: then it is a loader's own name. Without a schema nothing is compared.
    ///
    /// ## See
    /// seed 000:44
    id: "graphql/unknown-loader",
    severity: Error,
    stage: Draft,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let definition = graphql.definition();
    if definition.types.is_empty() || !definition.problems.is_empty() {
        return;
    }
    for loader in graphql.at.value.loaders.items() {
        let Some((of, field)) = loader.value.split_once('.').filter(|(_, field)| *field != "*") else { continue };
        let mut types = definition.types.iter().filter(|it| it.name.text == of);
        if types.any(|it| it.fields.iter().any(|it| it.name.text == field)) {
            continue;
        }
        let finding = report.find(loader.span, format!("the schema has no field `{}`", super::short(&loader.value)));
        let all = definition.types.iter().flat_map(|it| it.fields.iter().map(move |field| (it, field)));
        let names: Vec<String> = all.map(|(it, field)| format!("{}.{}", it.name.text, field.name.text)).collect();
        if let Some(best) = crate::spec::read::nearest(&loader.value, names.iter().map(String::as_str)) {
            let edits = graphql.model.spec.tree.replace(loader.node, best);
            finding.fix(Fix::suggested(format!("Write `{}`", super::short(best)), edits));
        }
    }
}
