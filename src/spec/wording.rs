//! How messages name what somebody wrote: shortened, as a choice, and with what was probably meant.

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
    ("instances", &["replicas", "scale", "scaling"]),
    ("integration_points", &["external_systems", "externals", "third_parties"]),
    ("kind", &["type"]),
    ("latency", &["p99", "p95", "response_time"]),
    ("load", &["throughput", "peak_rps", "rps", "traffic"]),
    ("of", &["entity", "table", "model", "caches"]),
    ("owns", &["database", "databases", "store", "stores", "db"]),
    ("parameters", &["params", "query", "query_parameters", "path_parameters"]),
    ("payload", &["schema", "body", "data"]),
    ("publishes", &["produces", "emits", "events", "publications"]),
    ("request", &["body", "request_body", "input"]),
    ("response", &["returns", "result", "output"]),
    ("responses", &["status", "statuses", "errors"]),
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
