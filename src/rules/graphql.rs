//! GraphQL APIs: what a query may cost, how fields load, how subscriptions are fed.

crate::rule::group! {
    unlimited_query
}

/// What a finding about a whole API marks: its path, else its service.
fn place(graphql: crate::model::Graphql<'_>) -> crate::text::Span {
    let path = graphql.at.value.path.as_ref().map(|it| it.span);
    path.or_else(|| graphql.at.value.service.as_ref().map(|it| it.span)).unwrap_or_else(|| graphql.place())
}
