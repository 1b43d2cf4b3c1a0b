use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A response holds a secret.
    ///
    /// ## Why
    /// What leaves the server ends in logs, caches, browser tools and the support desk's screenshots. A password hash in a
    /// user's profile is all that an attacker needs to try passwords at home.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/users/{id}", response: User }
    /// schemas:
    ///   User:
    ///     id: uuid
    ///     password_hash: string
    /// #   ^^^^^^^^^^^^^ `password_hash` goes out in a response
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/users/{id}", response: User }
    /// schemas:
    ///   User:
    ///     id: uuid
    ///     password_hash: string write-only
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/api-keys, response: ApiKey }
    ///   - { method: POST, path: /v1/users, request: NewUser, response: User }
    /// schemas:
    ///   ApiKey: { id: uuid, secret: string secret }
    ///   NewUser: { email: email, password: string }
    ///   User: { id: uuid, password: string write-only }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint is there to hand out a credential once: it creates a key or token, signs somebody in. A field that is
    /// `write-only` is not returned.
    ///
    /// ## See
    /// seed 001:50-58 · seed 001:102 · seed 001:109 · OWASP API3:2023
    id: "api/secret-in-response",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

/// Fields that no response has a reason to hold, in plain letters.
const NEVER: [&str; 9] = [
    "password",
    "passwd",
    "passwordhash",
    "hashedpassword",
    "passworddigest",
    "passwordsalt",
    "privatekey",
    "cvv",
    "cvc",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let hands_out = hands_out_credentials(endpoint);
    let is_secret = |name: &str, flagged: bool| {
        let never = NEVER.contains(&plain(name).as_str());
        if hands_out { never && plain(name) != "privatekey" } else { never || flagged }
    };
    for body in endpoint.bodies() {
        if let Some(table) = endpoint.model.table_of(&body.value) {
            for column in table.columns().filter(|it| is_secret(&it.name.value, it.secret || it.hashed)) {
                let message = format!("`{}` is returned whole, `{}` with it", table.name(), column.name.value);
                report.find(body.span, message).related(column.name.span, "the secret");
            }
        }
        for (name, field) in endpoint.model.all_fields(&body.value) {
            if is_secret(&name.value, field.secret) && !field.write_only && field.ty != "boolean" {
                report
                    .find(name.span, format!("`{}` goes out in a response", name.value))
                    .related(endpoint.heading(), "returned here")
                    .fix(Fix::suggested("Mark it as never returned", endpoint.model.mark_field(field, "write-only")));
            }
        }
    }
}

/// Whether it is there to hand out a credential: it creates one, signs somebody in, or is about one.
fn hands_out_credentials(endpoint: Endpoint<'_>) -> bool {
    const ABOUT: [&str; 16] = [
        "auth",
        "oauth",
        "login",
        "signin",
        "token",
        "tokens",
        "session",
        "sessions",
        "key",
        "keys",
        "secret",
        "secrets",
        "credential",
        "credentials",
        "mfa",
        "totp",
    ];
    let reads = matches!(endpoint.method(), Method::Get | Method::Head);
    let words = |segment: &str| crate::model::words(segment).iter().any(|word| ABOUT.contains(&word.as_str()));
    let mut segments = endpoint.segments().map(|(segment, _)| segment);
    let about = if reads { endpoint.segments().last().is_some_and(|(it, _)| words(it)) } else { segments.any(words) };
    about
        || endpoint
            .model
            .schemes()
            .any(|it| it.login.iter().chain(&it.refresh).any(|reference| endpoint.is_meant_by(&reference.value)))
}
