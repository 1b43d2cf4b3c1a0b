use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::AuthMode;
use crate::spec::security::SchemeKind;

rule! {
    /// A health check asks for a token.
    ///
    /// ## Why
    /// Load balancers and platforms have none. They take the refusal for illness, restart healthy instances or send
    /// them no requests.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /health, auth: required }
    /// #                                       ^^^^^^^^ probes have no token
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /health, auth: public, public_reason: probes have no token }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /health, auth: public, public_reason: probes have no token }
    /// ```
    ///
    /// ## Not a problem when
    /// The probe shows a certificate (a scheme of kind `mtls`), or the check is one for people and stands under another
    /// name.
    ///
    /// ## See
    /// seed 001:230-231 · seed 003:48
    id: "observability/guarded-health-check",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(auth) = endpoint.auth().filter(|_| endpoint.is_probe()) else { return };
    let needed = auth.mode.as_ref().map_or(auth.scheme.is_some(), |mode| mode.value == AuthMode::Required);
    let certificate = endpoint.model.scheme_of(auth).and_then(|scheme| scheme.at.value.kind.as_ref());
    if !needed || certificate.is_some_and(|kind| kind.value == SchemeKind::Mtls) {
        return;
    }
    // A policy for all endpoints stands elsewhere; the check itself is what must say otherwise.
    let own = endpoint.at.span.contains(auth.span);
    let open = [("auth", "public"), ("public_reason", "probes have no token")];
    let edits = endpoint.model.spec.set_all(endpoint.at, &open);
    report
        .find(if own { auth.span } else { endpoint.heading() }, "probes have no token")
        .fix(Fix::suggested("Let anybody ask", edits));
}
