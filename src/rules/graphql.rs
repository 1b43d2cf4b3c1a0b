//! GraphQL APIs: what a query may cost, how fields load, how subscriptions are fed.

crate::rule::group! {
    breaking_change
    exposed_secret
    missing_transport
    misspelled_type
    public_personal_data
    unbatched_field
    unbounded_list
    unfed_subscription
    unknown_loader
    unlimited_query
    unreadable_schema
}

use super::brief;

/// What a finding about a whole API marks: its path, else its service.
fn place(graphql: crate::model::Graphql<'_>) -> crate::text::Span {
    let path = graphql.at.value.path.as_ref().map(|it| it.span);
    path.or_else(|| graphql.at.value.service.as_ref().map(|it| it.span)).unwrap_or_else(|| graphql.place())
}

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}
