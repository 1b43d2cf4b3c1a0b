//! What brokers, databases and platforms take at most: one table, each figure with its source and the day on which it
//! was read. What a spec says itself comes first; a product without a figure has none.

mod table;

use std::fmt;

use crate::value::{Duration, Size};
pub use table::LIMITS;

/// What a figure limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// The largest message of a channel.
    Message,
    /// The longest that a message is kept.
    Retention,
    /// The longest that a message is hidden while it is handled.
    Hidden,
    /// How long a consumer may go without asking for more before it is taken for dead.
    Patience,
    /// Messages that a partition takes in a second.
    PartitionRecords,
    /// Bytes that a partition takes in a second.
    PartitionBytes,
    /// Bytes that all readers of a partition get in a second.
    PartitionReads,
    /// Connections to a database.
    Connections,
    /// The longest that a gateway or load balancer waits for an answer.
    Request,
    /// The longest that an open connection may be silent.
    Idle,
    /// The largest body of a request.
    Body,
    /// The largest message over a WebSocket.
    Frame,
    /// The longest name of a table or column.
    Identifier,
    /// The longest that a function runs.
    Run,
    /// The most memory of a function.
    Memory,
    /// Functions that run at the same time.
    Concurrency,
    /// How long an instance that is to end may go on.
    Grace,
}

impl Bound {
    /// What it is, as a list of limits names it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Message => "largest message",
            Self::Retention => "longest retention",
            Self::Hidden => "longest visibility timeout",
            Self::Patience => "longest time between two polls",
            Self::PartitionRecords => "messages a second into a partition",
            Self::PartitionBytes => "bytes a second into a partition",
            Self::PartitionReads => "bytes a second out of a partition, for all its readers",
            Self::Connections => "connections",
            Self::Request => "longest wait for an answer",
            Self::Idle => "longest silence on a connection",
            Self::Body => "largest request body",
            Self::Frame => "largest WebSocket message",
            Self::Identifier => "length of a name",
            Self::Run => "longest run of a function",
            Self::Memory => "most memory of a function",
            Self::Concurrency => "functions that run at once",
            Self::Grace => "time to finish before the end",
        }
    }
}

/// How much, in the unit of its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// A length of time.
    Time(Duration),
    /// An amount of data, in a second where the bound says so.
    Size(Size),
    /// A number of things, in a second where the bound says so.
    Count(u64),
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(time) => time.fmt(f),
            Self::Size(size) => size.fmt(f),
            Self::Count(count) => count.fmt(f),
        }
    }
}

/// A figure of a product.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The names that the product goes by, without the maker's; the usual one first.
    pub of: &'static [&'static str],
    /// What is limited.
    pub bound: Bound,
    /// How much it is.
    pub amount: Amount,
    /// Whether no setting and no request raises it; else it is what the product comes with.
    pub firm: bool,
    /// Where the maker says so.
    pub source: &'static str,
    /// The day on which that was read.
    pub read: &'static str,
}

impl Limit {
    /// The product's usual name.
    #[must_use]
    pub fn product(&self) -> &'static str {
        self.of.first().copied().unwrap_or_default()
    }

    /// The length of time, where it is one.
    #[must_use]
    pub const fn time(&self) -> Option<Duration> {
        match self.amount {
            Amount::Time(time) => Some(time),
            _ => None,
        }
    }

    /// The amount of data, where it is one.
    #[must_use]
    pub const fn size(&self) -> Option<Size> {
        match self.amount {
            Amount::Size(size) => Some(size),
            _ => None,
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub const fn count(&self) -> Option<u64> {
        match self.amount {
            Amount::Count(count) => Some(count),
            _ => None,
        }
    }

    /// `kafka: largest message 1MiB unless it is told otherwise`, for the arithmetic of a finding.
    #[must_use]
    pub fn in_words(&self) -> String {
        let unless = if self.firm { "" } else { " unless it is told otherwise" };
        format!(
            "{}: {} {}{unless} ({}, read {})",
            self.product(),
            self.bound.label(),
            self.amount,
            self.source,
            self.read
        )
    }
}

/// The figure of a product as a spec calls it.
#[must_use]
pub fn find(product: &str, bound: Bound) -> Option<&'static Limit> {
    let spellings = spellings(product);
    LIMITS.iter().find(|limit| limit.bound == bound && spellings.iter().any(|name| limit.of.contains(&name.as_str())))
}

/// Whether a spec means one of these products, whoever it says makes it.
#[must_use]
pub fn is_any(product: &str, names: &[&str]) -> bool {
    spellings(product).iter().any(|name| names.contains(&name.as_str()))
}

/// A product's name in one spelling, with the maker's name and without it.
fn spellings(product: &str) -> Vec<String> {
    const MAKERS: [&str; 8] =
        ["amazon-", "aws-", "apache-", "google-cloud-", "google-", "gcp-", "azure-", "microsoft-"];
    let name = product.trim().to_lowercase().replace([' ', '_'], "-");
    let short = MAKERS.iter().filter_map(|maker| name.strip_prefix(maker)).map(str::to_owned);
    let mut all: Vec<String> = short.collect();
    all.insert(0, name);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makers_do_not_matter() {
        let message = |name: &str| find(name, Bound::Message).and_then(Limit::size);
        assert_eq!(message("Amazon SQS"), message("sqs"));
        assert_eq!(message("google_cloud_pubsub"), message("pubsub"));
        assert!(find("Google Cloud Run", Bound::Request).is_some());
        assert!(find("homemade", Bound::Message).is_none());
    }

    #[test]
    fn each_figure_is_said_once_with_its_source_and_a_day() {
        for (at, limit) in LIMITS.iter().enumerate() {
            let place = format!("{} {}", limit.product(), limit.bound.label());
            assert!(limit.source.starts_with("https://"), "{place}");
            assert!(crate::value::Date::parse(limit.read).is_some(), "{place}");
            let earlier = LIMITS.iter().take(at).filter(|it| it.bound == limit.bound);
            assert!(!earlier.into_iter().any(|it| it.of.iter().any(|name| limit.of.contains(name))), "{place} twice");
        }
    }

    #[test]
    fn each_bound_has_one_unit() {
        for limit in LIMITS {
            let first = LIMITS.iter().find(|it| it.bound == limit.bound).unwrap();
            let unit = |it: &Limit| std::mem::discriminant(&it.amount);
            assert_eq!(unit(first), unit(limit), "{} {}", limit.product(), limit.bound.label());
        }
    }
}
