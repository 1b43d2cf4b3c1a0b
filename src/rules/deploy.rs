//! Where and how it runs, and how a new version gets there.

crate::rule::group! {}
