//! Decisions, risks, and the sections that readers expect.

crate::rule::group! {}
