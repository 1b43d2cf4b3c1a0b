//! Capacity: whether the numbers add up.

crate::rule::group! {
    blind_scaling_signal
    capacity_shortfall
    crowded_partitions
    duplicated_job
    exceeded_quota
    exhausted_concurrency
    fixed_instances
    idle_capacity
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
    slow_catch_up
    slow_consumer
}
