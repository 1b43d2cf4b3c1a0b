use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::text::Edit;

rule! {
    /// A DELETE answers 200 with nothing in it.
    ///
    /// ## Why
    /// A client reads a body after a 200. Many parsers fail on an empty one, and the caller sees an error though the thing
    /// is gone.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     responses: { 200: , 404: Error }
    /// #                ^^^ 200 promises a body, and there is none
    /// schemas:
    ///   Error: { code: string }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: DELETE
    ///     path: /v1/orders/{id}
    ///     responses: { 204: , 404: Error }
    /// schemas:
    ///   Error: { code: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: DELETE, path: "/v1/orders/{id}", responses: { 200: Order, 404: Error } }
    ///   - { method: DELETE, path: "/v1/carts/{id}", responses: [200, 404] }
    /// schemas:
    ///   Error: { code: string }
    ///   Order: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// The response has a body. A list of codes does not say what they hold and is not looked at.
    ///
    /// ## See
    /// seed 001:34 · RFC 9110, 9.3.5
    id: "api/ok-without-content",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let own = |code: u16| endpoint.status(code).filter(|it| endpoint.is_own(it.code.span));
    let Some(ok) = own(200).filter(|it| it.body.is_none() && endpoint.method() == Method::Delete) else { return };
    // Where no status says what it holds, nothing is known of this one.
    let says_bodies = endpoint.statuses().any(|it| it.body.is_some() && endpoint.is_own(it.code.span));
    let other = endpoint.statuses().any(|it| it.is_of(2) && it.number() != Some(200));
    if says_bodies && !other && endpoint.at.value.response.is_none() {
        report
            .find(ok.code.span, "200 promises a body, and there is none")
            .fix(Fix::suggested("Answer 204", vec![Edit::replace(ok.code.span, "204")]));
    }
}
