//! How long one check takes, from text to answer, as the workbench and the command ask for it.
//!
//! `cargo bench`, or `cargo xtask bench` for the table with the browser's figures beside it.

use std::fmt::Write as _;
use std::hint::black_box;

use architrave::engine::Engine;
use architrave::protocol::Request;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Lines: a first design, a large one, and one that a generator wrote.
const SIZES: [usize; 3] = [300, 2_000, 20_000];

fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    for size in SIZES {
        let text = lines(size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
            let mut engine = Engine::default();
            bencher.iter(|| engine.answer(Request::Check { text: black_box(text.clone()), today: None }));
        });
    }
    group.finish();
}

criterion_group!(benches, check);
criterion_main!(benches);

/// The smallest generated system of at least so many lines.
fn lines(count: usize) -> String {
    (2..).map(system).find(|text| text.lines().count() >= count).unwrap_or_default()
}

/// A system of so many services, each with a database, a table, an event, two endpoints and a call; no chance in it.
fn system(services: usize) -> String {
    let mut text = String::from("name: generated\nservices:\n");
    for index in 0..services {
        let (callee, heard) = ((index * 7 + 3) % services, (index * 5 + 1) % services);
        let _ = write!(
            text,
            "  - name: service-{index}
    owns: [service-{index}-db]
    calls:
      - to: service-{callee}
        timeout: 300ms
        retry: {{ attempts: 2, backoff: exponential, jitter: true }}
    publishes: [service-{index}.changed]
    subscribes:
      - {{ event: service-{heard}.changed, idempotent: by event id, dead_letter: service-{index}.dlq }}
    api:
      - GET /v1/service-{index}/items
      - {{ method: POST, path: /v1/service-{index}/items, auth: required, request: Item, response: Item }}
"
        );
    }
    text.push_str("events:\n");
    for index in 0..services {
        let _ = writeln!(text, "  - {{ name: service-{index}.changed, producer: service-{index}, payload: Item }}");
    }
    text.push_str("schemas:\n  Item: { id: uuid read-only, name: \"string(1..200)\" }\nstores:\n");
    for index in 0..services {
        let _ = writeln!(text, "  - {{ name: service-{index}-db, engine: postgresql, kind: relational }}");
    }
    text.push_str("data_model:\n");
    for index in 0..services {
        let _ = write!(
            text,
            "  - name: items_{index}
    store: service-{index}-db
    fields:
      id: uuid pk
      name: varchar(200) not null
      created_at: timestamptz not null default now()
    indexes: [[created_at]]
"
        );
    }
    text
}
