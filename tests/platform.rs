//! Files for those who run the system: what they hold, and what the schemas of others say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use architrave::document::{self, Source};
use architrave::model::{Model, Party, Service};
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
            let text = document::write(&Source::new(&model, &[]), &entry.id);
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
        let source = Source::new(&model, &[]);
        let Some(text) = document::write(&source, "compose") else {
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

/// The objects of a manifest: what kind, the line of the spec that they come from, and what they say.
fn objects(text: &str) -> Vec<(String, String, Tree)> {
    let object = |text: &str| {
        let tree = Tree::read(text);
        let root = tree.root().expect("an object");
        let said = |node: Option<Node<'_>>| node.and_then(Node::as_str).unwrap_or_default().to_owned();
        let annotations = root.get("metadata").and_then(|it| it.get("annotations"));
        let (kind, line) = (said(root.get("kind")), said(annotations.and_then(|it| it.get("architrave/source-line"))));
        (kind, line, tree)
    };
    text.split("---\n").map(object).collect()
}

/// What stands at a path of keys.
fn at<'t>(tree: &'t Tree, path: &[&str]) -> Option<Node<'t>> {
    path.iter().try_fold(tree.root()?, |node, key| node.get(key))
}

#[test]
fn a_policy_lets_through_exactly_the_calls_that_are_stated() {
    let mut seen = 0;
    for (name, text) in written("kubernetes").into_iter().filter(|(name, _)| name != "names" && name != "hostile") {
        let case = cases::all().into_iter().find(|case| case.name == name).expect("its case");
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let line =
            |service: Service<'_>| (case.text[..service.name_span().start].matches('\n').count() + 1).to_string();
        let objects = objects(&text);
        let of = |kind: &'static str| objects.iter().filter(move |(it, line, _)| it == kind && !line.is_empty());
        let name_of = |tree: &Tree| at(tree, &["metadata", "name"]).and_then(Node::as_str).map(str::to_owned);
        let placed: BTreeMap<String, String> =
            of("Deployment").filter_map(|(_, line, tree)| Some((name_of(tree)?, line.clone()))).collect();
        for (_, own, tree) in of("NetworkPolicy") {
            let service = model.services().find(|it| line(*it) == *own).expect("its service");
            let peers = at(tree, &["spec", "egress"]).and_then(Node::items).into_iter().flatten();
            let peers = peers.filter_map(|it| it.get("to")).flat_map(|to| to.items().into_iter().flatten());
            let asked: BTreeSet<&String> = peers
                .filter_map(|it| it.get("podSelector")?.get("matchLabels")?.get("app.kubernetes.io/name")?.as_str())
                .filter_map(|label| placed.get(label))
                .collect();
            let callees = service.calls().filter_map(|call| match call.callee() {
                Some(Party::Service(callee)) => Some(line(callee)),
                _ => None,
            });
            let callees: BTreeSet<String> = callees.filter(|it| it != own).collect();
            let stated: BTreeSet<&String> = placed.values().filter(|it| callees.contains(*it)).collect();
            assert_eq!(asked, stated, "{name}: {}", service.name());
            seen += stated.len();
        }
    }
    assert!(seen > 20, "only {seen} calls");
}

#[test]
fn as_many_instances_run_as_are_stated() {
    let mut seen = 0;
    for (name, text) in written("kubernetes").into_iter().filter(|(name, _)| name != "names" && name != "hostile") {
        let case = cases::all().into_iter().find(|case| case.name == name).expect("its case");
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let number = |tree: &Tree, key: &str| at(tree, &["spec", key])?.as_str()?.parse::<u64>().ok();
        for (kind, line, tree) in objects(&text) {
            let is_own = |service: &Service<'_>| {
                (case.text[..service.name_span().start].matches('\n').count() + 1).to_string() == line
            };
            let Some(service) = model.services().find(is_own) else { continue };
            let stated = (service.min_instances(), service.max_instances());
            match kind.as_str() {
                "HorizontalPodAutoscaler" => {
                    assert_eq!((number(&tree, "minReplicas"), number(&tree, "maxReplicas")), stated, "{name}");
                    seen += 1;
                }
                "Deployment" if number(&tree, "replicas").is_some() => {
                    assert_eq!(number(&tree, "replicas"), stated.0, "{name}: {}", service.name());
                    seen += 1;
                }
                "PodDisruptionBudget" => assert!(stated.0 > Some(1), "{name}: {}", service.name()),
                _ => {}
            }
        }
    }
    assert!(seen > 30, "only {seen}");
}

#[test]
fn a_store_that_is_gone_restarts_nobody() {
    let text = "deployment: { platform: kubernetes }\nservices:\n  - { name: shop, instances: 2, \
                health: { path: /health, checks: [database] }, jobs: [nightly report] }\n";
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let text = document::write(&Source::new(&model, &[]), "kubernetes").expect("it is meant");
    let live = text.split("livenessProbe:\n").nth(1).expect("a probe");
    assert!(live.starts_with("          tcpSocket:\n"), "{live}");
    assert!(text.contains("readinessProbe:\n          httpGet:\n            path: /health\n"), "{text}");
    // The pods of its job are counted by nobody.
    assert_eq!(text.matches("app.kubernetes.io/component: job\n").count(), 1);
    let budget = text.split("kind: PodDisruptionBudget\n").nth(1).expect("a budget");
    assert!(budget.contains("      app.kubernetes.io/component: service\n"), "{budget}");
}

#[test]
fn what_comes_from_outside_reaches_the_gate_and_the_paths_of_webhooks_alone() {
    let text = "deployment: { platform: kubernetes }\nintegration_points: [stripe]\nservices:\n  - { name: edge, kind: gateway, \
                calls: [orders] }\n  - name: orders\n    owns: [files]\n    api: [GET /v1/orders]\nstores: [{ name: files, engine: s3 }]\n\
                webhooks: [{ name: paid, direction: inbound, from: stripe, service: orders, path: \"/hooks/{id}\" }]\n";
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let text = document::write(&Source::new(&model, &[]), "kubernetes").expect("it is meant");
    let ways: Vec<&str> = text.split("kind: Ingress\n").skip(1).collect();
    let paths = |way: &str| -> Vec<String> {
        way.lines().filter_map(|line| line.trim().strip_prefix("- path: ")).map(str::to_owned).collect()
    };
    assert_eq!(ways.iter().map(|way| paths(way)).collect::<Vec<_>>(), [["/"], ["/hooks"]]);
    assert!(ways.iter().all(|way| way.contains("\n  tls:\n")), "{text}");
    // A store of a cloud answers over HTTPS, whatever stands in for it on one machine.
    assert!(text.contains("port: 443\n") && !text.contains("port: 9000\n"), "{text}");
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
