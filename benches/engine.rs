//! How long one check takes, from text to answer, and which step takes it.
//!
//! `cargo bench`, or `cargo xtask bench` for the table with the browser's figures beside it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use architrave::diagram;
use architrave::document::{self, Source};
use architrave::engine::Engine;
use architrave::lint::{self, Options};
use architrave::model::Model;
use architrave::protocol::Request;
use architrave::spec::Spec;
use architrave::yaml::Tree;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

#[path = "../tests/generated.rs"]
mod generated;

/// Lines: a first design, a large one, and one that a generator wrote.
const SIZES: [usize; 3] = [300, 2_000, 20_000];

/// Samples of the site, the smallest and the largest among them.
const SAMPLES: [&str; 3] = ["first", "eshop", "order-management"];

/// From text to answer, as the workbench and the command ask for it.
fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    for size in SIZES {
        let text = generated::lines(size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
            let mut engine = Engine::default();
            bencher
                .iter(|| engine.answer(Request::Check { text: black_box(text.clone()), today: None, earlier: None }));
        });
    }
    for name in SAMPLES {
        let text = std::fs::read_to_string(format!("public/samples/{name}.yaml")).unwrap_or_default();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
            let mut engine = Engine::default();
            bencher
                .iter(|| engine.answer(Request::Check { text: black_box(text.clone()), today: None, earlier: None }));
        });
    }
    group.finish();
}

/// The same step by step: YAML, language (with YAML), model, rules.
fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    for size in SIZES {
        let text = generated::lines(size);
        let spec = Spec::read(&text);
        group.bench_with_input(BenchmarkId::new("yaml", size), &text, |bencher, text| {
            bencher.iter(|| Tree::read(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("yaml and language", size), &text, |bencher, text| {
            bencher.iter(|| Spec::read(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("model", size), &spec, |bencher, spec| {
            bencher.iter(|| Model::new(black_box(spec), None));
        });
        group.bench_with_input(BenchmarkId::new("model and rules", size), &spec, |bencher, spec| {
            // Anew each time, since a model keeps what it has worked out.
            bencher.iter(|| lint::check_model(&Model::new(black_box(spec), None), &Options::default()));
        });
    }
    group.finish();
}

/// What each rule costs by itself over a model whose facts are worked out, and the dearest of them.
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn rules(_: &mut Criterion) {
    const ROUNDS: usize = 21;
    const SHOWN: usize = 12;
    for size in [2_000, 20_000] {
        let spec = Spec::read(&generated::lines(size));
        let model = Model::new(&spec, None);
        let took = |options: &Options| {
            let mut times: Vec<Duration> = (0..ROUNDS)
                .map(|_| {
                    let since = Instant::now();
                    black_box(lint::check_model(&model, options));
                    since.elapsed()
                })
                .collect();
            times.sort();
            times.get(ROUNDS / 2).copied().unwrap_or_default()
        };
        let all = took(&Options::default());
        let none = took(&Options { only: Some("none"), ..Options::default() });
        let only = |id| took(&Options { only: Some(id), ..Options::default() }).saturating_sub(none);
        let mut costs: Vec<_> = architrave::rules::all().map(|rule| (only(rule.id), rule.id)).collect();
        costs.sort();
        println!("figure\tall rules at {size} lines, facts known\t{all:.1?}");
        for (time, id) in costs.iter().rev().take(SHOWN) {
            println!("figure\tof these {id}\t{time:.1?}");
        }
    }
}

/// All documents and all diagrams of the largest sample, and the interface of a system that a generator wrote.
fn documents(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("documents");
    let text = std::fs::read_to_string("public/samples/saas-platform.yaml").unwrap_or_default();
    let spec = Spec::read(&text);
    let findings = lint::check(&spec, &Options::default());
    // Everything anew each time, since a model and a source keep what was worked out.
    let documents = |source: &Source<'_>| {
        let written = document::entries(source.model).into_iter().filter_map(|it| document::write(source, &it.id));
        written.map(|text| text.len()).sum::<usize>()
    };
    let diagrams = |source: &Source<'_>| {
        let found = diagram::tabs(source.model).into_iter().filter_map(|tab| source.diagram(&tab.id));
        found.map(|diagram| diagram.drawing().svg.len()).sum::<usize>()
    };
    group.bench_function("all documents of saas-platform", |bencher| {
        bencher.iter(|| documents(&Source::new(&Model::new(&spec, None), &findings)));
    });
    group.bench_function("all diagrams of saas-platform", |bencher| {
        bencher.iter(|| diagrams(&Source::new(&Model::new(&spec, None), &findings)));
    });
    group.bench_function("all documents and all diagrams of saas-platform", |bencher| {
        bencher.iter(|| {
            let model = Model::new(&spec, None);
            let source = Source::new(&model, &findings);
            documents(&source) + diagrams(&source)
        });
    });
    for count in [1_000, 10_000] {
        let paths: String = (0..count).map(|at| format!("  - GET /v1/things-{at}/{{id}}\n")).collect();
        let spec = Spec::read(&format!("services: [things]\napi:\n{paths}"));
        let model = Model::new(&spec, None);
        let source = Source::new(&model, &[]);
        group.throughput(Throughput::Elements(count));
        group.bench_function(BenchmarkId::new("OpenAPI of endpoints", count), |bencher| {
            bencher.iter(|| document::write(&source, "openapi:things").map(|it| it.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, check, steps, rules, documents);
criterion_main!(benches);
