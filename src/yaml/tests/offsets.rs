//! Offsets in values lead back to the characters they are written with.

use super::*;

/// Every character of the value `a` that is written as itself is found where it is written.
fn assert_maps(text: &str, expected: &str) {
    let tree = Tree::read(text);
    assert_eq!(tree.errors(), [], "{text}");
    let node = tree.root().unwrap().get("a").unwrap();
    let value = node.as_str().unwrap();
    assert_eq!(value, expected);
    let mut last = 0;
    for (offset, character) in value.char_indices() {
        let place = node.map_offset(offset);
        let written = text.get(place..).unwrap().chars().next();
        if !character.is_whitespace() {
            let itself = written == Some(character) || written == Some('\\') || character == '\'';
            assert!(itself, "{character:?} of {value:?} maps to {written:?} in {text:?}");
        }
        assert!(place >= last && place <= node.span().end, "{offset} in {value:?}");
        last = place;
    }
    assert_eq!(node.map_offset(value.len() + 9), node.map_offset(value.len()));
}

#[test]
fn plain_and_quoted() {
    assert_maps("a: one two # c\n", "one two");
    assert_maps("a: 'one'\n", "one");
    assert_maps("a: one\n  two  \n\n  three\n", "one two\nthree");
    assert_maps("a: 'it''s 好\n\n    so'\n", "it's 好\nso");
    assert_maps("a: \"b\\n\\u00e9\\U0001F600\\ud83d\\ude00z\\x41 q\"\n", "b\né😀😀zA q");
    assert_maps("a: \"one \\\n    two\"\n", "one two");
}

#[test]
fn blocks() {
    assert_maps("a: |\n  type Q {\n    x: Int\n\n  }\nb: 1\n", "type Q {\n  x: Int\n\n}\n");
    assert_maps("a: |2-\r\n    deep\r\n  less 😀x\r\nb: 1\r\n", "  deep\nless 😀x");
    assert_maps("a: >\n  one\n  two\n\n  three\n    more\n  end\n", "one two\nthree\n  more\nend\n");
    assert_maps("x: 1\na: |+ # why\n\n   z\n\n", "\nz\n\n");
    let text = "a: |\n  type Q {\n    x: Int\n  }\n";
    let tree = Tree::read(text);
    let node = tree.root().unwrap().get("a").unwrap();
    let offset = node.as_str().unwrap().find("Int").unwrap();
    assert_eq!(node.map_offset(offset), text.find("Int").unwrap());
}
