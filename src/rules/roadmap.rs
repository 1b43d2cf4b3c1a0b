//! What comes when.

crate::rule::group! {}
