//! What products call the properties of a channel.

use crate::document::value::Object;
use crate::model::words::is_any;
use crate::model::{Channel, Event, Model, Product, Subscription};
use crate::spec::event::{ChannelKind, Delivery, Pattern};

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
        _ => others(channel),
    }
}

/// Protocols of brokers that the table of products does not have.
fn others(channel: Channel<'_>) -> &'static str {
    const BROKERS: [(&str, &[&str]); 4] = [
        ("pulsar", &["pulsar", "apache pulsar"]),
        ("redis", &["redis", "redis streams", "redis pub sub", "valkey"]),
        ("ibmmq", &["ibm mq", "mq series"]),
        ("solace", &["solace", "solace pubsub"]),
    ];
    let broker = channel.at.value.broker.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
    let known = BROKERS.into_iter().find(|(_, names)| is_any(broker, names));
    known.map_or("other", |(protocol, _)| protocol)
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
        "sns" => Object::new().with("sns", sns(channel)),
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
        "mqtt" => Object::new().with("mqtt", mqtt(channel, subscription.event())),
        _ => Object::new(),
    }
}

/// How an event is sent, in the words of its broker.
pub(super) fn of_publication(model: &Model<'_>, event: &str) -> Object {
    let Some(event) = model.event(event) else { return Object::new() };
    match event.channel().filter(|channel| protocol(*channel) == "mqtt") {
        Some(channel) => {
            let retained = channel.at.value.retained.as_ref().map(|it| it.value);
            Object::new().with("mqtt", mqtt(channel, Some(event)).maybe("retain", retained))
        }
        None => Object::new(),
    }
}

fn mqtt(channel: Channel<'_>, event: Option<Event<'_>>) -> Object {
    let delivery = event.and_then(|it| it.at.value.delivery.as_ref()).map(|it| it.value);
    let qos = channel.at.value.qos.as_ref().map(|it| it.value).filter(|it| *it <= 2);
    let qos = qos.or_else(|| {
        delivery.map(|it| match it {
            Delivery::AtMostOnce => 0,
            Delivery::AtLeastOnce => 1,
            Delivery::ExactlyOnce => 2,
        })
    });
    Object::new().maybe("qos", qos).with("bindingVersion", "0.2.0")
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
        let fans_out = |event: &Event<'_>| event.pattern.as_ref().is_some_and(|it| it.value == Pattern::FanOut);
        let ty = match channel.at.value.kind.as_ref().map(|it| it.value) {
            _ if channel.events().any(|event| fans_out(&event)) => Some("fanout"),
            Some(ChannelKind::Topic) => Some("topic"),
            _ => None,
        };
        Object::new().with("is", "routingKey").with("exchange", Object::new().with("name", name).maybe("type", ty))
    };
    binding.with("bindingVersion", "0.3.0")
}

fn sns(channel: Channel<'_>) -> Object {
    let ordering = Object::new().with("type", if channel.is_fifo() { "FIFO" } else { "standard" });
    Object::new().with("name", channel.name()).with("ordering", ordering).with("bindingVersion", "0.1.0")
}

fn sqs(channel: Channel<'_>) -> Object {
    let said = &channel.at.value;
    let queue = Object::new()
        .with("name", channel.name())
        .with("fifoQueue", channel.is_fifo())
        .maybe("visibilityTimeout", said.visibility_timeout.as_ref().map(|it| it.value.0 / 1_000))
        .maybe("messageRetentionPeriod", said.retention.as_ref().map(|it| it.value.0 / 1_000));
    let dead = said.dead_letter.as_ref().and_then(|it| it.value.details()).filter(|it| super::is_name(it));
    let dead = dead.map(|name| Object::new().with("name", name.as_str()).with("fifoQueue", channel.is_fifo()));
    Object::new().with("queue", queue).maybe("deadLetterQueue", dead).with("bindingVersion", "0.2.0")
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
