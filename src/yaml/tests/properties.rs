//! Whatever the text: an answer, and every place inside it.

use proptest::prelude::*;

use super::*;

fn assert_sound(text: &str) {
    let tree = Tree::read(text);
    assert_eq!(tree.text(), text);
    let inside = |span: Span| {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} in {} bytes", text.len());
    };
    for error in tree.errors() {
        inside(error.span);
        assert!(text.is_empty() || !error.span.is_empty(), "{error:?}");
        assert!(error.message.chars().count() <= 100, "{}", error.message);
        error.fix.iter().for_each(|edit| inside(edit.span));
    }
    tree.comments().iter().for_each(|comment| inside(comment.span));
    for (data, place) in tree.nodes.iter().zip(0..) {
        let span = data.at.span();
        inside(span);
        let Some(node) = tree.node(NodeId(place)) else { continue };
        for offset in 0..node.as_str().map_or(0, |value| value.len().min(40)) {
            assert!(node.span().start <= node.map_offset(offset) && node.map_offset(offset) <= node.span().end);
        }
        let (Kind::Sequence { children, .. } | Kind::Mapping { children, .. }) = data.kind else { continue };
        for &child in tree.children_of(children) {
            // What a merge key brings is written elsewhere.
            let written_here = span.contains(tree.data(child).unwrap().at.span());
            assert!(
                written_here
                    || matches!(data.kind, Kind::Mapping { own, .. } if (own as usize) < children.span().len() / 2),
                "{node:?}"
            );
        }
    }
}

/// Edits of a broken document still lie inside it.
fn assert_editable(text: &str) {
    let tree = Tree::read(text);
    let inside = |edits: Vec<crate::text::Edit>| {
        for edit in edits {
            assert!(text.get(edit.span.start..edit.span.end).is_some(), "{edit:?}");
        }
    };
    for id in (0..u32::try_from(tree.nodes.len()).unwrap()).map(NodeId) {
        inside(tree.set(id, "k", "v"));
        inside(tree.push(id, "v"));
        inside(tree.replace(id, "x: y"));
        inside(tree.remove_item(id, 0));
        let keys = tree.node(id).and_then(Node::entries);
        for (key, _) in keys.into_iter().flatten() {
            inside(tree.set(id, key.as_str().unwrap(), "v"));
            inside(tree.remove_entry(id, key.as_str().unwrap()));
            inside(tree.rename_key(key.id(), "n"));
        }
    }
    inside(tree.append_top("x: y"));
}

#[test]
fn every_prefix_of_the_sample_is_read() {
    for (at, _) in SAMPLE.char_indices().step_by(7) {
        assert_sound(SAMPLE.get(..at).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutations_are_read(
        edits in prop::collection::vec((0..SAMPLE.len(), 0..12_usize, "[ \t\r\n:\\-#'\"{}\\[\\],&*!|>%@`?~<a😀好0]{0,4}"), 1..6),
        start in 0..SAMPLE.len(),
    ) {
        let mut text = SAMPLE.to_owned();
        for (at, length, insert) in edits {
            let at = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((at + length).min(text.len()));
            text.replace_range(at..end, &insert);
        }
        let start = text.floor_char_boundary(start);
        let part: String = text.get(start..).unwrap_or_default().chars().take(700).collect();
        assert_sound(&part);
        assert_editable(&part);
        assert_sound(&text);
    }

    #[test]
    fn arbitrary_text_is_read(text in "[ \t\r\n:\\-#'\"{}\\[\\],&*!|>%@`?~<\\\\a😀0\u{feff}]{0,60}") {
        assert_sound(&text);
        assert_editable(&text);
    }

    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        assert_sound(&text);
    }
}
