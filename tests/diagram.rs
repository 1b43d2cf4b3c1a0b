//! Diagrams as text and as drawings.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use architrave::diagram::content::{Content, NodeKind};
use architrave::diagram::{Diagram, Theme, drawn, find, tabs};
use architrave::model::Model;
use architrave::protocol::{Collapse, Severity, View};
use architrave::spec::Spec;
use architrave::text::Span;

mod samples;

fn hostile() -> impl Iterator<Item = Diagram> {
    let long = "x".repeat(300);
    let names = samples::HOSTILE.iter().map(|name| (*name).to_owned()).chain([long]);
    names.flat_map(|name| samples::hostile(&name))
}

#[test]
fn a_drawing_holds_no_markup_of_the_spec() {
    for diagram in hostile() {
        for svg in [diagram.drawing().svg, diagram.file(Theme::Auto)] {
            let (_, body) = svg.split_once("</style>").unwrap_or(("", &svg));
            for tag in body.split('<').skip(1) {
                let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
                let known = ["svg", "g", "title", "rect", "path", "circle", "text", "tspan"];
                assert!(known.contains(&name.trim_start_matches('/')), "<{tag}");
                let (inside, text) = tag.split_once('>').expect("every tag ends");
                // Every other piece lies between quotes.
                let names: String = inside.split('"').step_by(2).collect();
                assert!(!names.contains(" on") && !names.contains("href") && !names.contains("style"), "<{tag}");
                assert!(!text.contains('"') && !text.contains('\''), "quotes are escaped: {text}");
            }
            assert!(!svg.chars().any(|c| c.is_control()), "no control characters");
        }
    }
}

#[test]
fn a_thumbnail_is_shapes_and_lines_of_one_form() {
    let of = |diagram: &Diagram| diagram.thumbnail("<\"a\" & b>").expect("things and arrows");
    for diagram in [samples::map(), samples::large(60, 3), samples::large(1, 1)] {
        let svg = of(&diagram);
        assert!(svg.contains(r#" aria-label="&lt;&quot;a&quot; &amp; b&gt;" "#), "{svg}");
        assert!(
            svg.contains(r#"<path class="shape" d="M"#) && !svg.contains("<text") && !svg.contains("<title"),
            "{svg}"
        );
        let room = svg.split("viewBox=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a view box");
        let room: Vec<f64> = room.split(' ').map(|number| number.parse().expect("a number")).collect();
        assert!((room[2] / room[3] - 16.0 / 9.0).abs() < 0.01 && room[2] >= 560.0, "{room:?}");
    }
    assert_eq!(of(&samples::map()), of(&samples::map()));
    assert!(of(&samples::map()).len() < 8_000);
    for diagram in [samples::data(), samples::large(400, 1)] {
        assert_eq!(diagram.thumbnail(""), None, "{}", diagram.title);
    }
}

#[test]
fn every_element_is_in_the_drawing_under_its_own_id() {
    let known = [samples::map(), samples::data(), samples::sequence(), samples::roadmap()];
    let hostile_spec = all_of(include_str!("documents/hostile/spec.yaml"));
    let of_spec = of_spec().into_iter().chain(hostile_spec).map(|(_, diagram)| diagram);
    for diagram in known.into_iter().chain(of_spec).chain(hostile()) {
        let drawing = diagram.drawing();
        let mut ids: Vec<&str> = drawing.elements.iter().map(|element| element.id.as_str()).collect();
        for id in &ids {
            assert_eq!(drawing.svg.matches(&format!("data-id=\"{id}\"")).count(), 1, "{id} in {}", diagram.title);
            assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{id}");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), drawing.elements.len());
    }
}

#[test]
fn equal_diagrams_give_equal_text() {
    for make in [samples::map, samples::data, samples::sequence, samples::roadmap, || samples::large(60, 3)] {
        assert_eq!(make().drawing(), make().drawing());
        assert_eq!(make().mermaid(), make().mermaid());
    }
}

#[test]
fn too_much_is_drawn_as_an_overview_that_says_so() {
    let drawing = samples::large(400, 1).drawing();
    assert!(drawing.notice.is_some_and(|notice| notice.starts_with("400 elements are too many")));
    assert!(drawing.svg.contains("class=\"node collapsed\""));
    assert!(samples::large(100, 1).drawing().notice.is_none());
}

#[test]
fn focus_keeps_an_element_and_its_neighbours() {
    let focused = samples::map().near("service-payments", 1);
    let Content::Flow(flow) = &focused.content else { panic!("a flow") };
    let labels: Vec<&str> = flow.nodes.iter().map(|node| node.element.label.as_str()).collect();
    assert_eq!(labels, ["orders", "payments", "payments-db", "payments", "stripe"]);
    let groups: Vec<&str> = flow.groups.iter().map(|group| group.element.label.as_str()).collect();
    assert_eq!(groups, ["ordering", "billing"]);
    assert_eq!(samples::map().near("nothing", 1), samples::map());
    let focused = samples::data().near("field-customers-email", 1);
    let Content::Er(er) = &focused.content else { panic!("entities") };
    assert_eq!(er.entities.len(), 3);
}

fn labels(diagram: &Diagram) -> Vec<String> {
    let flow = diagram.content.flow().expect("things and arrows");
    flow.nodes.iter().map(|node| node.element.label.clone()).collect()
}

#[test]
fn a_view_reaches_as_far_as_it_says() {
    let near = |depth| labels(&samples::map().seen(&View { focus: Some("stripe".into()), depth, ..View::default() }));
    assert_eq!(near(0), ["payments", "stripe"], "a name will do, and one step where none is said");
    assert_eq!(near(2), ["orders", "payments", "payments-db", "payments", "stripe"]);
    assert_eq!(near(99), labels(&samples::map()), "all that hangs together");
}

#[test]
fn a_view_leaves_out_kinds() {
    let only = |kinds: &[&str]| View { only: kinds.iter().map(|kind| (*kind).into()).collect(), ..View::default() };
    let kinds: Vec<(String, usize)> = samples::map().kinds().into_iter().map(|it| (it.kind, it.count)).collect();
    let all = [("services", 10), ("stores", 3), ("caches", 1), ("channels", 2), ("externals", 2), ("people", 2)];
    assert_eq!(kinds, all.map(|(kind, count)| (kind.to_owned(), count)));
    assert_eq!(labels(&samples::map().seen(&only(&["stores"]))), ["orders-db", "payments-db", "inventory-db"]);
    assert_eq!(labels(&samples::map().seen(&only(&["gateway"]))), ["api-gateway"], "the word of one kind will do");
    assert_eq!(samples::data().seen(&only(&["stores"])), samples::data(), "tables are all there is");
}

#[test]
fn a_closed_group_is_one_node_that_stands_for_all_that_is_in_it() {
    let these = |names: &[&str]| Collapse::These { groups: names.iter().map(|name| (*name).into()).collect() };
    let seen = |collapse| samples::map().seen(&View { collapse, ..View::default() });
    let closed = seen(these(&["ordering"]));
    let flow = closed.content.flow().expect("things and arrows");
    let node = flow.nodes.iter().find(|node| node.element.label == "ordering").expect("the group");
    assert_eq!((node.kind, node.element.detail.as_str()), (NodeKind::Collapsed, "3 services · 1 store · 1 cache"));
    assert_eq!(node.element.marks, [0, 1, 1], "what is found in it");
    assert!(!labels(&closed).contains(&"orders-db".to_owned()));
    assert_eq!(flow.groups.len(), 2);
    let gateway = flow.nodes.iter().position(|node| node.kind == NodeKind::Gateway);
    let leaving = flow.edges.iter().filter(|edge| Some(edge.from) == gateway);
    assert_eq!(
        leaving.map(|edge| edge.element.label.as_str()).collect::<Vec<_>>(),
        ["2 links"],
        "arrows to it are one"
    );
    assert_eq!(flow.edges.iter().filter(|edge| edge.element.label == "https").count(), 1, "others stay as they are");
    let all = seen(Collapse::AllBut { groups: vec!["billing".into()] });
    assert!(labels(&all).contains(&"invoice-writer".to_owned()) && !labels(&all).contains(&"inventory".to_owned()));
    assert_eq!(seen(these(&["nothing"])), samples::map());
    let drawing = samples::data().seen(&View { collapse: these(&["billing-db"]), ..View::default() }).drawing();
    let states = samples::data().groups(&drawing.elements);
    assert_eq!(states.iter().map(|it| it.closed).collect::<Vec<_>>(), [false, true], "a store of the data model");
    assert!(drawing.elements.iter().any(|it| it.detail == "2 entities"));
}

/// What the drawings of a spec say as Mermaid text.
fn of_spec() -> Vec<(String, Diagram)> {
    let text = include_str!("diagram/shop/spec.yaml");
    assert!(Spec::read(text).problems.is_empty(), "{:?}", Spec::read(text).problems);
    all_of(text)
}

fn all_of(text: &str) -> Vec<(String, Diagram)> {
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let found = tabs(&model).into_iter().filter_map(|tab| Some((tab.id.clone(), find(&model, &tab.id)?)));
    found.collect()
}

#[test]
fn a_spec_has_its_diagrams() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagram/shop"));
    let ids: Vec<String> = of_spec().into_iter().map(|(id, _)| id).collect();
    let expected = [
        "map",
        "data",
        "data:orders-db",
        "data:payments-db",
        "caches",
        "sequence:place order",
        "request:DELETE /v1/orders/{id}",
        "sign-in:people",
        "saga:place order",
        "c4-context",
        "c4-containers",
        "c4-component:orders",
        "deployment:staging",
        "deployment:production",
        "events",
        "contexts",
        "teams",
        "ownership",
        "cache:product-cache",
        "rows:orders",
        "store:receipts",
        "roadmap",
    ];
    assert_eq!(ids, expected);
    for (id, diagram) in of_spec() {
        let path = folder.join(id.replace([':', ' ', '/', '{', '}'], "-")).with_extension("mmd");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, diagram.mermaid()).expect("the folder is there");
        }
        let golden = std::fs::read_to_string(&path).expect("UPDATE=1 writes it");
        assert_eq!(diagram.mermaid(), golden, "{id}; UPDATE=1 accepts it");
    }
}

#[test]
fn findings_are_counted_where_they_are_seen() {
    let text = "services:\n  - name: orders\n    calls: [payments]\n  - payments\napi:\n  - { method: GET, path: /orders, service: orders }\n";
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let at = |part: &str| {
        let start = text.find(part).expect("it is in the text");
        (Severity::Warning, Span::new(start, start + part.len()))
    };
    let findings = [at("[payments]"), at("payments]"), at("/orders")].map(|(severity, span)| {
        match text.get(span.start..=span.start) {
            Some("[") => (severity, Span::new(span.start + 1, span.end - 1)),
            _ => (severity, Span::new(span.start, span.end - 1)),
        }
    });
    let drawn =
        drawn(&model, "map", &View::default(), findings, |span| (span.start, span.end)).expect("there is a map");
    let found = |id: &str| drawn.elements.iter().find(|element| element.id == id).map(|element| element.findings);
    assert_eq!(found("service-orders"), Some([0, 1, 0]));
    assert_eq!(found("call-orders-payments"), Some([0, 2, 0]));
    assert_eq!(found("service-payments"), Some([0, 0, 0]));
}

#[test]
#[ignore = "needs `npm ci` in tests/mermaid"]
fn the_real_parser_accepts_all_mermaid_text() {
    let all_closed = View { collapse: Collapse::AllBut { groups: Vec::new() }, ..View::default() };
    let closed = [samples::map().seen(&all_closed), samples::data().seen(&all_closed)];
    let known = [samples::map(), samples::data(), samples::sequence(), samples::roadmap(), samples::large(50, 1)];
    let known = known.into_iter().chain(closed);
    let hostile_spec = all_of(include_str!("documents/hostile/spec.yaml"));
    let specs = crate::cases::all().into_iter().flat_map(|case| all_of(&case.text));
    let written = of_spec().into_iter().chain(hostile_spec).chain(specs).map(|(_, diagram)| diagram);
    let texts = known.chain(written).chain(hostile());
    let texts = texts.map(|diagram| serde_json::json!({ "name": diagram.title, "text": diagram.mermaid() }));
    let input = serde_json::Value::from_iter(texts).to_string();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mermaid");
    let mut node = Command::new("node")
        .arg("check.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    node.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the check reads its input");
    assert!(node.wait().expect("the check ends").success());
}
