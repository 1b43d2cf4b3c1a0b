//! Caches: how long entries live, what removes them, what must not be in them.

crate::rule::group! {
    cold_overload
    divergent_copies
    key_without_id
    key_without_tenant
    missing_ttl
    never_invalidated
    only_copy
    secret_in_cache
    shared_private_response
    uncovered_writer
    unknown_invalidator
}

use super::brief;
