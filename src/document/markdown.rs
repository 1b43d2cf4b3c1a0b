//! Texts of a spec inside Markdown: shown as they are written, never as markup.

/// A text on one line. What stands between backticks stays code; every other sign of Markdown or HTML is escaped.
pub(super) fn inline(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // An odd number would let the last one swallow what follows.
    if text.matches('`').count() % 2 == 1 || text.contains("``") {
        return escaped(&text, true);
    }
    let parts = text.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { format!("`{part}`") } else { escaped(part, false) }).collect()
}

fn escaped(text: &str, backticks: bool) -> String {
    let mut result = String::new();
    for (index, character) in text.char_indices() {
        match character {
            '<' => result.push_str("&lt;"),
            '&' => result.push_str("&amp;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '!' | '~' => result.extend(['\\', character]),
            // What would begin a heading, a quote, a list or a line.
            '#' | '>' | '-' | '+' | '=' if index == 0 => result.extend(['\\', character]),
            '`' if backticks => result.push_str("\\`"),
            _ => result.push(character),
        }
    }
    result
}

/// A paragraph for each of the text's; none where it is empty.
pub(super) fn paragraphs(text: &str) -> String {
    let parts = text.split("\n\n").map(inline).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// A list with an item a line.
pub(super) fn list<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    items.into_iter().map(|item| format!("- {}\n", inline(item))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_as_it_is_written() {
        assert_eq!(inline("a *b* [c](javascript:d) <img src=x>"), "a \\*b\\* \\[c\\](javascript:d) &lt;img src=x>");
        assert_eq!(inline("call `GET /v1/*` first"), "call `GET /v1/*` first");
        assert_eq!(inline("one ` tick <b>"), "one \\` tick &lt;b>");
        assert_eq!(inline("# no heading\nnor two lines"), "\\# no heading nor two lines");
        assert_eq!(list(["- a", "b | c"]), "- \\- a\n- b \\| c\n");
    }
}
