//! Connections that stay open: WebSockets and server-sent events.

crate::rule::group! {
    heartbeat_beyond_idle_timeout
    missing_backplane
    missing_heartbeat
    missing_message_schema
    oversized_frame
    reconnect_storm
    silent_stream
    sse_without_resume
    token_in_url
    too_many_connections
    two_way_stream
    unchecked_origin
}

/// What a finding about a whole connection marks: its path where it has one.
fn place(path: Option<&crate::spec::At<String>>, otherwise: crate::text::Span) -> crate::text::Span {
    path.map_or(otherwise, |it| it.span)
}
