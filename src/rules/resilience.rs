//! Failure: timeouts, retries, isolation, availability.

crate::rule::group! {
    availability_shortfall
    excessive_attempts
    fail_open
    fallback_needs_callee
    latency_shortfall
    liveness_checks_dependencies
    missing_circuit_breaker
    missing_fallback
    missing_idempotency
    missing_timeout
    partial_write
    recovery_beyond_target
    retry_amplification
    retry_on_client_error
    retry_without_backoff
    single_instance
    single_node_store
    timeout_below_p99
    timeout_inversion
    timeout_over_budget
    unsafe_retry
}
