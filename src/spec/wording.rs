//! How messages name what somebody wrote: shortened, as a choice, and with what was probably meant.

use super::read::{ProblemKind, Reader};
use crate::rule::Fix;
use crate::text::Edit;
use crate::yaml::Node;

/// The one candidate that a mistyped word is likely to mean.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_ascii_lowercase();
    let limit = if word.chars().count() <= 4 { 1 } else { 2 };
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What other tools and habits call the keys of this language.
const OTHERWISE: &[(&str, &[&str])] = &[
    ("algorithm", &["alg"]),
    ("api", &["endpoints", "routes", "paths", "operations"]),
    ("availability", &["sla", "slo", "uptime"]),
    ("bulkhead", &["max_concurrency", "concurrency"]),
    ("calls", &["depends_on", "dependencies", "upstreams", "clients"]),
    ("channel", &["topic", "queue", "stream", "exchange"]),
    ("channels", &["topics", "queues", "streams"]),
    ("context", &["domain", "bounded_context", "subdomain"]),
    ("contexts", &["domains", "bounded_contexts", "subdomains"]),
    ("data_model", &["tables", "entities", "collections", "models"]),
    ("dead_letter", &["dlq", "dead_letter_queue", "parking_lot"]),
    ("decisions", &["adrs", "adr"]),
    ("engine", &["technology", "tech", "product", "type"]),
    ("fields", &["columns", "attributes", "properties"]),
    ("instances", &["replicas", "scale", "scaling", "concurrency"]),
    ("integration_points", &["external_systems", "externals", "third_parties"]),
    ("kind", &["type"]),
    ("latency", &["p99", "p95", "response_time"]),
    ("load", &["throughput", "peak_rps", "rps", "traffic"]),
    ("of", &["entity", "table", "model", "caches"]),
    ("owns", &["database", "databases", "store", "stores", "db"]),
    ("partition_by", &["sharding", "shard_by", "shard_key", "sharded_by", "partition_key", "partitioned_by"]),
    ("parameters", &["params", "query", "query_parameters", "path_parameters"]),
    ("payload", &["schema", "body", "data"]),
    ("publishes", &["produces", "emits", "events", "publications"]),
    ("reads", &["uses", "accesses"]),
    ("request", &["body", "request_body", "input"]),
    ("response", &["returns", "result", "output"]),
    ("responses", &["status", "statuses", "errors"]),
    ("retention", &["ttl", "keep", "expires_after"]),
    ("retry", &["retries", "max_attempts"]),
    ("roadmap", &["phases", "milestones", "plan"]),
    ("rpc", &["procedure", "method"]),
    ("rpcs", &["procedures", "methods"]),
    ("service", &["owner", "provider"]),
    ("stack", &["technology", "tech", "language", "framework", "runtime"]),
    ("steps", &["messages", "interactions"]),
    ("stores", &["databases", "datastores", "data_stores"]),
    ("style", &["architecture", "pattern"]),
    ("subscribes", &["consumes", "listens", "handles", "subscriptions"]),
    ("summary", &["description", "purpose", "title"]),
    ("team", &["owner"]),
    ("timeout", &["deadline", "time_limit"]),
    ("ttl", &["lifetime", "expires", "expires_in", "expiry", "max_age", "expiration"]),
];

/// What others call the words of this language.
const WORDS_OTHERWISE: &[(&str, &[&str])] = &[
    ("abac", &["attributes", "policies", "opa", "cedar"]),
    ("active-active", &["multi-site", "multi-region", "hot-standby"]),
    ("api-key", &["token", "access-key"]),
    ("backup-restore", &["backup-and-restore", "backups", "restore", "cold-standby"]),
    ("blob", &["object", "object-storage", "object-store", "files", "file"]),
    ("cache-aside", &["lazy", "lazy-loading", "look-aside"]),
    ("document", &["nosql", "documents"]),
    ("frontend", &["spa", "web", "app", "ui", "client", "mobile"]),
    ("function", &["lambda", "serverless"]),
    ("gateway", &["api-gateway", "proxy", "ingress", "load-balancer"]),
    ("jms", &["mq", "ibm-mq"]),
    ("key-value", &["kv"]),
    ("mtls", &["mutual-tls", "certificate", "certificates", "client-certificate", "tls"]),
    ("oidc", &["sso", "openid", "openid-connect"]),
    ("pub-sub", &["publish-subscribe", "broadcast"]),
    ("rbac", &["roles"]),
    ("rebac", &["relations", "zanzibar", "openfga"]),
    ("relational", &["sql", "rdbms", "database"]),
    ("scheduler", &["cron", "batch", "cronjob", "job"]),
    ("session", &["cookie", "cookies"]),
    ("signature", &["http-signature", "http-signatures", "hmac", "signed"]),
    ("stream-processor", &["stream", "streaming", "flink"]),
    ("time-series", &["tsdb", "metrics"]),
    ("tcp", &["mllp", "modbus"]),
    ("warehouse", &["olap", "columnar", "analytics"]),
    ("worker", &["consumer", "daemon", "background", "processor"]),
    ("write-behind", &["write-back"]),
];

/// The word that another stands for: one that differs in nothing but case and joints, the nearest one, else the one that others
/// call so. The first is beyond doubt.
pub(super) fn meant_word(word: &str, words: &[&'static str]) -> Option<(&'static str, bool)> {
    let plain = |word: &str| word.to_ascii_lowercase().replace(['-', '_', ' '], "");
    if let Some(same) = words.iter().find(|candidate| plain(candidate) == plain(word)) {
        return Some((same, true));
    }
    let joined = word.to_ascii_lowercase().replace(['_', ' '], "-");
    let called = |known: &str| {
        WORDS_OTHERWISE.iter().any(|(candidate, others)| *candidate == known && others.contains(&joined.as_str()))
    };
    let best = nearest(word, words.iter().copied()).or_else(|| words.iter().copied().find(|known| called(known)));
    best.map(|best| (best, false))
}

/// The key that a word stands for: the nearest one, else the one that others call so.
pub(super) fn meant<'c>(word: &str, keys: impl Iterator<Item = &'c str> + Clone) -> Option<&'c str> {
    nearest(word, keys.clone()).or_else(|| {
        let plain = word.to_ascii_lowercase().replace('-', "_");
        let called =
            |key: &str| OTHERWISE.iter().any(|(known, others)| *known == key && others.contains(&plain.as_str()));
        keys.into_iter().find(|key| called(key))
    })
}

/// At most 40 characters of a text, for a message.
#[must_use]
pub fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 && line.len() == text.trim_end().len() {
        return line.to_owned();
    }
    line.chars().take(39).chain(['…']).collect()
}

/// `a`, `b` or `c`, cut where there are many.
pub(super) fn choices(words: &[&str]) -> String {
    let mut shown: Vec<String> = words.iter().take(4).map(|word| format!("`{word}`")).collect();
    if words.len() > shown.len() {
        return format!("{} …", shown.join(", "));
    }
    let last = shown.pop().unwrap_or_default();
    if shown.is_empty() { last } else { format!("{} or {last}", shown.join(", ")) }
}

impl Reader<'_> {
    /// Reads one of these words; which.
    pub(super) fn word(&mut self, node: Node<'_>, words: &[&'static str]) -> Option<usize> {
        let Some(text) = node.as_str() else {
            self.wrong_type(node, "a word");
            return None;
        };
        let found = words.iter().position(|word| *word == text);
        if found.is_none() {
            self.unknown_word(node, words);
        }
        found
    }

    /// Reports a word that is none of the possible ones.
    pub fn unknown_word(&mut self, node: Node<'_>, words: &[&'static str]) {
        let text = node.as_str().unwrap_or_default();
        let best = meant_word(text, words);
        let message = match best {
            Some((best, _)) => format!("`{}` is not possible here, did you mean `{best}`?", shorten(text)),
            None => format!("`{}` is not possible here, it takes {}", shorten(text), choices(words)),
        };
        self.report(ProblemKind::WrongType, node.span(), message);
        if let Some((best, sure)) = best {
            let (title, edits) = (format!("Write `{best}`"), vec![Edit::replace(node.span(), best)]);
            self.mend(if sure { Fix::safe(title, edits) } else { Fix::suggested(title, edits) });
        }
    }
}
