//! Names of a spec as identifiers of other languages.

use std::collections::BTreeSet;

use super::json_schema::unique;
use crate::model::words;

/// Letters, digits and `_`, beginning with a letter; `fallback` where nothing is left.
pub(super) fn identifier(name: &str, fallback: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' };
    let text: String = name.trim().chars().take(80).map(fits).collect();
    let text = text.trim_matches('_');
    match text.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}_{text}"),
        Some(_) => text.to_owned(),
    }
}

/// The same as the name of a type: `order item` is `OrderItem`.
pub(super) fn type_name(name: &str, fallback: &str) -> String {
    let plain = identifier(name, fallback);
    if plain.starts_with(|c: char| c.is_ascii_uppercase()) && !name.contains([' ', '-', '.']) {
        return plain;
    }
    let mut result = String::new();
    for word in words(name) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        let mut letters = word.chars();
        result.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        result.push_str(letters.as_str());
    }
    let result: String = result.chars().take(80).collect();
    identifier(&result, fallback)
}

/// Names that were given, each once without regard to case and `_`, since some languages tell them apart by neither.
#[derive(Debug, Default)]
pub(super) struct Given(BTreeSet<String>);

impl Given {
    pub(super) fn give(&mut self, name: &str) -> String {
        let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
        let mut number = 1;
        let mut free = name.to_owned();
        while self.0.contains(&plain(&free)) {
            number += 1;
            free = format!("{name}{number}");
        }
        unique(&mut self.0, &plain(&free));
        free
    }
}
