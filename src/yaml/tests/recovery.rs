//! What is still seen after typing errors.

use std::collections::BTreeMap;

use super::*;
use crate::text::apply;

/// Compact: `{key:value }`, `[item,]`.
fn compact(text: &str) -> String {
    fn write(node: Node<'_>, out: &mut String) {
        if let Some(items) = node.items() {
            out.push('[');
            for item in items {
                write(item, out);
                out.push(',');
            }
            out.push(']');
        } else if let Some(entries) = node.entries() {
            out.push('{');
            for (key, value) in entries {
                out.push_str(&format!("{}:", key.as_str().unwrap()));
                write(value, out);
                out.push(' ');
            }
            out.push('}');
        } else {
            out.push_str(node.as_str().unwrap());
        }
    }
    let tree = Tree::read(text);
    let mut out = String::new();
    if let Some(root) = tree.root() {
        write(root, &mut out);
    }
    out
}

/// Path and value of every scalar, list items counted.
fn facts(tree: &Tree) -> BTreeMap<String, usize> {
    fn walk(node: Node<'_>, path: &str, out: &mut BTreeMap<String, usize>) {
        if let Some(items) = node.items() {
            for item in items {
                let name = item.get("name").and_then(Node::as_str).unwrap_or("-");
                walk(item, &format!("{path}/{name}"), out);
            }
        } else if let Some(entries) = node.entries() {
            for (key, value) in entries {
                walk(value, &format!("{path}/{}", key.as_str().unwrap()), out);
            }
        } else {
            *out.entry(format!("{path}={}", node.as_str().unwrap())).or_default() += 1;
        }
    }
    let mut out = BTreeMap::new();
    if let Some(root) = tree.root() {
        walk(root, "", &mut out);
    }
    out
}

/// The share of what the sample says that is still read from each broken copy, on average and in the worst case.
fn seen(broken: impl Iterator<Item = String>) -> (f64, f64, String) {
    let all = facts(&Tree::read(SAMPLE));
    let total: usize = all.values().sum();
    let (mut sum, mut count, mut worst, mut which) = (0.0, 0.0, 1.0, String::new());
    for text in broken {
        let found = facts(&Tree::read(&text));
        let kept: usize = all.iter().map(|(fact, &n)| n.min(found.get(fact).copied().unwrap_or(0))).sum();
        let share = kept as f64 / total as f64;
        (sum, count) = (sum + share, count + 1.0);
        if share < worst {
            let differs = SAMPLE.lines().zip(text.lines()).position(|(a, b)| a != b);
            (worst, which) = (share, format!("line {differs:?}"));
        }
    }
    (sum / count, worst, which)
}

/// Every line of the sample in turn, with what `change` makes of it; lines it returns none for stay out.
fn each_line(change: impl Fn(&str) -> Option<String>) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = SAMPLE.lines().collect();
    // Every third line: all take long and show no more.
    (0..lines.len()).step_by(3).filter_map(move |n| {
        let mut changed: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        changed[n] = change(lines[n])?;
        Some(changed.join("\n") + "\n")
    })
}

fn indent(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap()
}

#[test]
fn most_of_the_document_is_seen_after_a_typing_error() {
    let after = |add: &'static str| move |line: &str| Some(format!("{line}\n{}{add}", indent(line)));
    let cases: Vec<(&str, Box<dyn Iterator<Item = String>>, f64)> = vec![
        ("half-typed key", Box::new(each_line(after("tim"))), 0.98),
        ("half-typed item", Box::new(each_line(after("-"))), 0.96),
        ("stray brace line", Box::new(each_line(after("{"))), 0.97),
        ("stray bracket line", Box::new(each_line(after("]"))), 0.97),
        ("open brace at the end", Box::new(each_line(|line| Some(format!("{line} {{")))), 0.97),
        (
            "missing closing brace",
            Box::new(each_line(|line| line.contains('}').then(|| line.replacen('}', "", 1)))),
            0.98,
        ),
        (
            "missing closing bracket",
            Box::new(each_line(|line| line.contains(']').then(|| line.replacen(']', "", 1)))),
            0.98,
        ),
        (
            "missing opening brace",
            Box::new(each_line(|line| line.contains('{').then(|| line.replacen('{', "", 1)))),
            0.98,
        ),
        ("missing comma", Box::new(each_line(|line| line.contains(',').then(|| line.replacen(',', "", 1)))), 0.98),
        ("missing colon", Box::new(each_line(|line| line.contains(':').then(|| line.replacen(':', "", 1)))), 0.94),
        ("missing space", Box::new(each_line(|line| line.contains(": ").then(|| line.replacen(": ", ":", 1)))), 0.97),
        (
            "double quote opened",
            Box::new(each_line(|line| line.contains(": ").then(|| line.replacen(": ", ": \"", 1)))),
            0.98,
        ),
        (
            "single quote opened",
            Box::new(each_line(|line| line.contains(": ").then(|| line.replacen(": ", ": '", 1)))),
            0.98,
        ),
        ("quote at the end", Box::new(each_line(|line| Some(format!("{line}\"")))), 0.98),
        ("second colon", Box::new(each_line(|line| Some(format!("{line}: x")))), 0.97),
        ("tab", Box::new(each_line(|line| line.starts_with("  ").then(|| line.replacen("  ", "\t", 1)))), 0.98),
        ("one space more", Box::new(each_line(|line| Some(format!(" {line}")))), 0.94),
        ("one space less", Box::new(each_line(|line| line.strip_prefix(' ').map(str::to_owned))), 0.94),
        ("line cut in half", Box::new(each_line(|line| Some(line.get(..line.len() / 2)?.to_owned()))), 0.94),
        ("at sign", Box::new(each_line(|line| line.contains(": ").then(|| line.replacen(": ", ": @", 1)))), 0.98),
    ];
    let mut low = Vec::new();
    for (name, broken, least) in cases {
        let (average, worst, which) = seen(broken);
        println!("{name:24} {:5.1} % on average, {:5.1} % at worst ({which})", average * 100.0, worst * 100.0);
        if average < least {
            low.push((name, average));
        }
    }
    assert!(low.is_empty(), "{low:?}");
}

/// The whole text, what is read of it, and each error's place with its message.
fn assert_reads(text: &str, value: &str, errors: &[(&str, &str)]) {
    let tree = Tree::read(text);
    let found: Vec<_> = tree.errors().iter().map(|error| (error.span.of(text), error.message.as_str())).collect();
    assert_eq!(compact(text), value, "{text}");
    assert_eq!(found, errors, "{text}");
}

#[test]
fn a_half_typed_key_hides_nothing_else() {
    let expected = [("tim", "a key needs a colon and its value: `key: value`")];
    assert_reads("s:\n  - name: a\n    tim\n    team: b\nc: 2\n", "{s:[{name:a team:b },] c:2 }", &expected);
    assert_reads("s:\n  - name: a\n    tim\n  - name: b\nc: 2\n", "{s:[{name:a },{name:b },] c:2 }", &expected);
    assert_reads("s:\n  tim\n  b: 1\nc: 2\n", "{s:{b:1 } c:2 }", &expected);
    assert_reads("tim\nname: x\n", "{name:x }", &expected);
    assert_reads("name: x\ntim", "{name:x }", &expected);
    assert_reads("s:\ntim\n  - a\n", "{s:[a,] }", &expected);
}

#[test]
fn brackets_are_closed_where_their_lines_end() {
    let open = |brackets| format!("this bracket is never closed; `{brackets}` is missing");
    assert_reads("a: [x, y\nb: 1\n", "{a:[x,y,] b:1 }", &[("[", &open("]"))]);
    assert_reads("a:\n  - { to: x, tim\n  - y\nb: 1\n", "{a:[{to:x tim: },y,] b:1 }", &[("{", &open("}"))]);
    assert_reads("a: { x: [1, { y: 2\nb: 1\n", "{a:{x:[1,{y:2 },] } b:1 }", &[("{", &open("}]}"))]);
    let stray = "this bracket is never closed; leave it out, or close it behind its last item";
    assert_reads("a: 1\n{\nb: 2\n", "{a:1 b:2 }", &[("{", stray)]);
    assert_reads("{\na: 1\nb: 2\n", "{a:1 b:2 }", &[("{", stray)]);
    assert_reads("a: {\n  b: 1\n  c: 2\nd: 3\n", "{a:{b:1 c:2 } d:3 }", &[("{", stray)]);
    assert_reads("a: {x: 1}}\nb: 2\n", "{a:{x:1 } b:2 }", &[("}", "this bracket closes nothing that is open")]);
    let missing = "a closing `]` is missing before this";
    assert_reads("a: { x: 1, y: [1, 2 }\nb: 1\n", "{a:{x:1 y:[1,2,] } b:1 }", &[("}", missing)]);
}

#[test]
fn columns_that_do_not_line_up_are_moved() {
    let moved = "the indentation does not line up with the lines above";
    assert_reads("a: 1\n   b: 2\nc: 3\n", "{a:1 b:2 c:3 }", &[("b:", moved)]);
    assert_reads("a:\n    b: 1\n  c: 2\nd: 3\n", "{a:{b:1 c:2 } d:3 }", &[("c:", moved)]);
    assert_reads(" a: 1\nb: 2\nc: 3\n", "{a:1 b:2 c:3 }", &[("a:", moved)]);
}

#[test]
fn fixes_mend_what_they_report() {
    for (broken, mended) in [
        ("a:\n\tb: 1\n\tc:\n\t\td: 1\n", "a:\n  b: 1\n  c:\n    d: 1\n"),
        ("s:\n    - a\n\t- b\n", "s:\n    - a\n    - b\n"),
        ("a: \"x # c\nb: 1\n", "a: \"x\" # c\nb: 1\n"),
        ("a: { b: 'x, c: 1 }\n", "a: { b: 'x', c: 1 }\n"),
        ("a: @x # c\r\nb: 1\r\n", "a: '@x' # c\r\nb: 1\r\n"),
        ("a: \"\\q\"\n", "a: \"\\\\q\"\n"),
        ("name:x\nb: 1\n", "name: x\nb: 1\n"),
        ("a: 1\nservices\n  - x\n", "a: 1\nservices:\n  - x\n"),
    ] {
        let tree = Tree::read(broken);
        let [error] = tree.errors() else { panic!("{broken}: {:?}", tree.errors()) };
        assert_eq!(apply(broken, &error.fix), mended);
        assert_eq!(compact(broken), compact(mended));
    }
}

#[test]
fn a_path_template_in_brackets_is_read_and_can_be_quoted() {
    let text = "api:\n  - { path: /orders/{id}/items/{item}, auth: required }\n  - [GET /jobs/{id}, b]\n";
    assert_eq!(compact(text), "{api:[{path:/orders/{id}/items/{item} auth:required },[GET /jobs/{id},b,],] }");
    let tree = Tree::read(text);
    let fixes: Vec<_> = tree.errors().iter().flat_map(|error| error.fix.clone()).collect();
    let mended = apply(text, &fixes);
    assert!(Tree::read(&mended).errors().is_empty(), "{mended}");
    assert!(mended.contains("path: \"/orders/{id}/items/{item}\", auth"), "{mended}");
}
