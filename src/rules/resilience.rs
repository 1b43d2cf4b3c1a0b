//! Failure: timeouts, retries, isolation, availability.

crate::rule::group! {
    active_active_in_one_region
    availability_shortfall
    cut_off_requests
    dead_circuit_breaker
    doubled_retries
    excessive_attempts
    fail_open
    fallback_needs_callee
    latency_above_promise
    latency_shortfall
    liveness_checks_dependencies
    missing_circuit_breaker
    missing_fallback
    missing_idempotency
    missing_recovery_plan
    missing_recovery_targets
    missing_timeout
    objective_above_dependency
    partial_write
    recovery_beyond_target
    retry_amplification
    retry_on_client_error
    retry_without_backoff
    single_instance
    single_node_store
    single_zone
    synchronized_retries
    timeout_below_own_latency
    timeout_below_p99
    timeout_beyond_gateway
    timeout_inversion
    timeout_over_budget
    unreachable_attempts
    unsafe_retry
    unstated_availability
}

use super::brief;
