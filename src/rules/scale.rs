//! Capacity: whether the numbers add up.

crate::rule::group! {
    capacity_shortfall
    duplicated_job
    exceeded_quota
    local_state
    plan_below_peak
    reversed_bounds
    slow_consumer
}
