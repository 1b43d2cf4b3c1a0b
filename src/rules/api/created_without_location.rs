use crate::lint::Report;
use crate::model::{Endpoint, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::Method;

rule! {
    /// A 201 does not say where the new thing is.
    ///
    /// ## Why
    /// A client that loses the body, or gets none, has no way to find what it created. It creates it again, or searches for
    /// it by fields that need not be unique.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     responses: [201, 400]
    /// #               ^^^ 201 does not say where the new thing is
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     responses: [201, 400]
    ///     location: true
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", responses: [201, 204] }
    ///   - { method: POST, path: /v1/imports, responses: [201], links: [self] }
    ///   - { method: POST, path: /v1/orders/batch, responses: [201], batch: { max: 100 } }
    /// ```
    ///
    /// ## Not a problem when
    /// The caller names the thing itself (PUT), the body links to it (`links: [self]`), many are created at once, or what is new
    /// is a token, which is nowhere to be found. A
    /// policy (`defaults.endpoint: { location: true }`) says it for all.
    ///
    /// ## See
    /// seed 001:33 · RFC 9110, 15.3.2
    id: "api/created-without-location",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(status) = endpoint.status(201).filter(|_| endpoint.method() == Method::Post) else { return };
    let linked = endpoint.at.value.links.items().iter().any(|link| link.value == "self");
    let last = endpoint.segments().last().map(|(segment, _)| segment).unwrap_or_default();
    let nowhere = words(last).last().is_some_and(|word| matches!(word.as_str(), "token" | "tokens"));
    if nowhere || endpoint.says_location() || linked || endpoint.at.value.batch.is_some() {
        return;
    }
    report
        .find(status.code.span, "201 does not say where the new thing is")
        .fix(Fix::suggested("Send a `Location` header", endpoint.set("location", "true")));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn a_token_is_nowhere() {
        silent(&RULE, "api:\n  - { method: POST, path: \"/v1/installations/{id}/access_tokens\", responses: [201] }\n");
    }
}
