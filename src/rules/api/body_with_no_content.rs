use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A status that comes without a body has one.
    ///
    /// ## Why
    /// Servers and proxies cut the body of a 204, 205 or 304. The client gets nothing, or reads the leftover bytes as the
    /// start of the next response.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     responses: { 204: Order, 404: Error }
    /// #                ^^^ a 204 has no body, yet it holds `Order`
    /// schemas:
    ///   Order: { id: uuid }
    ///   Error: { code: string }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     responses: { 200: Order, 404: Error }
    /// schemas:
    ///   Order: { id: uuid }
    ///   Error: { code: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: DELETE, path: "/v1/orders/{id}", responses: [204, 404] }
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order, responses: [200, 304] }
    /// schemas:
    ///   Order: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 001:34 · RFC 9110, 15.3.5
    id: "api/body-with-no-content",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    for status in endpoint.statuses().filter(|it| matches!(it.number(), Some(204 | 205 | 304))) {
        let Some(body) = status.body else { continue };
        let code = &status.code.value;
        let finding =
            report.find(status.code.span, format!("a {code} has no body, yet it holds {}", super::schema_name(body)));
        if code != "304" {
            let edits = vec![Edit::replace(status.code.span, "200")];
            finding.fix(Fix::suggested("Answer 200 with the body", edits));
        }
    }
    let mut successes = endpoint.statuses().filter(|it| it.is_of(2) || it.is_of(3));
    let Some(response) = &endpoint.at.value.response else { return };
    let (Some(only), None) = (successes.next(), successes.next()) else { return };
    if matches!(only.number(), Some(204 | 205)) && only.body.is_none() {
        let code = &only.code.value;
        report
            .find(only.code.span, format!("a {code} has no body, yet it holds {}", super::schema_name(response)))
            .related(response.span, "the body")
            .fix(Fix::suggested("Answer 200 with the body", vec![Edit::replace(only.code.span, "200")]));
    }
}
