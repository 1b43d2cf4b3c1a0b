//! What products call the properties of a channel.

use crate::document::value::Object;
use crate::model::{Channel, Product, Subscription};
use crate::spec::event::{ChannelKind, Delivery};

/// The protocol that a channel's broker speaks.
pub(super) fn protocol(channel: Channel<'_>) -> &'static str {
    match channel.product().map(Product::name) {
        Some("kafka" | "msk-serverless" | "event-hubs") => "kafka",
        Some("rabbitmq") => "amqp",
        Some("service-bus" | "activemq") => "amqp1",
        Some("sqs") => "sqs",
        Some("sns") => "sns",
        Some("pubsub") => "googlepubsub",
        Some("nats") => "nats",
        Some("mqtt") => "mqtt",
        _ => "other",
    }
}

/// The same protocol over TLS.
pub(super) fn encrypted(protocol: &'static str) -> &'static str {
    match protocol {
        "kafka" => "kafka-secure",
        "amqp" => "amqps",
        "mqtt" => "secure-mqtt",
        other => other,
    }
}

/// The bindings of a channel.
pub(super) fn of_channel(channel: Channel<'_>) -> Object {
    match protocol(channel) {
        "kafka" => Object::new().with("kafka", kafka(channel)),
        "amqp" => Object::new().with("amqp", amqp(channel)),
        "sqs" => Object::new().with("sqs", sqs(channel)),
        _ => Object::new(),
    }
}

/// How a handler takes messages, in the words of its broker.
pub(super) fn of_subscription(subscription: Subscription<'_>) -> Object {
    let Some(channel) = subscription.channel() else { return Object::new() };
    let group = subscription.at.value.group.as_ref().map(|it| it.value.as_str());
    let group = group.unwrap_or_else(|| subscription.service().name());
    match protocol(channel) {
        "kafka" => {
            let id = Object::new().with("type", "string").with("enum", vec![group]);
            Object::new().with("kafka", Object::new().with("groupId", id).with("bindingVersion", "0.5.0"))
        }
        "amqp" => Object::new().with("amqp", Object::new().with("ack", true).with("bindingVersion", "0.3.0")),
        // A queue group's name is at most 255 bytes long.
        "nats" => {
            let queue: String = group.chars().take(60).collect();
            Object::new().with("nats", Object::new().with("queue", queue).with("bindingVersion", "0.1.0"))
        }
        "mqtt" => {
            let delivery = subscription.event().and_then(|it| it.at.value.delivery.as_ref()).map(|it| it.value);
            let qos: Option<u64> = delivery.map(|it| match it {
                Delivery::AtMostOnce => 0,
                Delivery::AtLeastOnce => 1,
                Delivery::ExactlyOnce => 2,
            });
            let mqtt = Object::new().maybe("qos", qos).with("bindingVersion", "0.2.0");
            Object::new().with("mqtt", mqtt)
        }
        _ => Object::new(),
    }
}

fn kafka(channel: Channel<'_>) -> Object {
    let said = &channel.at.value;
    let count = |it: &Option<crate::spec::At<u64>>| it.as_ref().map(|it| it.value).filter(|it| *it > 0);
    let topic = Object::new()
        .maybe("retention.ms", said.retention.as_ref().map(|it| it.value.0))
        .maybe("max.message.bytes", said.max_message.as_ref().map(|it| it.value.0));
    Object::new()
        .with("topic", channel.name())
        .maybe("partitions", count(&said.partitions))
        .maybe("replicas", count(&said.replication))
        .unless_empty("topicConfiguration", topic)
        .with("bindingVersion", "0.5.0")
}

fn amqp(channel: Channel<'_>) -> Object {
    // A name is at most 255 bytes long in AMQP.
    let name: String = channel.name().chars().take(255).collect();
    let binding = if channel.at.value.kind.as_ref().is_some_and(|it| it.value == ChannelKind::Queue) {
        Object::new().with("is", "queue").with("queue", Object::new().with("name", name))
    } else {
        Object::new().with("is", "routingKey").with("exchange", Object::new().with("name", name))
    };
    binding.with("bindingVersion", "0.3.0")
}

fn sqs(channel: Channel<'_>) -> Object {
    let said = &channel.at.value;
    let queue = Object::new()
        .with("name", channel.name())
        .with("fifoQueue", channel.is_fifo())
        .maybe("visibilityTimeout", said.visibility_timeout.as_ref().map(|it| it.value.0 / 1_000))
        .maybe("messageRetentionPeriod", said.retention.as_ref().map(|it| it.value.0 / 1_000));
    Object::new().with("queue", queue).with("bindingVersion", "0.2.0")
}

/// The security scheme that a channel's word means, where AsyncAPI has it.
pub(super) fn security(auth: &str) -> Option<(&'static str, Object)> {
    let word = auth.to_lowercase().replace(['_', ' '], "-");
    let typed = |ty: &str| Object::new().with("type", ty);
    Some(match word.as_str() {
        "mtls" | "tls-client" | "certificate" | "certificates" => ("mtls", typed("X509")),
        "scram" | "scram-sha-512" | "sasl-scram" => ("scram", typed("scramSha512")),
        "scram-sha-256" => ("scram", typed("scramSha256")),
        "sasl" | "plain" | "sasl-plain" => ("plain", typed("plain")),
        "kerberos" | "gssapi" => ("gssapi", typed("gssapi")),
        "password" | "user-password" | "basic" => ("password", typed("userPassword")),
        _ => return None,
    })
}
