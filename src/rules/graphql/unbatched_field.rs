use crate::lint::Report;
use crate::model::{Graphql, Table};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::value::graphql::{Field, Type};

rule! {
    /// A field that needs another table is loaded once for each thing in a list.
    ///
    /// ## Why
    /// A list of a hundred products with their reviews costs a hundred and one queries. It is fast with the three rows of
    /// the test, and the slowest page in production.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int!): [Product!]! }
    ///       type Product { id: ID!, reviews: [Review!]! }
    /// #                             ^^^^^^^ `reviews` is loaded for each `Product` of a list by itself
    ///       type Review { id: ID! }
    /// services: [catalog]
    /// data_model: [products, reviews]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { products(first: Int!): [Product!]! }
    ///       type Product { id: ID!, reviews: [Review!]! }
    ///       type Review { id: ID! }
    ///     loaders: [Product.reviews]
    /// services: [catalog]
    /// data_model: [products, reviews]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     loaders: [Product.reviews]
    ///     schema: |
    ///       type Query { products(first: Int!): [Product!]! }
    ///       type Product { id: ID!, reviews: [Review!]!, price: Money! }
    ///       type Review { id: ID! }
    ///       type Money { amount: Int!, currency: String! }
    /// services: [catalog]
    /// data_model: [products, reviews]
    /// ```
    ///
    /// ## Not a problem when
    /// The field is part of the same row (`price`), or batched: `loaders` names it, or `Product.*`. Only types that name a
    /// modelled table are looked at.
    ///
    /// ## See
    /// seed 000:44 · DataLoader
    id: "graphql/unbatched-field",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    for object in graphql.objects() {
        let name = object.name.text.as_str();
        let Some(table) = graphql.model.entity(name).filter(|_| graphql.comes_in_lists(name)) else { continue };
        for field in object.fields.iter().filter(|field| needs_another(graphql, field, table)) {
            if !is_batched(graphql, object, field) {
                tell(graphql, object, field, report);
            }
        }
    }
}

fn tell(graphql: Graphql<'_>, object: &Type, field: &Field, report: &mut Report<'_>) {
    let (of, name) = (super::brief(&object.name.text), super::brief(&field.name.text));
    let loader = format!("{}.{}", object.name.text, field.name.text);
    let edits = match &graphql.at.value.loaders {
        Some(loaders) => graphql.model.spec.tree.push(loaders.node, &loader),
        None => graphql.set("loaders", &format!("[{loader}]")),
    };
    report
        .find(graphql.locate(field.name.span), format!("`{name}` is loaded for each `{of}` of a list by itself"))
        .fix(Fix::suggested("Load it in batches", edits));
}

/// Whether a field gives things of another table.
fn needs_another(graphql: Graphql<'_>, field: &Field, table: Table<'_>) -> bool {
    let name = field.of.name.text.trim_end_matches("Connection");
    let defined = graphql.definition().get(&field.of.name.text).is_some();
    defined && graphql.model.entity(name).is_some_and(|other| other.name() != table.name())
}

fn is_batched(graphql: Graphql<'_>, object: &Type, field: &Field) -> bool {
    let directive = field.directives.iter().any(|it| matches!(it.name.text.as_str(), "external" | "provides"));
    let mut loaders = graphql.at.value.loaders.items().iter();
    let named = loaders.any(|loader| {
        let (of, name) = loader.value.split_once('.').unwrap_or(("", loader.value.as_str()));
        (of.is_empty() || of == object.name.text || of == "*") && (name == field.name.text || name == "*")
    });
    directive || named
}
