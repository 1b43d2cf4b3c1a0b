use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::value::graphql::Type;

rule! {
    /// A subgraph adds fields to an entity of another one without its key.
    ///
    /// ## Why
    /// The router gets the thing from the first subgraph and has nothing by which the second could find it. A query that
    /// asks for fields of both cannot be planned.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product @key(fields: "id") { id: ID! }
    ///   - service: reviews
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Product { id: ID!, stars: Int! }
    /// #          ^^^^^^^ `Product` has no key here, so nothing leads from `catalog` to `stars`
    /// services: [catalog, reviews]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: catalog
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product @key(fields: "id") { id: ID! }
    ///   - service: reviews
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Product @key(fields: "id") { id: ID!, stars: Int! }
    /// services: [catalog, reviews]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: catalog
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product @key(fields: "id") { id: ID!, title: String! @shareable }
    ///   - service: reviews
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       extend type Product @key(fields: "id") { id: ID! @external, stars: Int! }
    ///   - service: search
    ///     federation: { subgraph: true }
    ///     schema: |
    ///       type Query { search: [Product!]! }
    ///       type Product { id: ID!, title: String! @shareable }
    /// services: [catalog, reviews, search]
    /// ```
    ///
    /// ## Not a problem when
    /// It only repeats fields that the other has as well, or one of the two is no subgraph.
    ///
    /// ## See
    /// seed 000:58 · Apollo Federation, SATISFIABILITY_ERROR
    id: "graphql/missing-key",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let subgraphs: Vec<_> =
        model.graphql().filter(|it| it.at.value.federation.as_ref().is_some_and(|it| it.is_on())).collect();
    for graphql in &subgraphs {
        let own = |name: &str| graphql.objects().filter(move |it| it.name.text == name).collect::<Vec<_>>();
        for of in graphql.objects() {
            let parts = own(&of.name.text);
            // A type and its extensions in one subgraph have one key, and are told of once.
            let first = parts.first().is_some_and(|it| std::ptr::eq(*it, of));
            if !first || parts.iter().any(|it| has_key(it)) {
                continue;
            }
            let entity = subgraphs.iter().find_map(|other| {
                let types: Vec<&Type> = other.objects().filter(|it| it.name.text == of.name.text).collect();
                types.iter().find(|it| has_key(it)).map(|key| (other, *key, types.clone()))
            });
            let Some((other, entity, types)) = entity else { continue };
            let has = |name: &str| types.iter().any(|it| it.fields.iter().any(|it| it.name.text == name));
            let added = parts.iter().flat_map(|it| &it.fields).find(|it| !has(&it.name.text));
            let Some(added) = added else { continue };
            let (name, service) = (super::tiny(&of.name.text), super::tiny(other.service_name().unwrap_or("another")));
            let field = super::tiny(&added.name.text);
            let message = format!("`{name}` has no key here, so nothing leads from `{service}` to `{field}`");
            let finding = report.find(graphql.locate(of.name.span), message);
            finding.related(other.locate(entity.name.span), "the entity with its key");
            if let Some(key) = key_of(entity, &parts) {
                let behind = of.implements.last().unwrap_or(&of.name).span.end;
                finding.fix(Fix::suggested(
                    format!("Give it the key of `{service}`"),
                    graphql.put(behind, format!(" @key(fields: {key})")),
                ));
            }
        }
    }
}

fn has_key(of: &Type) -> bool {
    of.directives.iter().any(|it| it.name.text == "key")
}

/// The fields of an entity's key as it writes them, where the same type in another subgraph has them all.
fn key_of<'t>(entity: &'t Type, parts: &[&Type]) -> Option<&'t str> {
    let keys = entity.directives.iter().filter(|it| it.name.text == "key");
    let fields = keys.filter_map(|it| it.arguments.iter().find(|(name, _)| name == "fields")).map(|(_, value)| value);
    let has = |name: &str| parts.iter().flat_map(|it| &it.fields).any(|it| it.name.text == name);
    let mut plain = fields.filter(|value| value.starts_with('"') && !value.contains('{'));
    plain.find(|value| value.trim_matches('"').split_whitespace().all(has)).map(String::as_str)
}
