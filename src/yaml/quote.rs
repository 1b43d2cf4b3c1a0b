//! Text → scalar.

use super::{Node, NodeKind, Style};

impl Node<'_> {
    /// It and all below it as YAML that fits on one line, inside brackets too. Comments and anchors are left behind.
    #[must_use]
    pub fn in_one_line(self) -> String {
        match self.kind() {
            NodeKind::Sequence => {
                let items: Vec<String> = self.items().into_iter().flatten().map(Self::in_one_line).collect();
                format!("[{}]", items.join(", "))
            }
            NodeKind::Mapping => {
                let entry = |(key, value): (Self, Self)| format!("{}: {}", key.in_one_line(), value.in_one_line());
                let entries: Vec<String> = self.entries().into_iter().flatten().map(entry).collect();
                if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
            }
            NodeKind::Scalar if self.is_null() => "null".to_owned(),
            NodeKind::Scalar => {
                let text = self.as_str().unwrap_or_default();
                // A number or a truth value stays one, which quotes would make a text.
                let plain = self.style() == Some(Style::Plain)
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
                if plain { text.to_owned() } else { quote(text) }
            }
        }
    }
}

/// Text as a YAML scalar that reads back as exactly this text anywhere, inside brackets too; plain where possible.
#[must_use]
pub fn quote(text: &str) -> String {
    scalar(text, Style::Plain, true)
}

/// Text as a scalar of the given style where the style can hold it, else in quotes.
pub(super) fn scalar(text: &str, style: Style, in_brackets: bool) -> String {
    let simple = !text.chars().any(needs_escape);
    match style {
        Style::Plain if simple && is_plain(text, in_brackets) => text.to_owned(),
        Style::Single if simple => format!("'{}'", text.replace('\'', "''")),
        Style::Plain | Style::Block if simple && text.contains(['"', '\\']) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        _ => double(text),
    }
}

/// Characters that only double quotes can hold on one line.
const fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether text without line breaks reads back as itself, and as text, without quotes.
fn is_plain(text: &str, in_brackets: bool) -> bool {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return false };
    let starts = match first {
        '-' => characters.next().is_some_and(char::is_alphanumeric),
        '?' | ':' | ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => {
            false
        }
        _ => true,
    };
    let special = matches!(text.to_ascii_lowercase().as_str(), "null" | "~" | "true" | "false" | "<<" | "...");
    starts
        && !special
        && text.trim() == text
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !(in_brackets && text.contains([',', '[', ']', '{', '}']))
}

fn double(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if needs_escape(character) => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
