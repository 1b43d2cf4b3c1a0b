//! What one part of a design promises and another relies on.

crate::rule::group! {}
