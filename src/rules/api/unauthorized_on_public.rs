use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An endpoint that anybody may call lists the status for a caller that did not sign in.
    ///
    /// ## Why
    /// One of the two is wrong. Either the endpoint goes live without the guard that its author had in mind, or clients
    /// carry code for an answer that never comes.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/products
    ///     auth: public
    ///     public_reason: the catalogue is for everybody
    ///     responses: [200, 401]
    /// #                    ^^^ 401 is listed, though anybody may call
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/products
    ///     auth: public
    ///     public_reason: the catalogue is for everybody
    ///     responses: [200]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/products, auth: public, public_reason: for everybody, responses: [200, 429] }
    ///   - { method: GET, path: /v1/orders, auth: required, responses: [200, 401] }
    ///   - { method: POST, path: /v1/login, auth: public, public_reason: the sign-in, responses: [200, 401] }
    /// ```
    ///
    /// ## Not a problem when
    /// The request itself proves something: it signs somebody in, carries a signature, a code or a token. A list that all
    /// endpoints share by policy is not looked at.
    ///
    /// ## See
    /// seed 001:36-37 · RFC 9110, 15.5.2
    id: "api/unauthorized-on-public",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

/// Words for what proves something without a header for it.
const PROOFS: [&str; 27] = [
    "auth",
    "oauth",
    "login",
    "logout",
    "signin",
    "signup",
    "sign",
    "session",
    "sessions",
    "token",
    "tokens",
    "password",
    "passwords",
    "secret",
    "signature",
    "signed",
    "key",
    "code",
    "otp",
    "pin",
    "invitation",
    "invitations",
    "webhook",
    "webhooks",
    "hooks",
    "callback",
    "refresh",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(status) = endpoint.status(401).filter(|it| endpoint.is_own(it.code.span)) else { return };
    let Some(auth) = endpoint.auth().filter(|it| it.is_public() && !proves_something(endpoint)) else { return };
    let finding = report.find(status.code.span, "401 is listed, though anybody may call");
    finding.related(auth.span, "anybody may call");
    finding.fix(Fix::suggested("Take 401 off the list", unlist(endpoint, "401")));
    if endpoint.is_own(auth.span) {
        let mut edits = endpoint.set("auth", "required");
        edits.extend(endpoint.model.spec.tree.remove_entry(endpoint.at.node, "public_reason"));
        finding.fix(Fix::suggested("Let callers sign in", edits));
    }
}

/// The edits that take a status off an endpoint's list.
fn unlist(endpoint: Endpoint<'_>, code: &str) -> Vec<Edit> {
    let Some(responses) = &endpoint.at.value.responses else { return Vec::new() };
    let tree = &endpoint.model.spec.tree;
    let Some(node) = tree.node(responses.node) else { return Vec::new() };
    match node.items().and_then(|mut items| items.position(|it| it.as_str() == Some(code))) {
        Some(at) => tree.remove_item(responses.node, at),
        None => tree.remove_entry(responses.node, code),
    }
}

fn proves_something(endpoint: Endpoint<'_>) -> bool {
    let proof = |name: &str| crate::model::words(name).iter().any(|word| PROOFS.contains(&word.as_str()));
    let body = endpoint.at.value.request.as_ref();
    let fields = body.map(|it| endpoint.model.all_fields(&it.value)).unwrap_or_default();
    endpoint.is_sign_in()
        || endpoint.is_signed_webhook()
        || endpoint.path_holds(&PROOFS)
        || endpoint.parameters().any(|(name, _)| proof(&name.value))
        || fields.iter().any(|(name, field)| field.secret || proof(&name.value))
}
