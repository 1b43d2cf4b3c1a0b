//! What the reader sees, written as one line a node.

use super::*;

mod edits;
mod offsets;
mod properties;
mod recovery;

/// A realistic document with every style of value.
const SAMPLE: &str = include_str!("tests/sample.yaml");

/// `kind span-text` of every node, indented; an alias shows its target.
fn show(text: &str) -> String {
    fn walk(node: Node<'_>, depth: usize, out: &mut String) {
        let written = node.span().of(node.tree().text());
        let line = match node.kind() {
            NodeKind::Scalar if node.is_null() => {
                let before = node.tree().text().get(..node.span().start).unwrap();
                format!("null after {}", before.split_whitespace().next_back().unwrap_or_default())
            }
            NodeKind::Scalar => format!("{:?} <{written}>", node.as_str().unwrap()),
            NodeKind::Sequence => format!("seq <{written}>"),
            NodeKind::Mapping => format!("map <{written}>"),
        };
        out.push_str(&format!("{}{}\n", "  ".repeat(depth), line.replace("\r\n", "↵").replace('\n', "↵")));
        for item in node.items().into_iter().flatten() {
            walk(item, depth + 1, out);
        }
        for (key, value) in node.entries().into_iter().flatten() {
            out.push_str(&format!("{}{}:\n", "  ".repeat(depth + 1), key.span().of(node.tree().text())));
            walk(value, depth + 2, out);
        }
    }
    let tree = Tree::read(text);
    let mut out = String::new();
    if let Some(root) = tree.root() {
        walk(root, 0, &mut out);
    }
    for error in tree.errors() {
        out.push_str(&format!("! <{}> {}\n", error.span.of(text).replace('\n', "↵"), error.message));
    }
    out
}

fn assert_shows(text: &str, lines: &[&str]) {
    let shown = show(text);
    assert_eq!(shown.lines().collect::<Vec<_>>(), lines, "{text}");
}

#[test]
fn spans_hold_the_value_only() {
    assert_shows(
        "a: 1   # c\nb:\n  - x  \n  - y: 'q'\n    z:   # n\n  -\n\nl:\n- {p: q, r}\n- - [k: v, \"a\\nb\"]\n",
        &[
            "map <a: 1   # c↵b:↵  - x  ↵  - y: 'q'↵    z:   # n↵  -↵↵l:↵- {p: q, r}↵- - [k: v, \"a\\nb\"]>",
            "  a:",
            "    \"1\" <1>",
            "  b:",
            "    seq <- x  ↵  - y: 'q'↵    z:   # n↵  ->",
            "      \"x\" <x>",
            "      map <y: 'q'↵    z:>",
            "        y:",
            "          \"q\" <'q'>",
            "        z:",
            "          null after z:",
            "      null after -",
            "  l:",
            "    seq <- {p: q, r}↵- - [k: v, \"a\\nb\"]>",
            "      map <{p: q, r}>",
            "        p:",
            "          \"q\" <q>",
            "        r:",
            "          null after r",
            "      seq <- [k: v, \"a\\nb\"]>",
            "        seq <[k: v, \"a\\nb\"]>",
            "          map <k: v>",
            "            k:",
            "              \"v\" <v>",
            "          \"a\\nb\" <\"a\\nb\">",
        ],
    );
}

#[test]
fn byte_order_mark_crlf_emoji_and_block_scalars() {
    assert_shows(
        "\u{feff}名: 😀 好 # é\r\nt: |  # how\r\n\r\n  one\r\n  two\r\n\r\nu: >-\r\n  x\r\ne: |\r\nn: &a !!str\r\nlast: 'é'",
        &[
            "map <名: 😀 好 # é↵t: |  # how↵↵  one↵  two↵↵u: >-↵  x↵e: |↵n: &a !!str↵last: 'é'>",
            "  名:",
            "    \"😀 好\" <😀 好>",
            "  t:",
            "    \"\\none\\ntwo\\n\" <|  # how↵↵  one↵  two>",
            "  u:",
            "    \"x\" <>-↵  x>",
            "  e:",
            "    \"\" <|>",
            "  n:",
            "    null after !!str",
            "  last:",
            "    \"é\" <'é'>",
        ],
    );
}

#[test]
fn aliases_and_merge_keys_are_resolved() {
    assert_shows(
        "base: &b {x: 1, y: 2}\nm:\n  <<: *b\n  y: 3\nn: {<<: [*b, {z: 4}], k: *b}\n",
        &[
            "map <base: &b {x: 1, y: 2}↵m:↵  <<: *b↵  y: 3↵n: {<<: [*b, {z: 4}], k: *b}>",
            "  base:",
            "    map <{x: 1, y: 2}>",
            "      x:",
            "        \"1\" <1>",
            "      y:",
            "        \"2\" <2>",
            "  m:",
            "    map <<<: *b↵  y: 3>",
            "      y:",
            "        \"3\" <3>",
            "      x:",
            "        \"1\" <1>",
            "  n:",
            "    map <{<<: [*b, {z: 4}], k: *b}>",
            "      k:",
            "        map <{x: 1, y: 2}>",
            "          x:",
            "            \"1\" <1>",
            "          y:",
            "            \"2\" <2>",
            "      x:",
            "        \"1\" <1>",
            "      y:",
            "        \"2\" <2>",
            "      z:",
            "        \"4\" <4>",
        ],
    );
}

#[test]
fn equal_keys_are_reported_and_the_first_counts() {
    let text = "a: 1\nb: 2\na: 3\n";
    let tree = Tree::read(text);
    assert_eq!(tree.root().unwrap().get("a").unwrap().as_str(), Some("1"));
    let [error] = tree.errors() else { panic!("{:?}", tree.errors()) };
    assert_eq!((error.span, &error.kind), (Span::new(10, 11), &SyntaxKind::DuplicateKey { first: Span::new(0, 1) }));
    let many: String = (0..40).map(|n| format!("k{}: {n}\n", n % 20)).collect();
    assert_eq!(Tree::read(&many).errors().len(), 20);
}

#[test]
fn empty_documents_have_no_root() {
    for text in ["", "\n", "# only a comment\n", "\u{feff}", "   \n\n"] {
        let tree = Tree::read(text);
        assert!(tree.root().is_none_or(Node::is_null), "{text:?}");
        assert_eq!(tree.errors(), [], "{text:?}");
    }
}

#[test]
fn comments_know_their_line() {
    let tree = Tree::read("# top\na: 1 # end\n  # inner\nb:\n  # in b\n  - x\n");
    let seen: Vec<_> = tree.comments().iter().map(|c| (c.text.as_str(), c.own_line)).collect();
    assert_eq!(seen, [("top", true), ("end", false), ("inner", true), ("in b", true)]);
}

#[test]
fn bombs_are_refused_and_the_rest_is_read() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let items = vec![format!("*a{}", n - 1); 9].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{items}]\n"));
    }
    text.push_str("end: here\n");
    let tree = Tree::read(&text);
    assert!(tree.errors().iter().any(|error| error.kind == SyntaxKind::AliasExpansion));
    assert_eq!(tree.root().unwrap().get("end").unwrap().as_str(), Some("here"));
    let cyclic = Tree::read("a: &a [b, *a]\nc: d\n");
    assert_eq!(cyclic.errors().len(), 1);
    assert_eq!(cyclic.root().unwrap().entries().unwrap().count(), 2);
}

#[test]
fn aliases_cannot_nest_deeper_than_text() {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for n in 1..500 {
        text.push_str(&format!("a{n}: &a{n} [*a{}]\n", n - 1));
    }
    let tree = Tree::read(&text);
    assert!(tree.errors().iter().any(|error| error.kind == SyntaxKind::Limit));
    show(&text);
}

#[test]
fn what_is_too_deep_is_stepped_over() {
    let flow = format!("a: 1\nb: {}{}\nc: 2\n", "[".repeat(1000), "]".repeat(1000));
    let block =
        format!("a: 1\nb:\n{}c: 2\n", (0..1000).map(|n| format!("{}k:\n", " ".repeat(n + 1))).collect::<String>());
    for text in [flow, block] {
        let tree = Tree::read(&text);
        let [error] = tree.errors() else { panic!("{:?}", tree.errors()) };
        assert_eq!(error.kind, SyntaxKind::Limit);
        assert_eq!(tree.root().unwrap().get("c").unwrap().as_str(), Some("2"));
    }
}

#[test]
fn large_texts_are_refused() {
    let text = "a: b\n".repeat(2 << 20);
    let tree = Tree::read(&text);
    assert!(tree.root().is_none());
    assert_eq!(tree.errors()[0].kind, SyntaxKind::Limit);
}

#[test]
fn a_second_document_is_reported() {
    assert_shows(
        "a: 1\n---\nb: 2\n",
        &["map <a: 1>", "  a:", "    \"1\" <1>", "! <---> only one document is read; the rest is ignored"],
    );
}
