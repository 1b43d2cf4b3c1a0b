//! Capacity: whether the numbers add up.

crate::rule::group! {
    capacity_shortfall
    exceeded_quota
    plan_below_peak
    reversed_bounds
}
