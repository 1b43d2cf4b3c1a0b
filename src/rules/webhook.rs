//! Webhooks: who may send them, what a second delivery does, what happens when one fails.

crate::rule::group! {}
