//! Caches: how long entries live, what removes them, what must not be in them.

crate::rule::group! {
    cached_write
    cold_overload
    colliding_keys
    divergent_copies
    key_without_id
    key_without_tenant
    missing_ttl
    never_invalidated
    only_copy
    outlives_token
    overfull
    secret_in_cache
    shared_private_response
    stampede
    uncovered_writer
    unknown_invalidator
}

use super::brief;
