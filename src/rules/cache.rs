//! Caches: how long entries live, what removes them, what must not be in them.

crate::rule::group! {
    divergent_copies
    key_without_id
    key_without_tenant
    missing_ttl
    never_invalidated
    secret_in_cache
    shared_private_response
    uncovered_writer
    unknown_invalidator
}
