use crate::lint::Report;
use crate::model::{Graphql, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::shape::EVENT;

rule! {
    /// A GraphQL subscription has no event that feeds it.
    ///
    /// ## Why
    /// Clients subscribe, the connection stays open, and nothing ever comes. It looks like a quiet day.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, publishes: [order.shipped] }
    ///   - api
    /// graphql:
    ///   - service: api
    ///     schema: |
    ///       type Query { order(id: ID!): String }
    ///       type Subscription { orderShipped(id: ID!): String }
    /// #                         ^^^^^^^^^^^^ `api` hears of no event that could feed `orderShipped`
    /// events: [{ name: order.shipped, external: true }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, publishes: [order.shipped] }
    ///   - api
    /// graphql:
    ///   - service: api
    ///     schema: |
    ///       type Query { order(id: ID!): String }
    ///       type Subscription { orderShipped(id: ID!): String }
    ///     subscriptions: { transport: graphql-transport-ws, events: [order.shipped] }
    /// events: [{ name: order.shipped, external: true }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, publishes: [order.shipped] }
    ///   - api
    /// graphql:
    ///   - service: api
    ///     subscriptions: { transport: graphql-transport-ws, events: [order.shipped] }
    ///     schema: |
    ///       type Query { order(id: ID!): String }
    ///       type Subscription { orderShipped(id: ID!): String }
    /// events: [order.shipped]
    /// ```
    ///
    /// ## Not a problem when
    /// The service handles or publishes events itself, or the system has none: then what happens inside feeds it.
    ///
    /// ## See
    /// seed 000:44 · seed 000:103
    id: "graphql/unfed-subscription",
    severity: Warning,
    stage: Draft,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let Some(field) = graphql.definition().operations("subscription").next() else { return };
    let said = graphql.at.value.subscriptions.as_ref().is_some_and(|it| !it.events.items().is_empty());
    let Some(service) = graphql.service_name().and_then(|it| graphql.model.service(it)) else { return };
    let hears = service.subscriptions().next().is_some();
    let publishes = graphql.model.publications().iter().any(|it| it.service == service.name());
    if said || hears || publishes || !graphql.model.declares(EVENT) {
        return;
    }
    let (name, field_name) = (super::brief(service.name()), super::brief(&field.name.text));
    let message = format!("`{name}` hears of no event that could feed `{field_name}`");
    let finding = report.find(graphql.locate(field.name.span), message);
    // The event bears the words of the field: `orderShipped` tells of `order.shipped`.
    let mut fields = graphql.definition().operations("subscription").map(|it| plain(&it.name.text));
    let events: Vec<String> = fields.by_ref().filter_map(|name| namesake(graphql, &name)).collect();
    if events.is_empty() {
        return;
    }
    let list = format!("[{}]", events.join(", "));
    let edits = match &graphql.at.value.subscriptions {
        Some(said) => graphql.model.spec.set(said, "events", &list),
        None => graphql.set("subscriptions", &format!("{{ transport: graphql-transport-ws, events: {list} }}")),
    };
    finding.fix(Fix::suggested(format!("Feed it from `{}`", events.join("` and `")), edits));
}

fn namesake(graphql: Graphql<'_>, name: &str) -> Option<String> {
    let event = graphql.model.events().find(|it| plain(it.name()) == name)?;
    Some(crate::yaml::quote(event.name()))
}
