//! Texts of a spec inside Markdown: shown as they are written, never as markup.

/// A part of a text on one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What stood between backticks.
    Code(String),
    /// The rest.
    Plain(String),
}

/// A text on one line, in parts. Where backticks have no partner, they stand for themselves.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // An odd number would let the last one swallow what follows.
    if text.matches('`').count() % 2 == 1 || text.contains("``") {
        return vec![Part::Plain(text)];
    }
    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    parts
        .map(|(index, part)| if index % 2 == 1 { Part::Code(part.to_owned()) } else { Part::Plain(part.to_owned()) })
        .collect()
}

/// A text on one line. What stands between backticks stays code; every other sign of Markdown or HTML is escaped.
pub(super) fn inline(text: &str) -> String {
    let parts = parts(text).into_iter();
    parts
        .map(|part| match part {
            Part::Code(code) => format!("`{code}`"),
            Part::Plain(plain) => escaped(&plain),
        })
        .collect()
}

/// A text on one line in a cell of a table, where a bar ends the cell even within code.
pub(super) fn cell(text: &str) -> String {
    let parts = parts(text).into_iter();
    parts
        .map(|part| match part {
            Part::Code(code) if code.contains('|') && code.contains('\\') => escaped(&code),
            Part::Code(code) => format!("`{}`", code.replace('|', "\\|")),
            Part::Plain(plain) => escaped(&plain),
        })
        .collect()
}

fn escaped(text: &str) -> String {
    let mut result = String::new();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (index, character) in text.char_indices() {
        match character {
            '<' => result.push_str("&lt;"),
            '&' => result.push_str("&amp;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '!' | '~' => result.extend(['\\', character]),
            // What would begin a heading, a quote, a list or a line.
            '#' | '>' | '-' | '+' | '=' if index == 0 => result.extend(['\\', character]),
            '.' | ')' if digits > 0 && index == digits && !is_followed(text, index) => result.extend(['\\', character]),
            '`' => result.push_str("\\`"),
            _ => result.push(character),
        }
    }
    result
}

/// Whether something other than white space follows a character of one byte.
fn is_followed(text: &str, index: usize) -> bool {
    text.get(index + 1..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
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
        assert_eq!(inline("2. not a list, 3. nor this"), "2\\. not a list, 3. nor this");
        assert_eq!(inline("99.9% of all"), "99.9% of all");
        assert_eq!(cell("a `b|c` `d\\|e`"), "a `b\\|c` d\\\\\\|e");
        assert_eq!(list(["- a", "b | c"]), "- \\- a\n- b \\| c\n");
    }
}
