//! What the system must do, and how well.

crate::rule::group! {}
