//! Names turned into ids that are safe in markup and in diagram text.

use std::collections::HashMap;

/// Longest part of a name that goes into an id; longer ones are told apart by number.
const LONGEST: usize = 48;

/// Gives out ids that are unique in one diagram.
///
/// An id is derived from what a thing is and how it is called, so that it stays the same while other parts of the spec change.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashMap<String, usize>,
}

impl Ids {
    /// None is taken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An id such as `service-orders`, made of ASCII letters, digits and `-` only; the second of the same name gets `service-orders-2`.
    pub fn of(&mut self, kind: &str, name: &str) -> String {
        let base = format!("{kind}-{}", safe(name));
        loop {
            let number = self.taken.entry(base.clone()).or_default();
            *number += 1;
            if *number == 1 {
                return base;
            }
            let numbered = format!("{base}-{number}");
            if !self.taken.contains_key(&numbered) {
                self.taken.insert(numbered.clone(), 1);
                return numbered;
            }
        }
    }
}

/// The name with everything but ASCII letters and digits replaced: common separators by `-`, the rest by its code point.
fn safe(name: &str) -> String {
    let mut result = String::new();
    for character in name.chars() {
        if result.len() >= LONGEST {
            break;
        }
        match character {
            'a'..='z' | '0'..='9' => result.push(character),
            'A'..='Z' => result.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => {
                if !result.ends_with('-') && !result.is_empty() {
                    result.push('-');
                }
            }
            _ => result.push_str(&format!("u{:x}", u32::from(character))),
        }
    }
    let trimmed = result.trim_end_matches('-').len();
    result.truncate(trimmed);
    if result.is_empty() { "unnamed".to_owned() } else { result }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_and_unique() {
        let mut ids = Ids::new();
        assert_eq!(ids.of("service", "Orders API"), "service-orders-api");
        assert_eq!(ids.of("service", "orders-api"), "service-orders-api-2");
        assert_eq!(ids.of("service", "\"><script>"), "service-script");
        assert_eq!(ids.of("service", ""), "service-unnamed");
        assert_eq!(ids.of("service", "😀"), "service-u1f600");
        assert_eq!(ids.of("service", "a-2"), "service-a-2");
        assert_eq!(ids.of("service", "a"), "service-a");
        assert_eq!(ids.of("service", "a"), "service-a-3");
        assert!(ids.of("service", &"x".repeat(300)).len() < 64);
    }
}
