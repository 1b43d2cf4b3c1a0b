//! One thing is taken from a good design, or altered in it: exactly the rules that answer for it speak.

use std::collections::BTreeSet;

use crate::cases::{Case, check, written};

/// A text of a sample, what stands there instead, and the rules that must report then, and no others.
type Mutation = (&'static str, &'static str, &'static str, &'static [&'static str]);

const MUTATIONS: &[Mutation] = &[
    // Failure.
    (
        "order-management",
        "\n    timeout: 2s\n    retry: { attempts: 3,",
        "\n    retry: { attempts: 3,",
        &["resilience/missing-timeout"],
    ),
    (
        "bff",
        "rpc: Accounts.ListAccounts, timeout: 800ms, during: [GET /mobile",
        "rpc: Accounts.ListAccounts, timeout: 200ms, during: [GET /mobile",
        &["resilience/timeout-below-p99"],
    ),
    (
        "ecommerce",
        "- { to: users, timeout: 3s }",
        "- { to: users, timeout: 3s, retry: { attempts: 2, backoff: exponential, jitter: true }, endpoint: POST /v1/sessions }",
        &["resilience/unsafe-retry"],
    ),
    (
        "order-management",
        "on: [502, 503, 504, timeout]",
        "on: [400, 503, timeout]",
        &["resilience/retry-on-client-error"],
    ),
    (
        "kafka-orders",
        "retry: { attempts: 3, backoff: exponential, delay: 300ms, jitter: true, on:",
        "retry: { attempts: 3, on:",
        &["resilience/retry-without-backoff"],
    ),
    (
        "saas-platform",
        "fallback: the entitlements of the last 10 minutes",
        "fallback: tenants",
        &["resilience/fallback-needs-callee"],
    ),
    // Events.
    ("webhook-ingestion", "idempotent: by delivery id as the entry's key, ", "", &["events/duplicate-handling"]),
    (
        "webhook-ingestion",
        "visibility_timeout: 2m, dead_letter",
        "visibility_timeout: 10s, dead_letter",
        &["events/short-visibility"],
    ),
    ("ecommerce", "    owns: [inventory-db]\n    outbox: true\n", "    owns: [inventory-db]\n", &["events/dual-write"]),
    ("kafka-orders", "payload: PaymentStep, rate: 200/s", "rate: 200/s", &["events/missing-payload"]),
    (
        "collaboration",
        "payload: ChangeApplied, rate: 800/s, size: 2KB",
        "payload: ChangeApplied, rate: 800/s, size: 2MB",
        &["events/oversized-message"],
    ),
    // What the broker, the copies and the dead letters allow.
    (
        "kafka-orders",
        "partitions: 24, replication: 3,",
        "partitions: 24, replication: 2,",
        &["events/thin-replication"],
    ),
    (
        "kafka-orders",
        "retry: { attempts: 5, backoff: exponential, delay: 1s, jitter: true }\n    dead_letter",
        "retry: { attempts: 9, backoff: exponential, delay: 2s, jitter: true }\n    dead_letter",
        &["events/blocking-retry"],
    ),
    (
        "webhook-ingestion",
        "key: paymentId, retention: 14d,",
        "key: paymentId, retention: 30d,",
        &["events/beyond-broker-limit", "events/short-lived-dead-letters"],
    ),
    (
        "webhook-ingestion",
        "broker: sqs, kind: queue, fifo",
        "broker: sqs, kind: topic, fifo",
        &["events/unsupported-by-broker"],
    ),
    (
        "order-management",
        "on: any message in order-events.dlq, notify",
        "on: full disks, notify",
        &["events/unwatched-dead-letters"],
    ),
    ("kafka-orders", "dead_letter: orders.dlq }", "dead_letter: orders.dql }", &["events/unknown-dead-letter"]),
    ("kafka-orders", "dead_letter: orders.dlq }", "dead_letter: orders }", &["events/dead-letter-loop"]),
    (
        "saas-platform",
        "dead_letter: tenancy.dlq, data: [pii]",
        "dead_letter: tenancy.dlq, data: [usage]",
        &["events/personal-data-in-event"],
    ),
    // Sagas.
    (
        "order-management",
        "      - payment.authorised => fulfilment\n",
        "      - payment.declined => fulfilment\n",
        &["saga/unreachable-step"],
    ),
    (
        "order-management",
        "      - payments => payment.authorised\n      - payment.authorised => fulfilment\n",
        "      - payment.authorised => fulfilment\n      - payments => payment.authorised\n",
        &["saga/premature-step"],
    ),
    (
        "ecommerce",
        "      - { event: order.cancelled, handler: release what was reserved, writes: [stock_items] }\n",
        "",
        &["saga/unheard-failure"],
    ),
    (
        "order-management",
        "does: hand over the order, retriable: true, timeout: 4s }\n",
        "does: hand over the order, retriable: true, timeout: 4s }\n      - { from: fulfilment, to: payment-provider, does: capture the amount, timeout: 2s }\n",
        &["saga/early-irreversible-step"],
    ),
    // One model, many views.
    (
        "chat",
        "CreateRoom: { title: \"string(1..80)\"",
        "CreateRoom: { title: \"string(1..800)\"",
        &["contract/too-large-for-column"],
    ),
    ("chat", "lastSequence: \"integer(0..)\"", "lastSequense: \"integer(0..)\"", &["contract/misspelled-field"]),
    ("kafka-orders", "partitions: 24, replication: 3", "partitions: 2, replication: 3", &["events/idle-consumer"]),
    (
        "kafka-orders",
        "does: capture the amount, compensate: publish refund.requested,",
        "does: capture the amount,",
        &["saga/missing-compensation"],
    ),
    (
        "kafka-orders",
        "compensate: publish refund.requested, timeout: 5m,",
        "compensate: publish refund.requested,",
        &["saga/missing-step-timeout"],
    ),
    // Data.
    (
        "order-management",
        "indexes: [ [order_id], [shop_id] ]",
        "indexes: [ [shop_id] ]",
        &["data/unindexed-foreign-key"],
    ),
    (
        "saas-platform",
        "indexes: [ [project_id, status, created_at], [tenant_id, created_at] ]",
        "indexes: [ [project_id], [tenant_id, created_at] ]",
        &["api/unindexed-filter"],
    ),
    (
        "ecommerce",
        "{ on: [email], unique: true, where: deleted_at is null }",
        "{ on: [email], unique: true }",
        &["data/soft-delete-blocks-unique"],
    ),
    (
        "ecommerce",
        "total: numeric(12,2) not null\n      currency: enum(EUR) not null\n      address",
        "total: double precision not null\n      currency: enum(EUR) not null\n      address",
        &["data/money-as-float"],
    ),
    (
        "bff",
        "accounts.id on delete restrict",
        "accounts.number on delete restrict",
        &["data/unknown-foreign-key-column"],
    ),
    ("order-management", "max_connections: 300", "max_connections: 100", &["data/exhausted-connections"]),
    // Caches.
    ("ecommerce", "key: \"product:{id}\", ttl: 10m, staleness: 10m,", "key: \"product:{id}\",", &["cache/missing-ttl"]),
    ("ecommerce", "fields: [id, email, name], key", "key", &["cache/secret-in-cache"]),
    ("ecommerce", "key: \"product:{id}\"", "key: product", &["cache/key-without-id"]),
    // Who may do what.
    (
        "ecommerce",
        "summary: \"The own orders, newest first.\", auth: { scheme: shoppers, owner: customerId }",
        "summary: \"The own orders, newest first.\", auth: public",
        &["auth/public-without-reason"],
    ),
    ("chat", "access_token: { ttl: 15m,", "access_token: { ttl: 6h,", &["auth/long-lived-access-token"]),
    ("chat", "flow: authorization-code-pkce", "flow: implicit", &["auth/implicit-grant"]),
    ("saas-platform", "refresh_token: { ttl: 14d,", "refresh_token: { ttl: 5m,", &["auth/refresh-shorter-than-access"]),
    ("ecommerce", "passwords: { hash: argon2id,", "passwords: { hash: md5,", &["data/weak-password-hash"]),
    (
        "ecommerce",
        "fields: [request_id, trace_id, user_id], redact: [email,",
        "fields: [request_id, trace_id, email], redact: [",
        &["security/personal-data-in-log"],
    ),
    // Real time and webhooks.
    ("chat", "heartbeat: 25s\n", "heartbeat: 180s\n", &["rt/heartbeat-beyond-idle-timeout"]),
    ("chat", "    backplane: kafka\n", "", &["rt/missing-backplane"]),
    ("webhook-ingestion", "    signature: hmac-sha256\n", "", &["webhook/unsigned"]),
    (
        "webhook-ingestion",
        "    replay_window: 5m\n    idempotency: { store: deliveries, key: delivery id, ttl: 7d }\n",
        "",
        &["webhook/duplicate-delivery", "webhook/replayable"],
    ),
    (
        "order-management",
        "    retry: { attempts: 8, backoff: exponential, jitter: true, for: 24h }\n",
        "",
        &["webhook/missing-retry"],
    ),
    (
        "collaboration",
        "    subscriptions: { transport: graphql-transport-ws, backplane: nats, events: [change.applied] }\n",
        "",
        &["graphql/missing-transport"],
    ),
    // Interfaces.
    (
        "ecommerce",
        "response: OrderPage, responses: { 200: OrderPage }, pagination: { kind: cursor, default: 20, max: 100 }, filter",
        "response: \"Order[]\", pagination: none, filter",
        &["api/missing-pagination"],
    ),
    ("order-management", "        location: true\n", "", &["api/created-without-location"]),
    (
        "order-management",
        "path: /v1/exports\n        id: createExport",
        "path: /v1/createExports\n        id: createExport",
        &["api/verb-in-path", "req/unknown-endpoint"],
    ),
    ("ecommerce", "graceful_shutdown: 30s", "graceful_shutdown: 100ms", &["resilience/cut-off-requests"]),
    ("ecommerce", "automatic_rollback: true", "automatic_rollback: false", &["deploy/unwatched-canary"]),
    // Size, availability, plan.
    (
        "kafka-orders",
        "rate_limit: 200/s, receives: [payment-reference]",
        "rate_limit: 50/s, receives: [payment-reference]",
        &["scale/exceeded-quota"],
    ),
    ("chat", "    capacity: 400/s\n", "    capacity: 20/s\n", &["scale/capacity-shortfall"]),
    (
        "order-management",
        "availability: 99.9%\n    latency: { p50",
        "availability: 99.999%\n    latency: { p50",
        &["resilience/availability-shortfall"],
    ),
    (
        "bff",
        "regions: [eu-central-1], zones: 3 }",
        "regions: [us-east-1], zones: 3 }",
        &["security/data-outside-residency"],
    ),
    ("saas-platform", "depends_on: [Tenancy]", "depends_on: [Commerce]", &["roadmap/phase-cycle"]),
    // Stores, caches and secrets.
    (
        "saas-platform",
        "  secrets: { store: vault, rotation: 90d }",
        "  secrets: { store: git }",
        &["security/secrets-in-source"],
    ),
    ("ecommerce", "  secrets: { store: vault, rotation: 90d }\n", "", &["security/unstated-secret-store"]),
    (
        "saas-platform",
        "{ on: [tenant_id, number], unique: true }",
        "{ on: [number], unique: true }",
        &["data/unique-across-tenants"],
    ),
    (
        "kafka-orders",
        "indexes: [ { on: [customer_id, idempotency_key], unique: true }, [expires_at] ]",
        "indexes: [ { on: [customer_id, idempotency_key], unique: true }, [customer_id], [expires_at] ]",
        &["data/redundant-index"],
    ),
    ("chat", "    partition_by: room_id\n", "    partition_by: created_at\n", &["data/skewed-partition"]),
    (
        "order-management",
        "      version: integer not null default 1\n",
        "      version: integer default 1\n",
        &["data/unusable-version-column"],
    ),
    ("ecommerce", "key: \"product:{id}\"", "key: \"user:{id}\"", &["cache/colliding-keys"]),
    (
        "ecommerce",
        "summary: Place an order from the cart., ",
        "summary: Place an order from the cart., cache: { ttl: 60s, scope: private }, ",
        &["cache/cached-write"],
    ),
    ("saas-platform", "request: CreateProject, ", "request: object, ", &["security/untyped-input"]),
    (
        "bff",
        "claims: [sub, iss, aud, exp, iat], audience: bank",
        "claims: [sub, iss, exp, iat]",
        &["auth/unstated-audience"],
    ),
    (
        "saas-platform",
        "rto: 1h\n    rpo: 5m\n    consistency: per-aggregate",
        "rto: 1h\n    rpo: 5m\n    consistency: strong",
        &["req/contradicted-consistency"],
    ),
    // Operations.
    (
        "bff",
        "    stack: [typescript, fastify]\n",
        "    stack: [typescript, fastify]\n    tracing: false\n",
        &["observability/broken-trace"],
    ),
    (
        "order-management",
        "    stack: [rust, axum, sqlx]\n",
        "    stack: [rust, axum, sqlx]\n    image: registry.example/orders:latest\n    disruption_budget: { max_unavailable: 0 }\n",
        &["deploy/floating-image", "deploy/blocking-disruption-budget"],
    ),
    (
        "kafka-orders",
        "{ name: staging, regions: [eu-central-1], zones: 2 }",
        "{ name: staging, regions: [eu-central-1], zones: 4 }",
        &["deploy/weaker-production"],
    ),
    ("kafka-orders", "strategy: warm-standby", "strategy: active-active", &["resilience/active-active-in-one-region"]),
];

/// The same for what is no flaw: it is said elsewhere too.
const HARMLESS: &[(&str, &str, &str)] = &[
    // The channels name their own.
    ("kafka-orders", "    dead_letter: \"{channel}.dlq\"\n", ""),
    // The handler says it too.
    ("kafka-orders", "publishes: [stock.reserved, stock.refused]", "publishes: [stock.reserved]"),
    // Only known queries are answered.
    ("collaboration", "    limits: { depth: 8, complexity: 1000, page: 100 }\n", ""),
    // The system-wide policy cuts the list.
    ("order-management", "        pagination: { kind: cursor, default: 20, max: 100 }\n", ""),
    // What is repeated until it works needs no way back, where nothing can fail after it.
    (
        "order-management",
        "does: authorise the amount, compensate: void the authorisation,",
        "does: authorise the amount, retriable: true,",
    ),
    // Seen ids are kept, and longer than the provider tries.
    ("webhook-ingestion", "    replay_window: 5m\n", ""),
];

/// A sample in which something stands instead of what it says first of that kind.
fn altered(sample: &str, said: &str, instead: &str) -> String {
    let case = Case::sample(sample);
    assert!(case.is_clean(), "{sample} has flaws of its own");
    // A long flow mapping is broken into lines where it happens to fit; the table does not care where.
    let text = unwrapped(&case.text);
    assert!(text.contains(said), "{sample} does not say {said:?}");
    text.replacen(said, instead, 1)
}

/// A text with each flow mapping on one line.
fn unwrapped(text: &str) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        match lines.strip_suffix(",\n") {
            Some(before) => lines = format!("{before}, {}\n", line.trim_start()),
            None => lines += &format!("{line}\n"),
        }
    }
    lines
}

#[test]
fn what_is_said_elsewhere_too_may_be_left_out() {
    for (sample, said, unsaid) in HARMLESS {
        let text = altered(sample, said, unsaid);
        assert_eq!(written(&text, &check(&text)), "", "{sample} without {said:?}");
    }
}

#[test]
fn a_flaw_in_a_good_design_is_reported_by_the_rules_for_it_and_no_others() {
    let mut failures = String::new();
    for (sample, good, flawed, expected) in MUTATIONS {
        let text = altered(sample, good, flawed);
        let findings = check(&text);
        let found: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.id).collect();
        if found != expected.iter().copied().collect() {
            failures +=
                &format!("{sample}: {good:?} became {flawed:?}, expected {expected:?}\n{}", written(&text, &findings));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
