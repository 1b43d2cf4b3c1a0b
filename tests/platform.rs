//! Files for those who run the system: what they hold, and what the schemas of others say of them.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use architrave::document::{self, Source};
use architrave::model::Model;
use architrave::spec::Spec;
use architrave::spec::service::ServiceKind;
use architrave::yaml::{Node, Tree};

use crate::cases;

/// Names that mean something to a shell, to YAML, to Compose, or that no address can have.
const NAMES: [&str; 14] = [
    "",
    "\"",
    "'",
    "</script>",
    "a\nb: c\n---\nkind: Secret",
    "${HOME}",
    "$(rm -rf /)",
    "😀",
    "订单服务",
    "Orders",
    "orders",
    "-",
    "123",
    "# comment",
];

/// A system with those names, and one of 300 letters, in every place that these files use.
fn hostile() -> String {
    let long = "x".repeat(300);
    let quoted = |name: &str| serde_json::Value::from(name).to_string();
    let names: Vec<&str> = NAMES.into_iter().chain([long.as_str()]).collect();
    let list = |make: &dyn Fn(&str) -> String| names.iter().map(|name| make(&quoted(name))).collect::<String>();
    let services = list(&|name| {
        format!(
            "  - {{ name: {name}, public: true, owns: [{name}], calls: [{name}, orders], instances: {{ min: 2, max: 4, on: {name} }}, health: {name}, jobs: [{name}, nightly, nightly], publishes: [{name}], api: [{{ method: GET, path: \"/{{id}}\" }}] }}\n"
        )
    });
    let stores = list(&|name| format!("  - {{ name: {name}, engine: postgresql }}\n"));
    let channels = list(&|name| format!("  - {{ name: {name}, broker: {name} }}\n"));
    let events = list(&|name| format!("  - {{ name: {name}, channel: {name} }}\n"));
    let externals = list(&|name| format!("  - {{ name: {name} }}\n"));
    let environments = list(&|name| format!("    - {{ name: {name}, zones: 3 }}\n"));
    format!(
        "name: {}\nservices:\n{services}integration_points:\n{externals}stores:\n{stores}channels:\n{channels}events:\n{events}deployment:\n  platform: kubernetes\n  environments:\n{environments}",
        quoted("</script>\nkind: Secret # \"${X}\"")
    )
}

/// The documents of a kind, with the case that each belongs to.
fn written(kind: &str) -> Vec<(String, String)> {
    let hostile_spec = fs::read_to_string("tests/documents/hostile/spec.yaml").expect("it is there");
    let cases = cases::all().into_iter().map(|case| (case.name, case.text));
    let all = cases.chain([("names".to_owned(), hostile()), ("hostile".to_owned(), hostile_spec)]);
    let mut found = Vec::new();
    for (name, text) in all {
        let spec = Spec::read(&text);
        let model = Model::new(&spec, None);
        for entry in document::entries(&model).into_iter().filter(|it| it.id.split(':').next() == Some(kind)) {
            let text = document::write(Source { model: &model, findings: &[] }, &entry.id);
            found.push((name.clone(), text.expect("an entry has its document")));
        }
    }
    found
}

#[test]
fn what_runs_stands_in_the_compose_file() {
    let mut seen = 0;
    for case in cases::all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let source = Source { model: &model, findings: &[] };
        let Some(text) = document::write(source, "compose") else {
            assert!(model.services().all(|it| it.kind() == ServiceKind::Frontend), "{}", case.name);
            continue;
        };
        let tree = Tree::read(&text);
        assert!(tree.errors().is_empty(), "{}: {:?}", case.name, tree.errors());
        let lines = source_lines(tree.root().expect("a document"));
        let line = |offset: usize| (case.text[..offset].matches('\n').count() + 1).to_string();
        for service in model.services().filter(|it| it.kind() != ServiceKind::Frontend) {
            let line = line(service.name_span().start);
            assert!(lines.contains(&line), "{}: {}", case.name, service.name());
            seen += 1;
        }
        for store in model.stores() {
            let inside = store.at.value.engine.as_ref().is_some_and(|it| it.value == "localstorage");
            let told = text.contains(&format!("# {}: no image is known", store.name()));
            let line = line(store.at.span.start);
            assert!(inside || told || lines.contains(&line), "{}: {}", case.name, store.name());
        }
        for channel in model.channels() {
            let Some(broker) = &channel.at.value.broker else { continue };
            let there =
                text.contains(&format!("\n  {}:\n", broker.value)) || text.contains(&format!("# {}: ", broker.value));
            assert!(there, "{}: {}", case.name, broker.value);
        }
    }
    assert!(seen > 60, "only {seen} services");
}

/// The lines of the spec that the services of a Compose file name.
fn source_lines(root: Node<'_>) -> Vec<String> {
    let services = root.get("services").and_then(Node::entries).into_iter().flatten();
    services.filter_map(|(_, service)| Some(service.get("x-source-line")?.as_str()?.to_owned())).collect()
}

#[test]
fn every_process_is_deployed_where_kubernetes_runs_it() {
    let mut seen = 0;
    for (name, text) in written("kubernetes").into_iter().filter(|(name, _)| name != "names" && name != "hostile") {
        let case = cases::all().into_iter().find(|case| case.name == name).expect("its case");
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        for service in model.services().filter(|it| it.is_long_running() && it.is_placed()) {
            let line = case.text[..service.name_span().start].matches('\n').count() + 1;
            let deployed = text.split("---\n").any(|object| {
                object.contains("\nkind: Deployment\n")
                    && object.contains(&format!("architrave/source-line: \"{line}\""))
            });
            let elsewhere = model.environments().any(|it| it.at.value.services.is_some());
            assert!(deployed || elsewhere, "{name}: {}", service.name());
            seen += usize::from(deployed);
        }
        for store in model.stores() {
            assert!(text.contains(&format!("# {}: runs outside", store.name())), "{name}: {}", store.name());
        }
    }
    assert!(seen > 40, "only {seen} deployments");
}

#[test]
fn no_line_of_a_spec_becomes_an_object() {
    for (name, text) in written("kubernetes").into_iter().chain(written("compose")) {
        assert!(!text.contains("kind: Secret\n"), "{name}");
        assert!(text.lines().all(|line| !line.starts_with("b: c")), "{name}");
    }
}

#[test]
#[ignore = "needs `npm ci` in tests/platform"]
fn the_schemas_of_others_accept_every_file() {
    let of = |kind: &'static str| {
        let written = written(kind).into_iter();
        written.map(
            move |(name, text)| serde_json::json!({ "name": format!("{name} ({kind})"), "kind": kind, "text": text }),
        )
    };
    let documents: Vec<serde_json::Value> = of("compose").chain(of("kubernetes")).collect();
    assert!(documents.len() > 30, "only {} documents", documents.len());
    let mut node = Command::new("node")
        .arg("check.mjs")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/platform"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    let input = serde_json::Value::from(documents).to_string();
    node.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the check reads its input");
    assert!(node.wait().expect("the check ends").success());
}
