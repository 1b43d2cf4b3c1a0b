use crate::lint::Report;
use crate::model::Graphql;
use crate::rule::{Fix, rule};

rule! {
    /// A schema has subscriptions, and nothing says how they travel.
    ///
    /// ## Why
    /// GraphQL leaves it open. Two incompatible WebSocket protocols bear almost the same name, and a client with the other
    /// one connects, waits and gets nothing.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: api
    /// #            ^^^ nothing says how subscriptions travel
    ///     schema: |
    ///       type Query { order(id: ID!): String }
    ///       type Subscription { orderShipped(id: ID!): String }
    /// services: [api]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: api
    ///     schema: |
    ///       type Query { order(id: ID!): String }
    ///       type Subscription { orderShipped(id: ID!): String }
    ///     subscriptions: { transport: graphql-transport-ws }
    /// services: [api]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: api
    ///     schema: |
    ///       type Query { order(id: ID!): String }
    /// services: [api]
    /// ```
    ///
    /// ## Not a problem when
    /// The schema has no subscriptions.
    ///
    /// ## See
    /// seed 000:44 · seed 000:103 · GraphQL over WebSocket
    id: "graphql/missing-transport",
    severity: Warning,
    stage: Review,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let subscriptions = graphql.at.value.subscriptions.as_ref();
    let said = subscriptions.is_some_and(|it| it.transport.is_some());
    if said || graphql.definition().operations("subscription").next().is_none() {
        return;
    }
    let edits = match subscriptions {
        Some(at) => graphql.model.spec.tree.set(at.node, "transport", "graphql-transport-ws"),
        None => graphql.set("subscriptions", "{ transport: graphql-transport-ws }"),
    };
    report
        .find(super::place(graphql), "nothing says how subscriptions travel")
        .fix(Fix::suggested("Carry them over a WebSocket", edits));
}
