//! What can be seen of a running system.

crate::rule::group! {}
