//! Names as people read them: the words in `passwordHash`, `password_hash` and `password-hash` are the same.

/// The words of a name in lower case.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for character in name.chars() {
        let begins = character.is_uppercase() && !last.is_uppercase();
        if !character.is_alphanumeric() {
            last = ' ';
            continue;
        }
        if begins || last == ' ' || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
        last = character;
    }
    words
}

/// Whether a name is one of these, written in whatever case: `api_key` is `apiKey` and `API-Key`.
#[must_use]
pub fn is_any(name: &str, names: &[&str]) -> bool {
    let own: String = letters(name).collect();
    names.iter().any(|other| letters(other).eq(own.chars()))
}

/// What is left of a name when case and the signs between words do not matter.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// How the words of a name are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// `createdAt`
    Camel,
    /// `created_at`
    Snake,
    /// `CreatedAt`
    Pascal,
    /// `created-at`
    Kebab,
    /// `CREATED_AT`
    Upper,
}

impl Case {
    /// What people call it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Snake => "snake_case",
            Self::Pascal => "PascalCase",
            Self::Kebab => "kebab-case",
            Self::Upper => "UPPER_CASE",
        }
    }

    /// The case that people call so.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Camel, Self::Snake, Self::Pascal, Self::Kebab, Self::Upper].into_iter().find(|it| it.word() == word)
    }

    /// The case of a name of several words; none where the name does not show one.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if !plain || name.starts_with(['_', '-']) || words(name).len() < 2 {
            return None;
        }
        let (upper, lower) =
            (name.chars().any(|c| c.is_ascii_uppercase()), name.chars().any(|c| c.is_ascii_lowercase()));
        match (name.contains('_'), name.contains('-')) {
            (true, false) if !upper => Some(Self::Snake),
            (true, false) if !lower => Some(Self::Upper),
            (false, true) if !upper => Some(Self::Kebab),
            (false, false) if name.starts_with(|c: char| c.is_ascii_uppercase()) => lower.then_some(Self::Pascal),
            (false, false) => Some(Self::Camel),
            _ => None,
        }
    }

    /// The custom of names: the case of at least four in five, where at least five show one.
    pub fn custom<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let mut counts: std::collections::BTreeMap<Self, usize> = std::collections::BTreeMap::new();
        for case in names.filter_map(Self::of) {
            *counts.entry(case).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        let (case, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (all >= 5 && most * 5 >= all * 4).then_some(case)
    }

    /// A name as this case writes it.
    #[must_use]
    pub fn spell(self, name: &str) -> String {
        let words = words(name);
        let capital = |word: &String| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
        };
        match self {
            Self::Snake => words.join("_"),
            Self::Kebab => words.join("-"),
            Self::Upper => words.join("_").to_uppercase(),
            Self::Pascal => words.iter().map(capital).collect(),
            Self::Camel => words.iter().take(1).cloned().chain(words.iter().skip(1).map(capital)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_has_the_same_words() {
        for name in ["password_hash", "passwordHash", "PasswordHash", "password-hash", "PASSWORD_HASH"] {
            assert_eq!(words(name), ["password", "hash"], "{name}");
        }
        assert!(is_any("APIKey", &["api_key"]) && !is_any("api_keys", &["api_key"]));
    }
    #[test]
    fn a_case_is_told_and_written() {
        for name in ["createdAt", "created_at", "CreatedAt", "created-at", "CREATED_AT"] {
            let case = Case::of(name).unwrap();
            assert_eq!((case.spell("created_at").as_str(), Case::parse(case.word())), (name, Some(case)));
        }
        for name in ["created", "URL", "_links", "created at", "a.b"] {
            assert_eq!(Case::of(name), None, "{name}");
        }
    }
}
