use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// Nothing says what an error looks like.
    ///
    /// ## Why
    /// Each developer invents one. A client then meets `{ "error": … }`, `{ "message": … }` and a page of HTML from one and
    /// the same system, and treats all of them as "something went wrong".
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    /// #^^ nothing says what an error looks like
    ///   - { method: POST, path: /v1/orders, request: CreateOrder, response: Order }
    /// schemas:
    ///   CreateOrder: { note: string? }
    ///   Order: { id: uuid }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder, response: Order }
    /// schemas:
    ///   CreateOrder: { note: string? }
    ///   Order: { id: uuid }
    /// api_design:
    ///   errors: { format: problem+json }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder, responses: { 201: Order, 400: Error } }
    ///   - { method: PUT, path: "/v1/orders/{id}", request: CreateOrder, response: Order }
    /// schemas:
    ///   CreateOrder: { note: string? }
    ///   Order: { id: uuid }
    ///   Error: { code: string, message: string }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoints say no bodies yet. One error body, or a schema whose name says that it is one, is enough.
    ///
    /// ## See
    /// seed 001:59-68 · seed 003:29 · RFC 9457
    id: "api/missing-error-model",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let policy = model.system().api_design.as_ref();
    let stated = policy.is_some_and(|it| it.errors.is_some());
    let bodies = model.endpoints().filter(|it| !it.is_page());
    let bodies = bodies.filter(|it| it.bodies().next().is_some() || it.at.value.request.is_some()).count();
    let shown = model.endpoints().any(|it| it.statuses().any(|status| status.is_error() && status.body.is_some()));
    let named = model.schemas().any(|it| {
        crate::model::words(&it.name.value).iter().any(|word| word == "error" || word == "problem" || word == "errors")
    });
    if stated || shown || named || bodies == 0 {
        return;
    }
    let Some(place) = model.api_place() else { return };
    let edits = model.spec.set_section(policy, "api_design", "errors", "{ format: problem+json }");
    report
        .find(place, "nothing says what an error looks like")
        .fix(Fix::suggested("Describe errors as RFC 9457 does", edits));
}
