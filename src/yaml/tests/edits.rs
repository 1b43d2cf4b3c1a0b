//! Every edit shows exactly the intended change, and nothing else moves.

use proptest::prelude::*;

use super::*;
use crate::text::{Edit, apply};

/// What a document says, without places.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Scalar(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

fn value(node: Node<'_>) -> Value {
    changed(node, NodeId(u32::MAX), &|of| of)
}

/// What the document says once `change` is made at the node `at`.
fn changed(node: Node<'_>, at: NodeId, change: &dyn Fn(Value) -> Value) -> Value {
    let whole = if let Some(items) = node.items() {
        Value::List(items.map(|item| changed(item, at, change)).collect())
    } else if let Some(entries) = node.entries() {
        let entry = |(key, of): (Node<'_>, Node<'_>)| (key.as_str().unwrap().to_owned(), changed(of, at, change));
        Value::Map(entries.map(entry).collect())
    } else {
        scalar(if node.is_null() { "" } else { node.as_str().unwrap() })
    };
    if node.id() == at { change(whole) } else { whole }
}

fn scalar(text: &str) -> Value {
    Value::Scalar(text.to_owned())
}

/// Demands that `edits` make the document say `expected` without an error, and lose at most `lost` comments.
fn assert_edit(tree: &Tree, edits: &[Edit], expected: &Value, lost: usize) {
    let after = apply(tree.text(), edits);
    let read = Tree::read(&after);
    assert_eq!(read.errors(), [], "{edits:?}\n{after}");
    assert_eq!(&value(read.root().unwrap()), expected, "{edits:?}\n{after}");
    assert!(read.comments().len() + lost >= tree.comments().len(), "{edits:?}\n{after}");
    if tree.text().contains("\r\n") {
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    }
}

/// All nodes but keys.
fn values(tree: &Tree) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = tree.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        found.push(node);
        waiting.extend(node.items().into_iter().flatten());
        waiting.extend(node.entries().into_iter().flatten().map(|(_, of)| of));
    }
    found
}

/// Comments inside a node, which go when it goes.
fn inside(node: Node<'_>) -> usize {
    node.tree().comments().iter().filter(|comment| node.span().contains(comment.span)).count()
}

const ODD: &str = "\
a:
- x: 1   # c
  y:
  # in
- - p
  - q # d
  -   k: v
      l: 'm'
b: [ one, {}, { e: f, }, [ ], [g: h], 'i', ]
c: {
  d: 1, # first
  e: [x,
    y], # second
}
d: |
  text

e: >-

  folded
f: \"q\"   # z
g: !!map
  h: 1


# end
";

fn variants() -> Vec<String> {
    let bare = |text: &str| text.trim_end().trim_end_matches("# end").trim_end().to_owned();
    let both = [SAMPLE, ODD];
    both.iter().flat_map(|text| [text.to_string(), bare(text), text.replace('\n', "\r\n")]).collect()
}

#[test]
fn set_adds_and_replaces() {
    for text in variants() {
        let tree = Tree::read(&text);
        let root = tree.root().unwrap();
        for node in values(&tree) {
            if node.kind() == NodeKind::Mapping {
                let add = |of| match of {
                    Value::Map(mut entries) => {
                        entries.push(("new".into(), Value::List(vec![scalar("1")])));
                        Value::Map(entries)
                    }
                    of => of,
                };
                assert_edit(&tree, &tree.set(node.id(), "new", "[1]"), &changed(root, node.id(), &add), 0);
            }
            for (key, old) in node.entries().into_iter().flatten() {
                let expected = changed(root, old.id(), &|_| scalar("set"));
                assert_edit(&tree, &tree.set(node.id(), key.as_str().unwrap(), "set"), &expected, inside(old) + 1);
            }
        }
    }
}

#[test]
fn an_item_is_put_before_another() {
    for text in variants() {
        let tree = Tree::read(&text);
        let root = tree.root().unwrap();
        for node in values(&tree).into_iter().filter(|node| node.kind() == NodeKind::Sequence) {
            for index in 0..=node.items().into_iter().flatten().count() {
                let edits = tree.insert_item(node.id(), index, "new");
                let with = |of| match of {
                    Value::List(mut items) if !edits.is_empty() => {
                        items.insert(index, scalar("new"));
                        Value::List(items)
                    }
                    of => of,
                };
                assert_edit(&tree, &edits, &changed(root, node.id(), &with), 0);
            }
        }
    }
}

#[test]
fn an_item_moves_up_with_what_belongs_to_it() {
    for text in variants() {
        let tree = Tree::read(&text);
        let root = tree.root().unwrap();
        for node in values(&tree).into_iter().filter(|node| node.kind() == NodeKind::Sequence) {
            let count = node.items().into_iter().flatten().count();
            for (from, to) in (1..count).flat_map(|from| (0..from).map(move |to| (from, to))) {
                let edits = tree.move_item_up(node.id(), from, to);
                let moved = |of| match of {
                    Value::List(mut items) if !edits.is_empty() => {
                        let item = items.remove(from);
                        items.insert(to, item);
                        Value::List(items)
                    }
                    of => of,
                };
                assert_edit(&tree, &edits, &changed(root, node.id(), &moved), 0);
            }
        }
    }
    let tree = Tree::read("a:\n  - x\n  # of y\n  - y # too\n  - z");
    let list = tree.root().unwrap().get("a").unwrap().id();
    assert_eq!(apply(tree.text(), &tree.move_item_up(list, 1, 0)), "a:\n  # of y\n  - y # too\n  - x\n  - z");
    assert_eq!(apply(tree.text(), &tree.move_item_up(list, 2, 1)), "a:\n  - x\n  - z\n  # of y\n  - y # too");
}

#[test]
fn replace_touches_one_value() {
    let texts = ["plain", "a, b", "it's \"so\"", "x: y", "two\nlines", "", "true", "好😀"];
    for text in variants() {
        let tree = Tree::read(&text);
        let root = tree.root().unwrap();
        for (n, node) in values(&tree).into_iter().filter(|node| node.kind() == NodeKind::Scalar).enumerate() {
            // Each text in turn: all of them at every place take long and show no more.
            for with in texts.iter().skip(n % 4).step_by(4) {
                let expected = changed(root, node.id(), &|_| scalar(with));
                assert_edit(&tree, &tree.replace(node.id(), with), &expected, 0);
            }
        }
    }
}

#[test]
fn remove_takes_one_part() {
    for text in variants() {
        let tree = Tree::read(&text);
        let root = tree.root().unwrap();
        for node in values(&tree) {
            for (n, (key, old)) in node.entries().into_iter().flatten().enumerate() {
                let without = |of| match of {
                    Value::Map(mut entries) => {
                        entries.remove(n);
                        Value::Map(entries)
                    }
                    of => of,
                };
                let edits = tree.remove_entry(node.id(), key.as_str().unwrap());
                assert_edit(&tree, &edits, &changed(root, node.id(), &without), inside(old) + 2);
            }
            for (n, old) in node.items().into_iter().flatten().enumerate() {
                let without = |of| match of {
                    Value::List(mut items) => {
                        items.remove(n);
                        Value::List(items)
                    }
                    of => of,
                };
                let edits = tree.remove_item(node.id(), n);
                assert_edit(&tree, &edits, &changed(root, node.id(), &without), inside(old) + 2);
            }
        }
    }
}

#[test]
fn push_appends() {
    for text in variants() {
        let tree = Tree::read(&text);
        let root = tree.root().unwrap();
        for node in values(&tree).into_iter().filter(|node| node.kind() == NodeKind::Sequence) {
            let more = |of| match of {
                Value::List(mut items) => {
                    items.push(scalar("more"));
                    Value::List(items)
                }
                of => of,
            };
            assert_edit(&tree, &tree.push(node.id(), "more"), &changed(root, node.id(), &more), 0);
        }
    }
}

#[test]
fn sections_go_to_the_end() {
    for text in variants().into_iter().chain(["".into(), "# c".into(), "a: 1".into(), "  a: 1\n".into()]) {
        let tree = Tree::read(&text);
        let after = apply(&text, &tree.append_top("end:\n  - x\n  - y"));
        let read = Tree::read(&after);
        assert_eq!(read.errors(), [], "{after:?}");
        assert_eq!(read.root().unwrap().entries().unwrap().last().unwrap().0.as_str(), Some("end"), "{after}");
        assert_eq!(read.comments().len(), tree.comments().len());
    }
    let text = "a: 1\n---\nb: 1\n";
    assert_eq!(apply(text, &Tree::read(text).append_top("c: 2")), "a: 1\nc: 2\n---\nb: 1\n");
}

/// The text after `edit` of the node at `path`.
fn after(text: &str, path: &[&str], edit: impl Fn(&Tree, NodeId) -> Vec<Edit>) -> String {
    let tree = Tree::read(text);
    let mut node = tree.root().unwrap();
    for step in path {
        node = match step.parse::<usize>() {
            Ok(index) => node.items().unwrap().nth(index).unwrap(),
            Err(_) => node.get(step).unwrap(),
        };
    }
    apply(text, &edit(&tree, node.id()))
}

#[test]
fn what_is_added_takes_the_form_around_it() {
    let set = |tree: &Tree, id| tree.set(id, "k", "v");
    let item = "a:\n  - n: x   # c\n    m: y # d";
    assert_eq!(after(item, &["a", "0"], set), format!("{item}\n    k: v"));
    assert_eq!(after("a: {}\n", &["a"], set), "a: { k: v }\n");
    assert_eq!(after("a: {b: 1}\n", &["a"], set), "a: {b: 1, k: v}\n");
    assert_eq!(after("a: { b: 1, }\n", &["a"], set), "a: { b: 1, k: v }\n");
    assert_eq!(after("a: [b: 1]\n", &["a", "0"], set), "a: [{ b: 1, k: v }]\n");
    assert_eq!(after("a:\nb: 1\n", &["a"], set), "a: { k: v }\nb: 1\n");
    assert_eq!(after("a:\n  k:   # why\n    x: 1\n  l: 2\n", &["a"], set), "a:\n  k: v   # why\n  l: 2\n");
    let rename = |tree: &Tree, id| {
        let (key, _) = tree.node(id).unwrap().entries().unwrap().next().unwrap();
        tree.rename_key(key.id(), "c")
    };
    assert_eq!(after("'a b': 1\n", &[], rename), "'c': 1\n");
}

#[test]
fn anchors_aliases_and_merge_keys_stay() {
    let set = |tree: &Tree, id| tree.set(id, "k", "v");
    assert_eq!(after("a: &x\n  k: 1\nb: *x\n", &[], |t, id| t.set(id, "a", "2")), "a: &x 2\nb: *x\n");
    assert_eq!(after("a: &x {k: 1}\nb: *x\n", &[], |t, id| t.set(id, "b", "2")), "a: &x {k: 1}\nb: 2\n");
    assert_eq!(after("a: &x {k: 1}\nb:\n  <<: *x\n", &["b"], set), "a: &x {k: 1}\nb:\n  <<: *x\n  k: v\n");
    assert_eq!(after("a: &x {k: 1}\nb: {<<: *x}\n", &["b"], set), "a: &x {k: 1}\nb: {<<: *x, k: v}\n");
}

#[test]
fn what_is_taken_out_leaves_no_trace() {
    let item = |index| move |tree: &Tree, id| tree.remove_item(id, index);
    assert_eq!(after("c:\n  - a\n  - b\nd: 1\n", &["c"], item(0)), "c:\n  - b\nd: 1\n");
    assert_eq!(after("c:\n  - a\nd: 1\n", &["c"], item(0)), "c: []\nd: 1\n");
    assert_eq!(after("c:\n- a\nd: 1\n", &["c"], item(0)), "c: []\nd: 1\n");
    assert_eq!(after("c: [a, b, c]\n", &["c"], item(1)), "c: [a, c]\n");
    assert_eq!(after("c:\n  - a\n  - b", &["c"], item(1)), "c:\n  - a");
    let entry = |key| move |tree: &Tree, id| tree.remove_entry(id, key);
    assert_eq!(after("c: { a: 1, b: 2 }\n", &["c"], entry("b")), "c: { a: 1 }\n");
    assert_eq!(after("c: { a: 1, b: 2 }\n", &["c"], entry("a")), "c: { b: 2 }\n");
    assert_eq!(after("c: { a: 1 }\n", &["c"], entry("a")), "c: {}\n");
    assert_eq!(after("- a: 1\n  b: 2\n", &["0"], entry("a")), "- b: 2\n");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quoted_text_reads_back(
        text in r#"[ -~\n\t😀\x{feff}\x{85}]{0,12}|[\-?:,\[\]{}#&*!|>'"%@` a~<]{0,6}|true|null|\.\.\.|---|<<|-1|\PC{0,8}"#,
    ) {
        let quoted = quote(&text);
        for document in [quoted.clone(), format!("a: {quoted}"), format!("[{quoted}, {{ {quoted}: x }}]")] {
            let tree = Tree::read(&document);
            prop_assert_eq!(tree.errors(), &[], "{}", document);
            let root = tree.root().unwrap();
            let item = root.items().and_then(|mut items| items.next());
            let found = root.get("a").or(item).unwrap_or(root);
            prop_assert_eq!(found.as_str(), Some(text.as_str()), "{}", document);
            prop_assert!(!found.is_null() && found.as_bool().is_none());
        }
    }
}
