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
    names.iter().any(|other| letters(other).eq(letters(name)))
}

/// What is left of a name when case and the signs between words do not matter.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
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
}
