//! GraphQL APIs: what a query may cost, how fields load, how subscriptions are fed.

crate::rule::group! {}
