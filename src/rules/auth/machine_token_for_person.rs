use crate::lint::Report;
use crate::model::Endpoint;
use crate::model::words::words;
use crate::rule::{Fix, rule};
use crate::spec::security::GrantFlow;

rule! {
    /// An endpoint checks which person asks, by a token that belongs to a program.
    ///
    /// ## Why
    /// A token from the client-credentials grant names the program and no person. The check compares a person's id with
    /// nothing: either nobody gets in, or it is skipped and everybody does.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", auth: { scheme: machines, owner: customer_id } }
    /// #                                                                            ^^^^^^^^^^^ tokens of `machines` name a program, and no `customer_id`
    /// security:
    ///   authentication:
    ///     - { name: machines, kind: oauth2, flow: client-credentials }
    ///     - { name: people, kind: oidc, flow: authorization-code-pkce }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", auth: { scheme: people, owner: customer_id } }
    /// security:
    ///   authentication:
    ///     - { name: machines, kind: oauth2, flow: client-credentials }
    ///     - { name: people, kind: oidc, flow: authorization-code-pkce }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", auth: { scheme: people, owner: customer_id } }
    ///   - { method: GET, path: "/v1/payouts/{id}", auth: { scheme: machines, owner: merchant_id } }
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, flow: authorization-code-pkce }
    ///     - { name: machines, kind: oauth2, flow: client-credentials }
    /// ```
    ///
    /// ## Not a problem when
    /// The owner is a program or a company and has credentials of its own.
    ///
    /// ## See
    /// seed 000:92 · RFC 6749, 4.4 · RFC 9700, 2.6
    id: "auth/machine-token-for-person",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

const PEOPLE: [&str; 10] =
    ["user", "customer", "member", "patient", "person", "employee", "student", "shopper", "buyer", "author"];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some((auth, owner)) = endpoint.auth().and_then(|auth| Some((auth, auth.owner.as_ref()?))) else { return };
    let Some(scheme) = endpoint.model.scheme_of(auth) else { return };
    let flow = scheme.at.value.flow.as_ref().filter(|flow| flow.value == GrantFlow::ClientCredentials);
    let person = words(owner).iter().any(|word| PEOPLE.contains(&word.as_str()));
    let Some((flow, name)) = flow.zip(scheme.at.value.name.as_ref()).filter(|_| person) else { return };
    let (name, owner_name) = (super::brief(&name.value.0), super::brief(owner));
    let finding = report
        .find(owner.span, format!("tokens of `{name}` name a program, and no `{owner_name}`"))
        .related(flow.span, "how a program gets its token");
    let people = endpoint.model.schemes().find(|it| it.is_for_people()).and_then(|it| it.at.value.name.as_ref());
    if let Some((people, stated)) = people.zip(auth.scheme.as_ref()).filter(|(_, it)| endpoint.is_own(it.span)) {
        let edits = endpoint.model.spec.tree.replace(stated.node, &people.value.0);
        finding.fix(Fix::suggested(format!("Let people sign in by `{}`", people.value.0), edits));
    }
}
