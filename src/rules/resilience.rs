//! Failure: timeouts, retries, isolation, availability.

crate::rule::group! {
    missing_timeout
}
