//! Names as Mermaid reads them back: as text, whatever they contain.

use super::super::measure::flatten;

/// An id without `-`, which Mermaid takes for the beginning of an arrow.
pub(super) fn word(id: &str) -> String {
    id.replace('-', "_")
}

/// A label in quotes; line breaks stay line breaks.
pub(super) fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(flatten).filter(|line| !line.is_empty()).collect();
    let escaped: Vec<String> = lines.iter().map(|line| entities(line, QUOTED)).collect();
    let joined = escaped.join("<br/>");
    // An empty pair of quotes is refused.
    if joined.is_empty() { "\" \"".to_owned() } else { format!("\"{joined}\"") }
}

/// A name in quotes. Mermaid cannot draw an entity without one.
pub(super) fn named(text: &str) -> String {
    if flatten(text).is_empty() { quoted("(no name)") } else { quoted(text) }
}

/// The rest of a line, without quotes.
pub(super) fn line(text: &str) -> String {
    let flat = flatten(text);
    if flat.is_empty() { "#8203;".to_owned() } else { entities(&flat, "") }
}

/// The name of a task at the beginning of a line, where a word such as `section` or a date would mean something else.
pub(super) fn task(text: &str) -> String {
    let line = line(text);
    // A byte order mark is white space to Mermaid, and a task needs a name.
    if line.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return "#8203;".to_owned();
    }
    match line.chars().next().filter(char::is_ascii_alphanumeric) {
        Some(first) if begins_like_an_instruction(&line) => {
            format!("#{};{}", u32::from(first), line.get(1..).unwrap_or_default())
        }
        _ => line,
    }
}

fn begins_like_an_instruction(line: &str) -> bool {
    const WORDS: [&str; 17] = [
        "gantt",
        "dateformat",
        "inclusiveenddates",
        "topaxis",
        "axisformat",
        "tickinterval",
        "includes",
        "excludes",
        "todaymarker",
        "weekday",
        "weekend",
        "title",
        "acctitle",
        "accdescr",
        "section",
        "click",
        "call",
    ];
    let lower = line.to_lowercase();
    WORDS.iter().chain(&["href", "vert"]).any(|word| lower.starts_with(word))
        || line.starts_with(|c: char| c.is_ascii_digit())
}

/// Signs that mean nothing between quotes.
const QUOTED: &str = "()[]{}:@'";

/// Everything but letters, digits, harmless signs and `more` as a numbered entity, which Mermaid turns back when it draws.
fn entities(text: &str, more: &str) -> String {
    let mut result = String::with_capacity(text.len());
    // Mermaid looks for words such as `end` anywhere in a line: one entity takes the word apart.
    let mut start = true;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let harmless = character.is_alphanumeric()
            || matches!(character, ' ' | '.' | ',' | '_' | '/' | '-' | '+' | '=' | '*' | '?' | '!' | '·' | '→' | '…')
            || more.contains(character)
            || !character.is_ascii();
        if start && is_keyword(rest) || !harmless {
            result.push_str(&format!("#{};", u32::from(character)));
        } else {
            result.push(character);
        }
        start = !character.is_alphanumeric();
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    result
}

/// Whether the text begins with a word that means something to Mermaid even inside a label.
fn is_keyword(text: &str) -> bool {
    const WORDS: [&str; 3] = ["end", "default", "style"];
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    WORDS.contains(&word.to_lowercase().as_str())
}

/// A type or name of an attribute: a letter, then letters, digits, `-` and `_`.
pub(super) fn attribute(text: &str, none: &str) -> String {
    let mut result = String::new();
    for character in flatten(text).chars() {
        let fits = character.is_ascii_alphanumeric() || character == '_';
        match character {
            _ if fits && (character.is_ascii_alphabetic() || !result.is_empty()) => result.push(character),
            _ if !result.is_empty() && !result.ends_with('_') => result.push('_'),
            _ => {}
        }
    }
    let trimmed = result.trim_end_matches('_').len();
    result.truncate(trimmed.min(60));
    if result.is_empty() { none.to_owned() } else { result }
}

/// A comment in quotes that says what the written name and type leave out; empty where they say it all.
pub(super) fn comment(name: &str, written: &str, kind: &str, written_kind: &str, optional: bool) -> String {
    let mut said: Vec<String> = Vec::new();
    if flatten(name) != written {
        said.push(flatten(name));
    }
    if !kind.is_empty() && flatten(kind) != written_kind {
        said.push(flatten(kind));
    }
    if optional {
        said.push("optional".to_owned());
    }
    let said: Vec<String> = said.iter().filter(|part| !part.is_empty()).map(|part| entities(part, QUOTED)).collect();
    if said.is_empty() { String::new() } else { format!(" \"{}\"", said.join(", ")) }
}
