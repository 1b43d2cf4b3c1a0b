use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::rule;

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
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(responses) = &endpoint.at.value.responses else { return };
    let works = endpoint.statuses().any(|it| !it.is_error());
    // What a policy says of failures is no list of an endpoint's own.
    let own = endpoint.at.span.contains(responses.key);
    if !works && own && !responses.codes.is_empty() && endpoint.at.value.response.is_none() {
        report.find(responses.key, "no status says that it worked");
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
