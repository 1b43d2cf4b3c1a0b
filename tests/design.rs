//! The documents for people: that nothing of a spec is lost in them, and that no name of a spec becomes markup.

use std::collections::BTreeSet;

use architrave::document::{self, Source};
use architrave::model::{Model, Service};
use architrave::spec::Spec;
use architrave::spec::service::ServiceKind;
use architrave::text::{self, Edit};
use architrave::yaml::{Node, NodeKind, Tree, quote};

use crate::cases::{self, Case};
use crate::documents;

fn written(case: &Case, id: &str) -> String {
    let spec = Spec::read(&case.text);
    let model = Model::new(&spec, None);
    let findings = cases::check(&case.text);
    document::write(&Source::new(&model, &findings), id).unwrap_or_else(|| panic!("{}: no {id}", case.name))
}

/// Names and texts that end a line, a cell, a string, a tag or a word wherever they can.
const HOSTILE: [&str; 5] = [
    "</script><img src=x onerror=alert(1)>",
    "a \"b\" 'c' `d` | e \\ f: # g",
    "select\nfrom `where` --",
    "🙂*_~[x](javascript:alert(1)) & <!-- ]]>",
    "long long long long long long long long long long long long long long long long long long long long long long \
     long long long long long long long long long long long long long long long long long long long long long long \
     long long long long long long long long long long long long long long long end",
];

/// Samples in which every name, and every text that may say anything, has something hostile behind it.
pub(crate) fn renamed() -> Vec<Case> {
    let samples = ["order-management", "ecommerce", "collaboration", "saas-platform", "eshop"];
    let cases = samples.into_iter().zip(HOSTILE);
    cases
        .map(|(sample, hostile)| Case {
            name: format!("{sample}-renamed"),
            text: rename(&Case::sample(sample).text, hostile),
        })
        .collect()
}

fn rename(text: &str, hostile: &str) -> String {
    let spec = Spec::read(text);
    let names = spec.declared.iter().chain(&spec.used).map(|it| it.span);
    let mut spans: BTreeSet<_> = names.collect();
    if let Some(root) = spec.tree.root() {
        texts(root, &mut |node| {
            spans.insert(node.span());
        });
    }
    let mut edits: Vec<Edit> = Vec::new();
    for span in spans {
        let inside = text.get(span.start..span.end).unwrap_or_default();
        let around = [text.get(..span.start), text.get(span.end..)].map(|it| it.unwrap_or_default());
        // A name within a longer text, such as a column's type, ends where a hostile one would begin.
        let alone =
            around[0].ends_with([' ', '[', '{', '\n', ',']) && around[1].starts_with([',', '\n', ']', '}', ' ', ':']);
        let overlaps = edits.last().is_some_and(|it| it.span.end > span.start);
        let value = inside.trim_matches(['"', '\'']);
        if alone && !overlaps && !inside.contains(['\n', '{', '|']) && is_whole(text, span.start, span.end) {
            edits.push(Edit::replace(span, quote(&format!("{value} {hostile}"))));
        }
    }
    text::apply(text, &edits)
}

/// Whether a span is a whole scalar of the tree and not a part of one.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let line = text.get(start..).unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default();
    let next = rest.chars().next();
    !line.is_empty() && !matches!(next, Some(' ')) || rest.trim_start_matches(' ').starts_with(['#', '}', ']', '\n'])
}

/// The values under keys that may say anything.
fn texts(node: Node<'_>, found: &mut impl FnMut(Node<'_>)) {
    const FREE: [&str; 9] =
        ["summary", "text", "handler", "fallback", "context", "decision", "mitigation", "public_reason", "on_failure"];
    for (key, value) in node.entries().into_iter().flatten() {
        if value.kind() == NodeKind::Scalar && key.as_str().is_some_and(|key| FREE.contains(&key)) {
            found(value);
        }
        texts(value, found);
    }
    node.items().into_iter().flatten().for_each(|item| texts(item, found));
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Said in other words: who may call, and what a procedure gives.
    words.map(str::to_lowercase).filter(|word| !matches!(word.as_str(), "required" | "returns")).collect()
}

/// Every scalar of a spec but for those that are no part of the design.
fn scalars<'t>(node: Node<'t>, found: &mut Vec<&'t str>) {
    const ASIDE: [&str; 6] = ["architrave", "rules", "ignore", "examples", "defaults", "schema_registry"];
    for (key, value) in node.entries().into_iter().flatten() {
        let key = key.as_str().unwrap_or_default();
        if !ASIDE.contains(&key) && !key.starts_with("x-") {
            scalars(value, found);
        }
    }
    node.items().into_iter().flatten().for_each(|item| scalars(item, found));
    found.extend(node.as_str().filter(|_| node.as_bool().is_none()));
}

#[test]
fn every_word_of_a_spec_stands_in_its_design_document() {
    let (mut seen, mut all) = (0, Vec::new());
    for case in cases::all().into_iter().chain([documents::hostile()]) {
        let known = words(&written(&case, "design").replace('\\', ""));
        let tree = Tree::read(&case.text);
        let mut said = Vec::new();
        scalars(tree.root().expect("a spec"), &mut said);
        for scalar in said {
            let lost: Vec<String> = words(scalar).into_iter().filter(|word| !known.contains(word)).collect();
            if !lost.is_empty() {
                all.push(format!("{}: {lost:?} of `{scalar}`", case.name));
            }
            seen += 1;
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(seen > 5_000, "only {seen} scalars");
}

/// What a page shows, without its tags.
fn shown(page: &str) -> String {
    let body = page.split_once("</style>").expect("a style").1.replace("<wbr>", "");
    let texts = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text = texts.collect::<Vec<_>>().join(" ");
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .into_iter()
        .fold(text, |text, (written, shown)| text.replace(written, shown))
}

#[test]
fn a_page_says_what_the_text_says() {
    for case in cases::all().into_iter().step_by(3) {
        let page = words(&shown(&written(&case, "design-html")));
        let tree = Tree::read(&case.text);
        let mut said = Vec::new();
        scalars(tree.root().expect("a spec"), &mut said);
        for scalar in said {
            let lost: Vec<String> = words(scalar).into_iter().filter(|word| !page.contains(word)).collect();
            assert!(lost.is_empty(), "{}: {lost:?} of `{scalar}`", case.name);
        }
    }
}

#[test]
fn whatever_there_is_to_build_stands_in_the_checklist() {
    let mut seen = 0;
    for case in cases::all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        if !document::entries(&model).iter().any(|it| it.id == "checklist") {
            continue;
        }
        let text = written(&case, "checklist").replace('\\', "");
        let ours = |service: &Service<'_>| service.kind() != ServiceKind::Legacy;
        let mut built: Vec<String> = Vec::new();
        for service in model.services().filter(ours) {
            built.extend(service.endpoints().map(|it| it.label()));
            built.extend(service.subscriptions().filter_map(|it| it.event_name()).map(str::to_owned));
            built.extend(service.calls().filter_map(|it| Some(it.at.value.to.as_ref()?.value.0.clone())));
            built.extend(service.stores().map(|it| it.name().to_owned()));
            for table in service.tables() {
                built.push(table.name().to_owned());
                built.extend(table.columns().map(|it| it.name.value.clone()));
            }
        }
        built.extend(model.endpoints().filter(|it| it.service().is_none()).map(|it| it.label()));
        for name in built {
            assert!(text.contains(&format!("`{name}`")), "{}: {name}", case.name);
            seen += 1;
        }
    }
    assert!(seen > 1_000, "only {seen}");
}

#[test]
fn the_eight_chapters_stand_in_their_order_and_an_empty_one_says_what_to_write() {
    const CHAPTERS: [&str; 8] = [
        "System overview",
        "API specification",
        "Database design",
        "Architecture decisions",
        "Security",
        "Scalability plan",
        "Deployment architecture",
        "Implementation roadmap",
    ];
    let empty = Case { name: "empty".to_owned(), text: "name: nothing yet\n".to_owned() };
    for case in cases::all().into_iter().chain([empty]) {
        let text = written(&case, "design");
        let titles: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        for (number, chapter) in CHAPTERS.iter().enumerate() {
            assert_eq!(titles[number], format!("{}. {chapter}", number + 1), "{}", case.name);
        }
        // A policy's placeholder stands for a name.
        assert!(!text.contains("{channel}"), "{}", case.name);
        // Each part has something below it.
        let mut lines = text.lines().filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let ends = lines.peek().is_none_or(|next| next.starts_with("## ") || next.starts_with("### "));
            assert!(!(line.starts_with("### ") && ends), "{}: {line} is empty", case.name);
        }
    }
    let text = written(&Case { name: String::new(), text: "name: nothing yet\n".to_owned() }, "design");
    for key in ["services", "api", "stores", "data_model", "decisions", "deployment.environments", "roadmap", "risks"] {
        assert!(text.contains(&format!("`{key}`")), "nothing says that `{key}` is missing");
    }
}

#[test]
fn findings_stand_in_it_with_their_reasons() {
    let kept = "# architrave-ignore resilience/missing-timeout: the provider hangs up by itself\n      - shipping\n";
    let spec =
        format!("services:\n  - name: orders\n    calls:\n      - payments\n      {kept}  - payments\n  - shipping\n");
    let text = written(&Case { name: String::new(), text: spec }, "design");
    assert!(text.contains("`resilience/missing-timeout`"), "{text}");
    assert!(text.contains("the provider hangs up by itself"), "{text}");
    assert!(!text.contains("Nothing is open"), "{text}");
}

#[test]
fn a_draft_is_gone_once_the_spec_records_its_decision() {
    let drafts = |text: &str| {
        let spec = Spec::read(text);
        let entries = document::entries(&Model::new(&spec, None)).into_iter();
        entries.filter(|it| it.id.starts_with("decision-draft:")).collect::<Vec<_>>()
    };
    let mut seen = BTreeSet::new();
    for case in cases::all() {
        for draft in drafts(&case.text) {
            let record = written(&case, &draft.id);
            assert!(record.starts_with("---\nstatus: proposed\n---\n"), "{}", draft.id);
            assert!(record.contains("## Context and problem statement\n\n- "), "{}: {}", case.name, draft.id);
            let options = record.split("## Considered options\n\n").nth(1).expect("options");
            let options = options.lines().take_while(|line| line.starts_with("- ")).count();
            assert!(options > 1, "{}: {} weighs nothing", case.name, draft.id);
            // What it offers to be written into the spec is taken by it.
            let yaml = record.split("```yaml\n").nth(1).and_then(|it| it.split("```").next()).expect("an offer");
            let item = yaml.strip_prefix("decisions:\n").expect("a section");
            let recorded = match case.text.split_once("\ndecisions:\n") {
                Some((before, after)) => format!("{before}\ndecisions:\n{item}{after}"),
                None => format!("{}\n{yaml}", case.text),
            };
            assert!(drafts(&recorded).iter().all(|it| it.id != draft.id), "{}: {}", case.name, draft.id);
            seen.insert(draft.id);
        }
    }
    assert!(seen.len() > 10, "only {seen:?}");
}

#[test]
fn every_link_of_a_table_of_contents_leads_somewhere() {
    for case in cases::all().into_iter().step_by(4) {
        let page = written(&case, "design-html");
        for link in page.split("href=\"#").skip(1) {
            let id = link.split('"').next().expect("it ends");
            assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{}: #{id}", case.name);
        }
    }
}

#[test]
fn a_page_holds_no_tag_and_no_attribute_that_a_spec_brought() {
    const TAGS: [&str; 47] = [
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "nav",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "ul",
        "li",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "code",
        "pre",
        "br",
        "wbr",
        "small",
        "section",
        "label",
        "input",
        "span",
        "figure",
        "figcaption",
        "svg",
        "g",
        "path",
        "rect",
        "text",
        "tspan",
        "line",
        "circle",
        "ellipse",
        "polygon",
    ];
    let named = |case: &Case| ["hostile", "renamed", "chat"].iter().any(|part| case.name.contains(part));
    for case in documents::all().into_iter().filter(named) {
        let page = written(&case, "design-html");
        let body = page.split_once("</style>").expect("a style").1;
        assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{}", case.name);
        for tag in body.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("it ends");
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
            assert!(TAGS.contains(&name), "{}: <{tag}>", case.name);
            // Outside of quotes stand names of attributes and nothing else.
            let bare: String = tag.split('"').step_by(2).collect();
            let ours = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '=' | '-' | '/' | ':');
            assert!(bare.chars().all(ours) && !bare.contains(" on"), "{}: <{tag}>", case.name);
        }
        for word in ["http://", "https://", "url("] {
            let loads = body.match_indices(word).any(|(at, _)| {
                let before = body.get(..at).unwrap_or_default();
                before.ends_with("src=\"") || before.ends_with("href=\"")
            });
            assert!(!loads, "{}: something is loaded", case.name);
        }
    }
}

#[test]
fn every_row_of_a_table_has_as_many_cells_as_its_head() {
    let cells = |line: &str| {
        let mut escaped = false;
        let mut count = 0;
        for character in line.chars() {
            match character {
                '\\' => escaped = !escaped,
                '|' if !escaped => count += 1,
                _ => escaped = false,
            }
        }
        count
    };
    let mut rows = 0;
    for case in documents::all() {
        for id in ["design", "checklist"] {
            let spec = Spec::read(&case.text);
            if id == "checklist" && !document::entries(&Model::new(&spec, None)).iter().any(|it| it.id == id) {
                continue;
            }
            let text = written(&case, id);
            let mut expected = 0;
            let mut fence: Option<String> = None;
            for line in text.lines() {
                if let Some(open) = &fence {
                    if line == open {
                        fence = None;
                    }
                    continue;
                }
                // Outside of code no sign begins a tag.
                let plain: String = line.replace("\\`", "").split('`').step_by(2).collect();
                let tag = plain.match_indices('<').find(|(at, _)| !plain[*at..].starts_with("<br>"));
                assert!(tag.is_none(), "{}: {line:?}", case.name);
                if line.starts_with("```") {
                    fence = Some(line.chars().take_while(|c| *c == '`').collect());
                } else if !line.starts_with('|') {
                    expected = 0;
                } else if expected == 0 {
                    expected = cells(line);
                } else {
                    assert_eq!(cells(line), expected, "{}: {line:?}", case.name);
                    rows += 1;
                }
            }
        }
    }
    assert!(rows > 1_000, "only {rows} rows");
}
