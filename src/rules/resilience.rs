//! Failure: timeouts, retries, isolation, availability.

crate::rule::group! {
    availability_shortfall
    missing_timeout
    retry_amplification
    retry_on_client_error
    retry_without_backoff
    single_instance
    timeout_below_p99
    timeout_inversion
    timeout_over_budget
    unsafe_retry
}
