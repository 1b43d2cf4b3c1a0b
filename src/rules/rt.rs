//! Connections that stay open: WebSockets and server-sent events.

crate::rule::group! {}
