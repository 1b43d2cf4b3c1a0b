//! What brokers can and cannot do. How much they take stands in [`crate::limits`].

use super::Channel;
use crate::limits;
use crate::spec::event::ChannelKind::{self, Exchange, Queue, Stream, Topic};

/// A broker as it comes. Where nothing is certain, nothing is said.
#[derive(Debug)]
pub struct Product {
    /// Its names without the maker's.
    names: &'static [&'static str],
    /// What it calls a partition, in the plural.
    pub unit: &'static str,
    /// What its channels can be; anything where none is listed.
    pub kinds: &'static [ChannelKind],
    /// Whether its channels have partitions that somebody counts.
    pub has_partitions: bool,
    /// Whether each partition is read by one consumer of a group, so that there cannot be more of them.
    pub reads_by_partition: bool,
    /// Whether a channel can keep order on demand.
    pub has_fifo: bool,
    /// Whether it delivers at least once, and nothing makes it do better but a FIFO channel.
    pub repeats: bool,
    /// Whether no message is ever hidden while it is handled.
    pub never_hides: bool,
}

impl Product {
    /// Its plain name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }
}

/// Whether it is a broker that rules know.
#[must_use]
pub fn is_broker(name: &str) -> bool {
    PRODUCTS.iter().any(|product| limits::is_any(name, product.names))
}

impl Channel<'_> {
    /// What its broker is, where it is one of the table.
    #[must_use]
    pub fn product(self) -> Option<&'static Product> {
        let broker = self.at.value.broker.as_ref()?;
        PRODUCTS.iter().find(|product| limits::is_any(&broker.value, product.names))
    }

    /// Whether it keeps order and removes duplicates.
    #[must_use]
    pub fn is_fifo(self) -> bool {
        self.at.value.fifo.as_ref().is_some_and(|it| it.value) || self.name().ends_with(".fifo")
    }
}

/// One of which nothing is said.
const ANY: Product = Product {
    names: &[],
    unit: "partitions",
    kinds: &[],
    has_partitions: true,
    reads_by_partition: false,
    has_fifo: true,
    repeats: false,
    never_hides: false,
};

/// Kafka, by whoever runs it.
const KAFKA: Product = Product {
    names: &["kafka", "redpanda", "msk", "strimzi"],
    kinds: &[Topic, Queue, Stream],
    reads_by_partition: true,
    ..ANY
};

/// The brokers that rules know.
static PRODUCTS: &[Product] = &[
    KAFKA,
    Product { names: &["msk-serverless"], ..KAFKA },
    Product {
        names: &["kinesis", "kinesis-data-streams", "kinesis-data-stream"],
        unit: "shards",
        kinds: &[Topic, Stream],
        reads_by_partition: true,
        repeats: true,
        never_hides: true,
        ..ANY
    },
    Product { names: &["sqs"], kinds: &[Queue], has_partitions: false, repeats: true, ..ANY },
    Product { names: &["sns"], kinds: &[Topic], has_partitions: false, repeats: true, never_hides: true, ..ANY },
    Product {
        names: &["eventbridge"],
        kinds: &[Topic, Exchange],
        has_partitions: false,
        has_fifo: false,
        repeats: true,
        never_hides: true,
        ..ANY
    },
    Product { names: &["pubsub", "pub/sub", "pub-sub"], kinds: &[Topic, Queue, Stream], has_partitions: false, ..ANY },
    Product {
        names: &["event-hubs", "eventhubs", "event-hub"],
        kinds: &[Topic, Stream],
        reads_by_partition: true,
        never_hides: true,
        ..ANY
    },
    Product { names: &["service-bus", "servicebus"], kinds: &[Queue, Topic], ..ANY },
    Product { names: &["nats", "jetstream", "nats-jetstream"], kinds: &[Topic, Queue, Stream], ..ANY },
    // RabbitMQ 4.1, Reliability Guide.
    Product { names: &["rabbitmq", "amazon-mq"], repeats: true, ..ANY },
    Product { names: &["activemq", "artemis"], kinds: &[Queue, Topic], repeats: true, ..ANY },
    Product { names: &["mqtt", "mosquitto"], kinds: &[Topic], repeats: true, ..ANY },
];
