//! What brokers can and cannot do, as their documentation says: one table, read by every rule that compares with it.

use super::Channel;
use crate::spec::event::ChannelKind::{self, Exchange, Queue, Stream, Topic};
use crate::value::{Duration, Size};

/// A broker as it comes. Where nothing is certain, nothing is said.
#[derive(Debug)]
pub struct Product {
    /// Its names without the maker's.
    names: &'static [&'static str],
    /// The largest message.
    pub max_message: Option<Size>,
    /// What one partition takes.
    pub partition: Option<Throughput>,
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
    /// The longest that a message is kept.
    pub longest_retention: Option<Duration>,
    /// The longest that a message is hidden while it is handled; zero where it never is.
    pub longest_hidden: Option<Duration>,
    /// After how long without asking for more a consumer is taken for dead.
    pub patience: Option<Duration>,
}

/// What one partition takes in a second.
#[derive(Debug)]
pub struct Throughput {
    /// Messages.
    pub records: Option<f64>,
    /// Bytes.
    pub bytes: f64,
    /// What the broker calls a partition, in the plural.
    pub unit: &'static str,
}

impl Product {
    /// Its plain name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }
}

impl Channel<'_> {
    /// What its broker is, where it is one of the table.
    #[must_use]
    pub fn product(self) -> Option<&'static Product> {
        let name = self.at.value.broker.as_ref()?.value.to_lowercase().replace([' ', '_'], "-");
        let makers = ["amazon-", "aws-", "apache-", "google-cloud-", "google-", "gcp-", "azure-", "microsoft-"];
        let name = makers.iter().find_map(|maker| name.strip_prefix(maker)).unwrap_or(&name);
        PRODUCTS.iter().find(|product| product.names.contains(&name))
    }

    /// Whether it keeps order and removes duplicates.
    #[must_use]
    pub fn is_fifo(self) -> bool {
        // Amazon demands this ending of the name.
        self.at.value.fifo.as_ref().is_some_and(|it| it.value) || self.name().ends_with(".fifo")
    }
}

const KIB: u64 = 1 << 10;
const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;

/// One of which nothing is said.
const ANY: Product = Product {
    names: &[],
    max_message: None,
    partition: None,
    kinds: &[],
    has_partitions: true,
    reads_by_partition: false,
    has_fifo: true,
    repeats: false,
    longest_retention: None,
    longest_hidden: None,
    patience: None,
};

/// `message.max.bytes` is 1 MiB and 12 bytes, `max.poll.interval.ms` 5 minutes: Apache Kafka 4.1, Configuration.
const KAFKA: Product = Product {
    names: &["kafka", "redpanda", "msk", "strimzi"],
    max_message: Some(Size(1024 * KIB)),
    kinds: &[Topic, Queue, Stream],
    reads_by_partition: true,
    patience: Some(Duration::seconds(5 * MINUTE)),
    ..ANY
};

/// Each as its documentation said in the year that stands beside it.
static PRODUCTS: &[Product] = &[
    KAFKA,
    // Amazon MSK, Quotas, MSK Serverless (2026).
    Product {
        names: &["msk-serverless"],
        max_message: Some(Size(8 * 1024 * KIB)),
        partition: Some(Throughput { records: None, bytes: 5e6, unit: "partitions" }),
        ..KAFKA
    },
    // Amazon Kinesis Data Streams, Quotas and limits (2026).
    Product {
        names: &["kinesis", "kinesis-data-streams", "kinesis-data-stream"],
        max_message: Some(Size(10 * 1024 * KIB)),
        partition: Some(Throughput { records: Some(1000.0), bytes: 1e6, unit: "shards" }),
        kinds: &[Topic, Stream],
        reads_by_partition: true,
        repeats: true,
        longest_retention: Some(Duration::seconds(365 * DAY)),
        longest_hidden: Some(Duration(0)),
        ..ANY
    },
    // Amazon SQS, Message quotas; payloads up to 1 MiB since August 2025 (2026).
    Product {
        names: &["sqs"],
        max_message: Some(Size(1024 * KIB)),
        kinds: &[Queue],
        has_partitions: false,
        repeats: true,
        longest_retention: Some(Duration::seconds(14 * DAY)),
        longest_hidden: Some(Duration::seconds(12 * 60 * MINUTE)),
        ..ANY
    },
    // Amazon SNS, Quotas (2026).
    Product {
        names: &["sns"],
        max_message: Some(Size(256 * KIB)),
        kinds: &[Topic],
        has_partitions: false,
        repeats: true,
        longest_hidden: Some(Duration(0)),
        ..ANY
    },
    // Amazon EventBridge, Quotas; payloads up to 1 MB since January 2026 (2026).
    Product {
        names: &["eventbridge"],
        max_message: Some(Size(1024 * KIB)),
        kinds: &[Topic, Exchange],
        has_partitions: false,
        has_fifo: false,
        repeats: true,
        longest_hidden: Some(Duration(0)),
        ..ANY
    },
    // Google Cloud Pub/Sub, Quotas and limits (2026).
    Product {
        names: &["pubsub", "pub/sub", "pub-sub"],
        max_message: Some(Size(10 * 1024 * KIB)),
        kinds: &[Topic, Queue, Stream],
        has_partitions: false,
        longest_retention: Some(Duration::seconds(31 * DAY)),
        ..ANY
    },
    // Azure Event Hubs, Quotas: the largest of all tiers but the dedicated one's message (2026).
    Product {
        names: &["event-hubs", "eventhubs", "event-hub"],
        max_message: Some(Size(1024 * KIB)),
        kinds: &[Topic, Stream],
        reads_by_partition: true,
        longest_retention: Some(Duration::seconds(90 * DAY)),
        longest_hidden: Some(Duration(0)),
        ..ANY
    },
    // Azure Service Bus, Quotas (2026): what a message may hold depends on the tier.
    Product { names: &["service-bus", "servicebus"], kinds: &[Queue, Topic], ..ANY },
    // NATS 2.11, Server configuration: `max_payload`.
    Product {
        names: &["nats", "jetstream", "nats-jetstream"],
        max_message: Some(Size(1024 * KIB)),
        kinds: &[Topic, Queue, Stream],
        ..ANY
    },
    // RabbitMQ 4.1, Reliability Guide.
    Product { names: &["rabbitmq", "amazon-mq"], repeats: true, ..ANY },
    Product { names: &["activemq", "artemis"], kinds: &[Queue, Topic], repeats: true, ..ANY },
    Product { names: &["mqtt", "mosquitto"], kinds: &[Topic], repeats: true, ..ANY },
];
