use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// Pages of every origin may call an API whose callers sign in.
    ///
    /// ## Why
    /// A page that somebody opens by mistake can call the API from inside their network and with whatever token it has
    /// got hold of. Which pages are yours is known; the others need no way in.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    /// security:
    ///   cors: { origins: ["*"] }
    /// #                   ^^^ pages of every origin may call, though callers sign in
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    /// security:
    ///   cors: { origins: ["https://shop.example"] }
    /// ```
    ///
    /// ## Not a problem when
    /// The API is for everybody's pages, as that of a map or of payments is, and knows its callers by a key.
    ///
    /// ## See
    /// seed 002:29 · OWASP HTML5 Security, Cross Origin Resource Sharing · CWE-942
    id: "security/cors-wildcard",
    severity: Info,
    stage: Review,
    profile: Strict,
    visit: System(check),
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(cors) = model.security().and_then(|security| security.cors.as_ref()) else { return };
    // With credentials it is a hole, and told of as one.
    let credentials = cors.credentials.as_ref().is_some_and(|it| it.value);
    let Some(all) = cors.origins.items().iter().find(|origin| origin.value == "*").filter(|_| !credentials) else {
        return;
    };
    let signed_in = |endpoint: crate::model::Endpoint<'_>| endpoint.auth().is_some_and(|auth| !auth.is_public());
    if model.endpoints().any(signed_in) {
        report.find(all.span, "pages of every origin may call, though callers sign in");
    }
}
