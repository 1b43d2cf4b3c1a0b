//! What can be seen of a running system.

crate::rule::group! {
    health_check_skips_store
    high_cardinality_label
    latency_objective_without_threshold
    missing_health_check
    missing_request_id
    unaudited_admin_action
    unmeasured_objective
    unstructured_logs
}
