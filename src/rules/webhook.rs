//! Webhooks: who may send them, what a second delivery does, what happens when one fails.

crate::rule::group! {
    duplicate_delivery
    missing_retry
    open_target
    plain_target
    replayable
    slow_acknowledgement
    unaudited
    unbounded_retry
    undeliverable
    unsigned
}

use crate::model::Webhook;
use crate::spec::realtime::Direction;
use crate::text::Span;

/// What a finding about a whole webhook marks, and its name as a message has it.
fn heading(webhook: Webhook<'_>) -> (Span, String) {
    match &webhook.at.value.name {
        Some(name) => (name.span, crate::spec::read::shorten(&name.value.0)),
        None => (webhook.place(), "it".to_owned()),
    }
}

/// Whether others call us.
fn is_inbound(webhook: Webhook<'_>) -> bool {
    webhook.at.value.direction.as_ref().is_some_and(|it| it.value == Direction::Inbound)
}
