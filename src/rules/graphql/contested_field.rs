use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::value::graphql::{Field, Type, TypeKind};

rule! {
    /// Two subgraphs resolve the same field of an entity.
    ///
    /// ## Why
    /// The router does not know whom to ask, and refuses to build the supergraph. It is found when the second of the two
    /// teams wants to release.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product @key(fields: "id") { id: ID!, price: Int! }
    ///   - service: pricing
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Product @key(fields: "id") { id: ID!, price: Int! }
    /// #                                                ^^^^^ `Product.price` is resolved by `catalog` too
    /// services: [catalog, pricing]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product @key(fields: "id") { id: ID!, price: Int! @shareable }
    ///   - service: pricing
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Product @key(fields: "id") { id: ID!, price: Int! @shareable }
    /// services: [catalog, pricing]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product @key(fields: "id") { id: ID!, title: String! @shareable, weight: Int! }
    ///   - service: pricing
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Product @key(fields: "id") { id: ID!, title: String! @shareable, weight: Int! @external, price: Int! }
    /// services: [catalog, pricing]
    /// ```
    ///
    /// ## Not a problem when
    /// The field is part of the key, or marked: `@shareable`, `@external`, `@override`. Types without a key are not looked
    /// at; they may be the same on purpose.
    ///
    /// ## See
    /// seed 000:58 · Apollo Federation, INVALID_FIELD_SHARING
    id: "graphql/contested-field",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let subgraphs: Vec<_> =
        model.graphql().filter(|it| it.at.value.federation.as_ref().is_some_and(|it| it.is_on())).collect();
    for (index, graphql) in subgraphs.iter().enumerate() {
        for of in graphql.objects().filter(|it| is_entity(it)) {
            for field in of.fields.iter().filter(|field| resolves(of, field)) {
                let other = subgraphs.iter().take(index).find_map(|other| {
                    let same = other.objects().filter(|it| it.name.text == of.name.text && is_entity(it));
                    let mut fields = same.flat_map(|it| it.fields.iter().filter(move |field| resolves(it, field)));
                    fields.find(|it| it.name.text == field.name.text).map(|it| (other, it))
                });
                let Some((other, first)) = other else { continue };
                let name = super::brief(&format!("{}.{}", of.name.text, field.name.text));
                let service = super::brief(other.service_name().unwrap_or("another subgraph"));
                let finding =
                    report.find(graphql.locate(field.name.span), format!("`{name}` is resolved by `{service}` too"));
                finding.related(other.locate(first.name.span), "there");
                let mut both = graphql.put(field.of.span.end, " @shareable");
                both.extend(other.put(first.of.span.end, " @shareable"));
                finding.fix(Fix::suggested("Let both resolve it", both));
                let external = graphql.put(field.of.span.end, " @external");
                finding.fix(Fix::suggested(format!("Leave it to `{service}`"), external));
            }
        }
    }
}

fn is_entity(of: &Type) -> bool {
    of.kind == TypeKind::Object && of.directives.iter().any(|it| it.name.text == "key")
}

/// Whether a subgraph claims the field for itself.
fn resolves(of: &Type, field: &Field) -> bool {
    const SHARED: [&str; 4] = ["shareable", "external", "override", "inaccessible"];
    let mut directives = of.directives.iter().chain(&field.directives);
    let marked = directives.any(|it| SHARED.contains(&it.name.text.as_str()));
    let keys = of.directives.iter().filter(|it| it.name.text == "key").flat_map(|it| &it.arguments);
    let in_key = keys
        .flat_map(|(_, value)| value.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .any(|word| word == field.name.text);
    !marked && !in_key
}
