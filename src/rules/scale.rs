//! Capacity: whether the numbers add up.

crate::rule::group! {
    capacity_shortfall
    crowded_partitions
    duplicated_job
    exceeded_quota
    exhausted_concurrency
    local_state
    mail_in_request
    missing_load_balancing
    narrow_bulkhead
    outgrown_store
    overloaded_store
    oversized_body
    pinned_connections
    plan_below_peak
    reversed_bounds
    slow_consumer
}
