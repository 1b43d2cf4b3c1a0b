use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// An endpoint lists only failures.
    ///
    /// ## Why
    /// Documents and generated clients take the list for complete: a client generated from it has no way to succeed.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     responses: [400, 409]
    /// #   ^^^^^^^^^ no status says that it worked
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     responses: [400, 409, 201]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, response: Order, responses: [400, 409] }
    ///   - { method: GET, path: /v1/login, responses: [302, 400] }
    /// schemas:
    ///   Order: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// `response` says what a success holds, or the endpoint redirects.
    ///
    /// ## See
    /// seed 001:31-34 · Spectral operation-success-response
    id: "api/missing-success",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(responses) = &endpoint.at.value.responses else { return };
    let works = endpoint.statuses().any(|it| !it.is_error());
    // What a policy says of failures is no list of an endpoint's own.
    let own = endpoint.at.span.contains(responses.key);
    if !works && own && !responses.codes.is_empty() && endpoint.at.value.response.is_none() {
        let code = match endpoint.method() {
            Method::Post if endpoint.segments().last().is_some_and(|(last, _)| last.ends_with('s')) => 201,
            Method::Delete => 204,
            _ => 200,
        };
        let tree = &endpoint.model.spec.tree;
        let listed = tree.node(responses.node).is_some_and(|node| node.items().is_some());
        let shown = super::shown_as(endpoint).filter(|_| code != 204);
        let edits = match shown {
            _ if listed => tree.push(responses.node, &code.to_string()),
            Some(name) => tree.set(responses.node, &code.to_string(), &name),
            None => tree.set(responses.node, &code.to_string(), "null"),
        };
        report
            .find(responses.key, "no status says that it worked")
            .fix(Fix::suggested(format!("Answer {code}"), edits));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn a_policy_for_failures_is_no_list() {
        silent(&RULE, "api:\n  - GET /v1/orders\ndefaults:\n  endpoint: { responses: [401, 429] }\n");
    }
}
