use std::ops::Range;

use crate::lint::Report;
use crate::model::Text;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};

rule! {
    /// A secret is written into the spec.
    ///
    /// ## Why
    /// A spec is committed, mailed and shared as a link. Whoever ever had a copy has the secret, and nobody can say who
    /// that is: all that helps is to change it.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - name: orders-db
    ///     x-url: postgres://shop:t0p-s3cr3t@db.internal/orders
    /// #                          ^^^^^^^^^^ the password of a URL is written out here
    ///   - name: files
    ///     x-key: AKIAIOSFODNN7EXAMPLE
    /// #          ^^^^^^^^^^^^^^^^^^^^ an AWS access key is written out here
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - name: orders-db
    ///     x-url: postgres://shop:${secret:x-url}@db.internal/orders
    ///   - name: files
    ///     x-key: ${secret:x-key}
    /// ```
    /// ```yaml good
    /// stores:
    ///   - name: orders-db
    ///     x-url: postgres://shop:${DB_PASSWORD}@db.internal/orders
    ///     x-client-secret: vault:shop/orders-db
    /// schemas:
    ///   SignIn: { email: email, password: string(12..200) }
    /// ```
    ///
    /// ## Not a problem when
    /// It refers to where the secret is kept: `${DB_PASSWORD}`, `vault:shop/db`, `arn:aws:secretsmanager:…`.
    ///
    /// ## See
    /// seed 003:64 · CWE-798 · OWASP Secrets Management
    id: "security/secret-literal",
    severity: Error,
    stage: Draft,
    visit: Text(check),
    fix: Suggested,
}

fn check(text: Text<'_>, report: &mut Report<'_>) {
    if text.is_key || text.value.len() < 8 {
        return;
    }
    let Some((range, what)) = secret(text.key, text.value) else { return };
    let (before, after) = (text.value.get(..range.start), text.value.get(range.end..));
    let (Some(before), Some(after)) = (before, after) else { return };
    let name = if text.key.is_empty() { "name" } else { text.key };
    let reference = format!("{before}${{secret:{name}}}{after}");
    let span = text.part(range).unwrap_or_else(|| crate::spec::read::first_line(text.model.spec.text(), text.span));
    report.find(span, format!("{what} is written out here")).fix(Fix::suggested(
        "Refer to a secret store instead",
        text.model.spec.tree.replace(text.node.id(), &reference),
    ));
}

/// The part of a text that is a secret, and which kind.
fn secret(key: &str, text: &str) -> Option<(Range<usize>, &'static str)> {
    private_key(text)
        .map(|range| (range, "a private key"))
        .or_else(|| token(text))
        .or_else(|| url_password(text).map(|range| (range, "the password of a URL")))
        .or_else(|| is_literal(key, text).then_some((0..text.len(), "a secret")))
}

fn private_key(text: &str) -> Option<Range<usize>> {
    let start = text.find("-----BEGIN ")?;
    let header = text.get(start..)?.lines().next()?;
    header.contains("PRIVATE KEY-----").then(|| start..start + header.len())
}

/// How tokens of well-known issuers begin, how many characters follow at least, and what they are.
const TOKENS: [(&str, usize, &str); 18] = [
    ("AKIA", 16, "an AWS access key"),
    ("ASIA", 16, "an AWS access key"),
    ("ghp_", 36, "a GitHub token"),
    ("gho_", 36, "a GitHub token"),
    ("ghs_", 36, "a GitHub token"),
    ("ghu_", 36, "a GitHub token"),
    ("github_pat_", 40, "a GitHub token"),
    ("glpat-", 20, "a GitLab token"),
    ("sk_live_", 16, "a Stripe key"),
    ("rk_live_", 16, "a Stripe key"),
    ("sk_test_", 16, "a Stripe key"),
    ("xoxb-", 20, "a Slack token"),
    ("xoxp-", 20, "a Slack token"),
    ("AIza", 35, "a Google API key"),
    ("sk-ant-", 24, "an API key"),
    ("sk-proj-", 24, "an API key"),
    ("npm_", 36, "an npm token"),
    ("eyJ", 40, "a signed token"),
];

fn token(text: &str) -> Option<(Range<usize>, &'static str)> {
    /// The shortest prefix with the least that follows it.
    const SHORTEST: usize = 20;
    // Hardly any text of a spec has so long a word with a digit in it.
    let may_be = |word: &str| word.len() >= SHORTEST && word.bytes().any(|c| c.is_ascii_digit());
    if text.len() < SHORTEST || !text.split(|c| !is_of_token(c)).any(may_be) {
        return None;
    }
    TOKENS.iter().find_map(|(prefix, length, what)| {
        let start = text.find(prefix)?;
        let before = text.get(..start)?.chars().next_back();
        let rest = text.get(start + prefix.len()..)?;
        let more = rest.find(|c| !is_of_token(c)).unwrap_or(rest.len());
        let body = rest.get(..more)?;
        let mixed = body.contains(|c: char| c.is_ascii_digit());
        let signed = *prefix != "eyJ" || body.matches('.').count() == 2;
        let free = before.is_none_or(|c| !c.is_ascii_alphanumeric());
        (free && more >= *length && mixed && signed).then_some((start..start + prefix.len() + more, *what))
    })
}

const fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// `postgres://user:password@host`
fn url_password(text: &str) -> Option<Range<usize>> {
    const STAND_INS: [&str; 7] = ["password", "pass", "pw", "pwd", "secret", "passwd", "changeit"];
    let start = text.find("://")? + 3;
    let authority = text.get(start..)?;
    let authority = authority.get(..authority.find(['/', '?', '#', ' ']).unwrap_or(authority.len()))?;
    let (user, _) = authority.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    let refers = password.starts_with(['$', '{', '<', '%', '*', '[']) || password.chars().all(|c| "xX*.…".contains(c));
    let from = start + name.len() + 1;
    (!password.is_empty() && !refers && !STAND_INS.contains(&password)).then(|| from..from + password.len())
}

/// Whether a text under a key for secrets is one: mixed characters that neither refer to anything nor name a type.
fn is_literal(key: &str, text: &str) -> bool {
    const KEYS: [&str; 14] = [
        "password",
        "passwd",
        "secret",
        "api key",
        "client secret",
        "private key",
        "secret key",
        "access key",
        "signing key",
        "signing secret",
        "webhook secret",
        "encryption key",
        "db password",
        "auth token",
    ];
    let key = key.trim_start_matches("x-");
    let mixed = text.bytes().any(|c| c.is_ascii_digit()) && text.bytes().any(|c| c.is_ascii_alphabetic());
    if !mixed || text.contains(|c: char| c.is_whitespace() || "({</:[?".contains(c)) || !is_any(key, &KEYS) {
        return false;
    }
    // `orders-db-2024` is the name of a secret, `varchar255` a type, `hmac-sha256` a method; `hunter2!` is none of them.
    const WORDS: [&str; 16] = [
        "varchar", "char", "text", "string", "int", "bytea", "uuid", "binary", "sha", "hmac", "aes", "argon", "bcrypt",
        "rs", "es", "ed",
    ];
    let is_word = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
        let plain = letters.len() == part.len() && part.chars().all(char::is_alphabetic) || letters.is_empty();
        plain || WORDS.iter().any(|word| letters == *word)
    };
    let named = text.split(['-', '_', '.']).all(is_word);
    !named && !text.starts_with('$')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn blocks_and_keys_are_looked_into() {
        expect(
            &RULE,
            "x-pem: |\n  -----BEGIN RSA PRIVATE KEY-----\n# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a private key is written out here\n  abc\nx-config: { apiKey: 9f86d081884c7d65 }\n#                   ^^^^^^^^^^^^^^^^ a secret is written out here\n",
        );
    }

    #[test]
    fn types_names_and_references_are_none() {
        silent(
            &RULE,
            "x-api-key: API_KEY_2\nx-webhook-secret: orders-hook-2024\nx-secret: arn:aws:secretsmanager:eu-west-1:1:secret/x\nx-url: https://user:<password>@host/x\ndata_model:\n  - name: users\n    fields: { password: varchar255, api_key: varchar(255) hashed, secret: bytea }\nsecurity: { passwords: argon2id }\nsummary: keys begin with AKIA or ghp_ and eyJ\n",
        );
    }
}
