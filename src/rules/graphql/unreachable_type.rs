use std::collections::BTreeSet;

use crate::lint::Report;
use crate::model::Graphql;
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::value::graphql::{Schema, Type, TypeKind};

rule! {
    /// No query leads to a type.
    ///
    /// ## Why
    /// Nobody can ask for it, yet it is generated, documented and kept. More often the field that should lead to it was
    /// forgotten.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: catalog
    ///     schema: |
    ///       type Query { product(id: ID!): Product }
    ///       type Product { id: ID! }
    ///       type Review { id: ID!, stars: Int! }
    /// #          ^^^^^^ no query leads to `Review`
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
    ///       type Query { node(id: ID!): Node, products(where: Filter): [Product!]! }
    ///       interface Node { id: ID! }
    ///       type Review implements Node { id: ID!, kind: Kind! }
    ///       type Product { id: ID! }
    ///       input Filter { kind: Kind }
    ///       enum Kind { NEW OLD }
    ///       scalar Date
    /// services: [catalog]
    /// ```
    ///
    /// ## Not a problem when
    /// It is reached through an interface or a union, or the API is a part of a supergraph, in which others lead to it.
    ///
    /// ## See
    /// seed 000:58 · graphql-eslint no-unreachable-types
    id: "graphql/unreachable-type",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let definition = graphql.definition();
    let federated = graphql.at.value.federation.as_ref().is_some_and(|it| it.is_on())
        || definition.types.iter().flat_map(|it| &it.directives).any(|it| it.name.text == "key");
    if federated || !definition.problems.is_empty() || definition.operations("query").next().is_none() {
        return;
    }
    let reached = reached(definition);
    let unreached = definition.types.iter().filter(|it| !it.extends && it.kind != TypeKind::Scalar);
    // What only an unreachable type leads to is unreachable for the same reason.
    let unreached: Vec<&Type> = unreached.filter(|it| !reached.contains(it.name.text.as_str())).collect();
    let led_to = order::set(unreached.iter().flat_map(|of| leads_to(of).filter(|it| *it != of.name.text)));
    let roots = unreached.iter().filter(|it| !led_to.contains(it.name.text.as_str()));
    for of in roots {
        let message = format!("no query leads to `{}`", super::short(&of.name.text));
        let parts = definition.types.iter().filter(|it| it.name.text == of.name.text);
        let loaded =
            graphql.at.value.loaders.items().iter().any(|it| it.value.split('.').next() == Some(&of.name.text));
        let edits = parts.filter(|_| !loaded).flat_map(|it| graphql.take_out(it.span)).collect();
        let title = format!("Remove `{}`", super::short(&of.name.text));
        report.find(graphql.locate(of.name.span), message).fix(Fix::suggested(title, edits));
    }
}

/// The names of all types that an operation leads to.
fn reached(definition: &Schema) -> BTreeSet<&str> {
    let operations = ["query", "mutation", "subscription"];
    let roots = definition.roots.iter().map(|(_, root)| root.text.as_str());
    let mut waiting: Vec<&str> = roots.chain(["Query", "Mutation", "Subscription"]).collect();
    waiting.extend(operations.into_iter().flat_map(|it| definition.operations(it)).map(|it| it.of.name.text.as_str()));
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !reached.insert(name) {
            continue;
        }
        for of in &definition.types {
            if of.name.text == name {
                waiting.extend(leads_to(of));
            }
            // A thing that is asked for by its interface may be of any type that has it.
            if of.implements.iter().any(|it| it.text == name) {
                waiting.push(&of.name.text);
            }
        }
    }
    reached
}

/// The names of the types that a type names.
fn leads_to(of: &Type) -> impl Iterator<Item = &str> {
    let fields = of.fields.iter().flat_map(|field| [field].into_iter().chain(&field.arguments));
    let members = of.members.iter().filter(|_| of.kind == TypeKind::Union);
    let names = fields.map(|it| &it.of.name).chain(members).chain(&of.implements);
    names.map(|it| it.text.as_str())
}
