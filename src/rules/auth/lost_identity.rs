use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// An endpoint checks whose thing it is, and a call to it does not say for whom it is made.
    ///
    /// ## Why
    /// The key names the service that calls and no person. Either the check fails for everybody, or the service is let
    /// in everywhere and does for one person what only another one may.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: bff
    ///     kind: bff
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", auth: api-key }
    /// #                                                            ^^^^^^^ `api-key` names `bff` and no person, but `orders` asks for `customerId`
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", auth: { owner: customerId } }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: bff
    ///     kind: bff
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", auth: jwt }
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", auth: { owner: customerId } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: bff
    ///     kind: bff
    ///     calls:
    ///       - { to: orders, endpoint: "GET /v1/orders/{id}", auth: jwt }
    ///       - { to: orders, endpoint: "GET /v1/prices", auth: api-key }
    ///   - name: orders
    ///     api:
    ///       - { method: GET, path: "/v1/orders/{id}", auth: { owner: customerId } }
    ///       - { method: GET, path: /v1/prices, auth: required }
    /// ```
    ///
    /// ## Not a problem when
    /// The person's token goes along: say so with `auth: jwt`. Certificates (`mtls`) secure the hop below such a token
    /// and are not reported.
    ///
    /// ## See
    /// seed 000:94 · seed 000:97 · RFC 8693 · CWE-441
    id: "auth/lost-identity",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    const NO_PERSON: [&str; 6] = ["api-key", "api key", "apikey", "none", "basic", "client-credentials"];
    let Some(auth) = &call.at.value.auth else { return };
    let Some(target) = call.target().filter(|_| NO_PERSON.contains(&auth.to_lowercase().as_str())) else { return };
    let (Some(owner), Some(callee)) = (target.auth().and_then(|it| it.owner.as_ref()), call.callee()) else { return };
    // Background work is done for nobody who waits.
    use crate::spec::service::ServiceKind::{Scheduler, StreamProcessor, Worker};
    if matches!(call.caller().kind(), Scheduler | StreamProcessor | Worker) {
        return;
    }
    let message = match auth.as_str() {
        "none" => format!(
            "the call says for nobody, but `{}` asks for `{}`",
            super::brief(callee.name()),
            super::brief(&owner.value)
        ),
        kind => format!(
            "`{kind}` names `{}` and no person, but `{}` asks for `{}`",
            super::brief(call.caller().name()),
            super::brief(callee.name()),
            super::brief(&owner.value)
        ),
    };
    report
        .find(auth.span, message)
        .related(owner.span, "whose thing it is")
        .fix(Fix::suggested("Pass the person's token on", call.set("auth", "jwt")));
}
