//! gRPC APIs: procedures, streams, deadlines, and what a `.proto` promises.

crate::rule::group! {
    browser_caller
    missing_deadline
}
