//! Documents as files: what they say, and what their real readers say of them.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use architrave::document::{self, Entry, Format, Source};
use architrave::model::{Endpoint, Model, Websocket};
use architrave::spec::{Items, Spec};
use architrave::yaml::{Node, Tree};

use crate::cases::{self, Case};

/// The cases whose documents are written down.
const GOLDEN: [&str; 4] = ["order-management", "first", "hostile", "interfaces"];

pub(crate) fn hostile() -> Case {
    own("hostile")
}

/// One that says all that an interface can say.
pub(crate) fn interfaces() -> Case {
    own("interfaces")
}

fn own(name: &str) -> Case {
    let text = fs::read_to_string(Path::new("tests/documents").join(name).join("spec.yaml")).expect("it is there");
    Case { name: name.to_owned(), text }
}

/// Every case, and names that a writer must escape: some chosen, some wherever a spec has names or texts, some at every
/// position that takes any.
pub(crate) fn all() -> Vec<Case> {
    let own = [hostile(), interfaces()].into_iter().chain(crate::everywhere::cases());
    cases::all().into_iter().chain(own).chain(crate::design::renamed()).collect()
}

/// The documents of a tab with their texts.
fn documents<'m>(model: &'m Model<'m>, tab: &str) -> Vec<(Entry, String)> {
    let entries = document::entries(model).into_iter().filter(|entry| entry.tab == tab);
    let written = |entry: Entry| {
        let text = document::write(&Source::new(model, &[]), &entry.id).expect("an entry has its document");
        (entry, text)
    };
    entries.map(written).collect()
}

#[test]
fn the_documents_of_known_cases_are_those_that_are_written_down() {
    let mut different = Vec::new();
    for case in all().into_iter().filter(|case| GOLDEN.contains(&case.name.as_str())) {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let mut written = documents(&model, "OpenAPI");
        written.extend(documents(&model, "AsyncAPI"));
        let people: &[&str] = if case.name == "first" { &["Design", "Checklist", "ADRs"] } else { &[] };
        let people = people.iter().flat_map(|tab| documents(&model, tab));
        // A page holds drawings, which change with every stroke.
        written.extend(people.filter(|(entry, _)| entry.format != Format::Html));
        assert!(!written.is_empty(), "{}", case.name);
        for (entry, text) in written {
            let golden = Path::new("tests/documents").join(&case.name).join(&entry.path);
            if std::env::var("UPDATE").is_ok_and(|it| it == "1") {
                fs::create_dir_all(golden.parent().expect("a folder")).expect("made");
                fs::write(&golden, &text).expect("written");
            } else if fs::read_to_string(&golden).unwrap_or_default() != text {
                different.push(golden);
            }
        }
    }
    assert!(different.is_empty(), "`UPDATE=1 cargo test` takes what is right: {different:?}");
}

#[test]
fn every_document_has_an_id_and_a_path_of_its_own() {
    for case in all() {
        let spec = Spec::read(&case.text);
        let entries = document::entries(&Model::new(&spec, None));
        let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let paths: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!((ids.len(), paths.len()), (entries.len(), entries.len()), "{}", case.name);
    }
}

#[test]
fn what_the_spec_says_of_an_interface_stands_in_its_openapi() {
    let mut seen = 0;
    for case in all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let documents = documents(&model, "OpenAPI");
        for endpoint in model.endpoints() {
            let service = endpoint.service().map(|service| format!("openapi:{}", service.name()));
            let id = service.unwrap_or_else(|| "openapi".to_owned());
            let text = documents.iter().find(|(entry, _)| entry.id == id).map(|(_, text)| text);
            let tree = Tree::read(text.unwrap_or_else(|| panic!("{}: no {id}", case.name)));
            assert!(tree.errors().is_empty(), "{}: {:?}", case.name, tree.errors());
            let root = tree.root().expect("a document");
            seen += usize::from(stands_in(endpoint, &model, root, &case.name));
        }
    }
    assert!(seen > 150, "only {seen} endpoints");
}

/// Whether an endpoint is the first of its method and path; if so it has to be there with all that it says.
fn stands_in(endpoint: Endpoint<'_>, model: &Model<'_>, root: Node<'_>, case: &str) -> bool {
    let text = |node: Node<'_>, key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let line = spec_line(model, endpoint.at.span.start);
    let operations = root.get("paths").and_then(Node::entries).into_iter().flatten();
    let method = endpoint.method().word().to_lowercase();
    let mut found = operations.filter_map(|(path, item)| Some((path.as_str()?, item.get(&method)?)));
    let Some((path, operation)) = found.find(|(_, it)| text(*it, "x-source-line") == Some(line.clone())) else {
        let twin = |other: Endpoint<'_>| {
            other.method() == endpoint.method()
                && other.shares_interface_with(endpoint)
                && other.at.span.start < endpoint.at.span.start
                && shape(&other.path().value) == shape(&endpoint.path().value)
        };
        assert!(model.endpoints().any(twin), "{case}: {} is missing", endpoint.label());
        return false;
    };
    assert_eq!(shape(path), shape(&endpoint.path().value), "{case}");
    if let Some(summary) = &endpoint.at.value.summary {
        assert_eq!(text(operation, "summary").as_ref(), Some(&summary.value), "{case}: {}", endpoint.label());
    }
    let names = |node: Node<'_>, key: &str| -> Vec<String> {
        let mut names = Vec::new();
        collect(node, key, &mut names);
        names
    };
    let parameters = names(operation, "name");
    for (name, _) in endpoint.parameters() {
        // An earlier endpoint of the same path may have named it.
        let renamed = endpoint.path_parameters().any(|(it, _)| it == name.value) && path != endpoint.path().value;
        assert!(renamed || parameters.contains(&name.value), "{case}: {} lacks {}", endpoint.label(), name.value);
    }
    let mut keys = Vec::new();
    all_keys(root, &mut keys);
    for usage in endpoint.at.value.request.iter().chain(endpoint.bodies()) {
        for (name, _) in model.all_fields(&usage.value) {
            assert!(keys.contains(&name.value), "{case}: {} lacks the field {}", endpoint.label(), name.value);
        }
    }
    true
}

fn spec_line(model: &Model<'_>, offset: usize) -> String {
    (model.spec.text()[..offset].matches('\n').count() + 1).to_string()
}

/// A path without its query, its parameters' names and what has to be escaped.
fn shape(path: &str) -> Vec<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let plain = |segment: &str| {
        let parameter = segment.starts_with(':') || segment.contains('{') || segment.contains("%7B");
        // White space and what ends a line would be no path.
        let escaped = |c: char| match c {
            '}' => "%7D".to_owned(),
            _ if c.is_whitespace() || c.is_control() => "%20".to_owned(),
            _ => c.to_string(),
        };
        if parameter { "{}".to_owned() } else { segment.chars().map(escaped).collect() }
    };
    path.split('/').map(plain).collect()
}

fn collect(node: Node<'_>, key: &str, found: &mut Vec<String>) {
    for (name, value) in node.entries().into_iter().flatten() {
        if name.as_str() == Some(key) {
            found.extend(value.as_str().map(str::to_owned));
        }
        collect(value, key, found);
    }
    for item in node.items().into_iter().flatten() {
        collect(item, key, found);
    }
}

fn all_keys(node: Node<'_>, found: &mut Vec<String>) {
    for (name, value) in node.entries().into_iter().flatten() {
        found.extend(name.as_str().map(str::to_owned));
        all_keys(value, found);
    }
    for item in node.items().into_iter().flatten() {
        all_keys(item, found);
    }
}

/// Every OpenAPI document of every case as a file.
fn openapi_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for case in all() {
        let spec = Spec::read(&case.text);
        for (entry, text) in documents(&Model::new(&spec, None), "OpenAPI") {
            let file = folder.join(&case.name).join(&entry.path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(&file, text).expect("written");
            files.push(file);
        }
    }
    assert!(files.len() > 40, "only {} documents", files.len());
    files
}

/// Runs a tool of tests/openapi on every document; what it refuses it names.
fn accepted_by(tool: &str, arguments: &[&str]) {
    let folder = std::env::temp_dir().join(format!("architrave-{tool}-{}", std::process::id()));
    let files = openapi_files(&folder);
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi");
    let ended = Command::new("npx")
        .args(["--no-install", tool, "lint"])
        .args(arguments)
        .args(files)
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .current_dir(package)
        .output()
        .expect("npx is installed");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{}", said.lines().filter(|it| it.contains("rror")).collect::<Vec<_>>().join("\n"));
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
#[ignore = "needs `npm ci` in tests/openapi"]
fn redocly_accepts_every_openapi_document() {
    accepted_by("redocly", &["--extends", "recommended", "--format", "stylish"]);
}

#[test]
#[ignore = "needs `npm ci` in tests/openapi"]
fn spectral_accepts_every_openapi_document() {
    accepted_by("spectral", &["--ruleset", "spectral.yaml", "--fail-severity", "error"]);
}

#[test]
#[ignore = "needs openapi-spec-validator for the Python that ARCHITRAVE_PYTHON names"]
fn the_python_validator_accepts_every_openapi_document() {
    let folder = std::env::temp_dir().join(format!("architrave-validator-{}", std::process::id()));
    let files = openapi_files(&folder);
    let python = std::env::var("ARCHITRAVE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut validator = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi/check.py"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("Python is installed");
    let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    validator.stdin.take().expect("it is piped").write_all(list.as_bytes()).expect("the check reads its input");
    assert!(validator.wait().expect("the check ends").success());
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn every_channel_and_event_stands_in_the_asyncapi() {
    for case in all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        let documents = documents(&model, "AsyncAPI");
        let channels = model.channels().map(|it| ("address", it.name().to_owned()));
        let events = model.events().map(|it| ("name", it.name().to_owned()));
        for (key, name) in channels.chain(events) {
            let (_, text) = documents.first().unwrap_or_else(|| panic!("{}: no AsyncAPI", case.name));
            let tree = Tree::read(text);
            assert!(tree.errors().is_empty(), "{}: {:?}", case.name, tree.errors());
            let mut names = Vec::new();
            collect(tree.root().expect("a document"), key, &mut names);
            assert!(names.contains(&name), "{}: {name}", case.name);
        }
        let Some((_, text)) = documents.first() else { continue };
        for way in ["send", "receive"] {
            let frames = |it: &Websocket<'_>| if way == "send" { it.sends.items() } else { it.receives.items() }.len();
            let sockets = model.websockets().filter(|it| frames(it) > 0).count();
            let said = if way == "send" { model.publications().len() } else { model.subscriptions().count() } + sockets;
            let written = text.lines().filter(|line| line.trim() == format!("action: {way}")).count();
            assert_eq!(written, said, "{}: {way}", case.name);
        }
    }
}

#[test]
#[ignore = "needs `npm ci` in tests/asyncapi"]
fn the_real_parser_accepts_every_asyncapi_document() {
    let mut texts = Vec::new();
    for case in all() {
        let spec = Spec::read(&case.text);
        let written = documents(&Model::new(&spec, None), "AsyncAPI").into_iter();
        texts.extend(written.map(|(_, text)| serde_json::json!({ "name": case.name, "text": text })));
    }
    assert!(texts.len() > 10, "only {} documents", texts.len());
    let mut node = Command::new("node")
        .arg("check.mjs")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/asyncapi"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    let input = serde_json::Value::from(texts).to_string();
    node.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the check reads its input");
    assert!(node.wait().expect("the check ends").success());
}
