//! Events: who publishes, who handles, what is lost or done twice.

crate::rule::group! {}
