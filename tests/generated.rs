//! Specs of any size, without chance: the same number always gives the same text.
//!
//! The mix is that of a real system: services with endpoints, calls, events and handlers, schemas, tables with keys and
//! indexes, caches and flows. Some of it is wrong, as it is while somebody writes.

use std::fmt::Write as _;

/// The smallest generated system of at least so many lines.
#[must_use]
pub(crate) fn lines(count: usize) -> String {
    (2..).map(system).find(|text| text.lines().count() >= count).unwrap_or_default()
}

/// A system of so many services, about 60 lines each.
#[must_use]
pub(crate) fn system(services: usize) -> String {
    let mut text = String::from(HEAD);
    section(&mut text, "services", services, service);
    section(&mut text, "schemas", services, schema);
    section(&mut text, "channels", services, channel);
    section(&mut text, "events", services, event);
    section(&mut text, "flows", services, flow);
    section(&mut text, "stores", services, store);
    section(&mut text, "data_model", services, table);
    section(&mut text, "caches", services, cache);
    text.push_str(TAIL);
    text
}

fn section(text: &mut String, name: &str, services: usize, write: fn(&mut String, usize, usize)) {
    let _ = writeln!(text, "{name}:");
    for index in 0..services {
        write(text, index, services);
    }
}

/// Names that are words of no language: `baba`, `ceba`, `diba`.
fn name(index: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"];
    let mut name = String::new();
    let mut rest = index;
    while name.len() < 4 || rest > 0 {
        name.push_str(SYLLABLES.get(rest % SYLLABLES.len()).copied().unwrap_or_default());
        rest /= SYLLABLES.len();
    }
    name
}

/// A schema's name: `Baba`.
fn type_name(index: usize) -> String {
    let name = name(index);
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

const HEAD: &str = "# A generated system.
name: generated
stage: production
requirements:
  quality: { availability: 99%, latency: { p99: 2s }, load: { peak: 100/s } }
defaults:
  endpoint: { auth: people, responses: { 400: Error, 401: Error, 403: Error, 429: Error } }
  subscription: { retry: { attempts: 5, backoff: exponential, jitter: true } }
  event: { version: 1, compatibility: backward, delivery: at-least-once, envelope: standard }
  store: { engine: postgresql, encrypted: true, zones: 3, replicas: 1, backup: { every: 1h, keep: 30d } }
  table:
    fields:
      created_at: timestamptz not null default now()
      updated_at: timestamptz not null default now()
contexts:
  - { name: area-0, team: team-0 }
  - { name: area-1, team: team-1 }
  - { name: area-2, team: team-2 }
  - { name: area-3, team: team-3 }
";

const TAIL: &str = "security:
  authentication:
    - { name: people, kind: oidc, flow: authorization-code-pkce, access_token: 15m, refresh_token: { ttl: 30d, rotation: true, revocable: true } }
  authorization: { model: rbac, default: deny, roles: [admin, member] }
  rate_limit: 100/min per user
observability: { logs: { format: json, redact: [email] }, request_id: true, metrics: prometheus, traces: opentelemetry, health: /health }
";

fn service(text: &mut String, index: usize, services: usize) {
    // Calls go to later services only, so that the deepest chain grows with the size as it does in real systems: slowly.
    let later = |step: usize| (index + 1 + (index * 7 + step) % 5).min(services - 1);
    let (name, ty, heard) = (name(index), type_name(index), name((index * 5 + 1) % services));
    let (area, pool) = (index % 4, 5 + index % 4);
    let _ = write!(
        text,
        "  - name: {name}-service
    summary: Keeps the items of kind {name}.
    context: area-{area}
    team: team-{area}
    stack: [rust, axum]
    owns: [{name}-service-db]
    instances: {{ min: 2, max: {pool}, on: cpu 70% }}
    capacity: 100/s
    outbox: true
    publishes: [{name}.changed]
"
    );
    if later(3) > index {
        let called = self::name(later(3));
        let _ = write!(
            text,
            "    calls:
      - to: {called}-service
        endpoint: GET /v1/{called}-items/{{id}}
        timeout: {}ms
        retry: {{ attempts: 2, backoff: exponential, jitter: true, on: [503, timeout] }}
        circuit_breaker: {{ failures: 5, window: 10s, reset: 30s }}
",
            200 + index % 10 * 50
        );
    }
    let _ = write!(
        text,
        "    subscribes:
      - {{ event: {heard}.changed, idempotent: by event id, handler: keep a copy, writes: [{name}_items] }}
    api:
      - {{ method: GET, path: /v1/{name}-items, response: {ty}Page, pagination: {{ kind: cursor, default: 20, max: 100 }}, reads: [{name}_items] }}
      - method: POST
        path: /v1/{name}-items
        summary: Add one.
        request: New{ty}
        response: {ty}
        responses: {{ 201: {ty}, 409: Error, 422: Error }}
        location: true
        idempotency: key
        writes: [{name}_items]
        emits: [{name}.changed]
      - {{ method: GET, path: \"/v1/{name}-items/{{id}}\", response: {ty}, responses: {{ 200: {ty}, 404: Error }}, reads: [{name}_items] }}
"
    );
}

fn schema(text: &mut String, index: usize, _: usize) {
    let ty = type_name(index);
    if index == 0 {
        text.push_str("  Error: { code: \"string(1..60)\", message: \"string(1..300)\" }\n");
    }
    let _ = write!(
        text,
        "  New{ty}: {{ name: \"string(1..200)\", amount: \"decimal(12,2)\", owner: email pii }}
  {ty}: {{ id: uuid read-only, name: \"string(1..200)\", status: \"enum(open, done)\", createdAt: date-time read-only }}
  {ty}Page: {{ data: \"{ty}[](..100)\", nextCursor: \"string(..200)?\" }}
"
    );
}

fn channel(text: &mut String, index: usize, _: usize) {
    let name = name(index);
    let _ = writeln!(
        text,
        "  - {{ name: {name}-items, broker: kafka, kind: topic, partitions: 12, replication: 3, retention: 7d, key: id, dead_letter: {name}-items.dlq }}"
    );
}

fn event(text: &mut String, index: usize, _: usize) {
    let (name, ty) = (name(index), type_name(index));
    let _ = writeln!(
        text,
        "  - {{ name: {name}.changed, channel: {name}-items, producer: {name}-service, key: id, payload: {ty}, rate: 20/s, size: 1KB }}"
    );
}

fn flow(text: &mut String, index: usize, services: usize) {
    let (name, next) = (name(index), name((index + 1) % services));
    let _ = write!(
        text,
        "  - name: add an item of kind {name}
    trigger: POST /v1/{name}-items
    actor: member
    steps:
      - {{ from: {name}-service, to: {name}-service-db, does: write it, timeout: 1s }}
      - {name}-service => {name}.changed
      - {name}.changed => {next}-service
"
    );
}

fn store(text: &mut String, index: usize, _: usize) {
    let name = name(index);
    let _ = writeln!(text, "  - {{ name: {name}-service-db, size: 20GB, pool: 10, max_connections: 200 }}");
}

fn table(text: &mut String, index: usize, _: usize) {
    let name = name(index);
    let _ = write!(
        text,
        "  - name: {name}_items
    store: {name}-service-db
    aggregate_root: true
    fields:
      id: uuid pk default gen_random_uuid()
      parent_id: uuid -> {name}_items.id on delete set null
      name: varchar(200) not null
      owner: varchar(255) not null pii
      amount: numeric(12,2) not null
      status: enum(open, done) not null default 'open'
    indexes: [ [parent_id], {{ on: [status, created_at] }} ]
    rows: 1000000
    retention: 2y
    queries: [ by status newest first ]
"
    );
}

fn cache(text: &mut String, index: usize, _: usize) {
    let name = name(index);
    let _ = writeln!(
        text,
        "  - {{ name: {name}-items, service: {name}-service, store: in-process, pattern: cache-aside, of: {name}_items, key: \"item:{{id}}\", ttl: 1m, invalidated_by: [{name}.changed] }}"
    );
}
