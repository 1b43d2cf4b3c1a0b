//! What can be seen of a running system.

crate::rule::group! {
    broken_trace
    changeable_audit_trail
    costly_sampling
    endless_logs
    guarded_health_check
    health_check_skips_store
    high_cardinality_label
    latency_objective_without_threshold
    missing_health_check
    missing_objective
    missing_request_id
    objective_below_requirement
    short_audit_retention
    silent_objective
    unaddressed_alert
    unaudited_admin_action
    unmeasured_objective
    unstructured_logs
    unwatched_lag
}

use super::brief;
