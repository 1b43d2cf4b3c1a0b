//! Channels and the domain events on them.

use super::declare::{record, words};
use super::schema::SchemaUse;
use super::shape::{CHANNEL, EVENT, EXTERNAL, SERVICE};
use super::{List, Map, Name, Ref, Toggle};
use crate::value::{Duration, Rate, Size};

words! {
    /// What a channel is.
    ChannelKind {
        /// Every group of consumers gets every message.
        Topic = "topic",
        /// Each message goes to one consumer.
        Queue = "queue",
        /// A log that consumers read at their own pace.
        Stream = "stream",
        /// Routes messages to queues.
        Exchange = "exchange",
    }
}

words! {
    /// Which changes of a payload are allowed.
    Compatibility {
        /// New readers understand old messages.
        Backward = "backward",
        /// Old readers understand new messages.
        Forward = "forward",
        /// Both.
        Full = "full",
        /// No promise.
        None = "none",
    }
}

words! {
    /// How often a consumer sees a message.
    Delivery {
        /// Once or never.
        AtMostOnce = "at-most-once",
        /// Once or more.
        AtLeastOnce = "at-least-once",
        /// Exactly once, within what broker and consumer can promise.
        ExactlyOnce = "exactly-once",
    }
}

words! {
    /// How messages reach consumers.
    Pattern {
        /// Everybody who asked gets it.
        PubSub = "pub-sub",
        /// One of many gets it.
        CompetingConsumers = "competing-consumers",
        /// It is answered.
        RequestReply = "request-reply",
        /// It is copied to many queues.
        FanOut = "fan-out",
    }
}

words! {
    /// What a message is for.
    MessageKind {
        /// It says what happened; anybody may listen.
        Event = "event",
        /// It says what is to be done; one carries it out.
        Command = "command",
    }
}

record! {
    /// What a channel takes, where that differs from what its broker is known for.
    ChannelLimits "channel limit" {
        /// Messages that one partition takes, such as `1000/s`.
        partition_records: Rate,
        /// Bytes that one partition takes in a second, such as `5MB`.
        partition_bytes: Size,
        /// Bytes that all readers of one partition get in a second, such as `10MB`.
        partition_reads: Size,
        /// The longest that messages can be kept, such as `14d`.
        retention: Duration,
        /// The longest that a message can be hidden, such as `12h`.
        visibility_timeout: Duration,
        /// How long a consumer may go without asking for more, such as `15m`.
        poll_interval: Duration,
    }
}

record! {
    /// A topic, queue or stream.
    Channel "channel" short name {
        /// Its name.
        name(required): Name<CHANNEL>,
        /// The product: `kafka`, `rabbitmq`, `sqs`, `pubsub`, `nats`, `kinesis`, `service-bus`.
        broker: String,
        /// What it is.
        kind: ChannelKind,
        /// What it is for.
        summary: String,
        /// Parts that are read in parallel.
        partitions: u64,
        /// Copies of each message.
        replication: u64,
        /// Copies that must have a message before it counts as written.
        min_insync: u64,
        /// How surely a message over MQTT arrives: `0`, `1`, `2`.
        qos: u64,
        /// Whether the last message is kept for those who come later.
        retained: bool,
        /// How long messages are kept.
        retention: Duration,
        /// What decides a message's partition.
        key: String,
        /// Where messages go that cannot be handled.
        dead_letter: Toggle<String>,
        /// The largest message.
        max_message: Size,
        /// Whether schemas are registered and checked.
        schema_registry: Toggle<String>,
        /// Whether messages are encrypted on the way and at rest.
        encrypted: bool,
        /// How clients prove who they are: `mtls`, `sasl`, `iam`, `none`.
        auth: String,
        /// How long a message is hidden while it is handled.
        visibility_timeout: Duration,
        /// Whether it keeps order and removes duplicates.
        fifo: bool,
        /// Classes of data that it may carry.
        data: List<String>,
        /// What it takes, where that differs from what its broker is known for.
        limits: ChannelLimits,
    }
}

record! {
    /// Something that happened and that others may want to know.
    Event "event" short name {
        /// Its name, in the past tense, such as `order.created`.
        name(required): Name<EVENT>,
        /// What happened, in a sentence.
        summary: String,
        /// Whether it says what happened or what is to be done; what happened where nothing is said.
        kind: MessageKind,
        /// Where it is published.
        channel: Ref<CHANNEL>,
        /// The key under which it goes to an exchange; its name where nothing is said.
        routing_key: String,
        /// Who publishes it.
        producer: Ref<{ SERVICE | EXTERNAL }>,
        /// What it happened to.
        aggregate: String,
        /// The payload's version.
        version: u64,
        /// Which changes of the payload are allowed.
        compatibility: Compatibility,
        /// How often a consumer sees it.
        delivery: Delivery,
        /// What decides its order, such as `orderId`.
        key: String,
        /// The fields around the payload: `standard`, or a list of names.
        envelope: List<String>,
        /// What it says.
        payload: SchemaUse,
        /// The payloads of earlier versions.
        previous: Map<SchemaUse>,
        /// How it reaches consumers.
        pattern: Pattern,
        /// The event that answers it.
        reply: Ref<EVENT>,
        /// How often it happens at peak.
        rate: Rate,
        /// How large one is.
        size: Size,
        /// Whether consumers outside this system use it.
        external: bool,
    }
}
