use crate::lint::Report;
use crate::model::{Model, plain};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::schema::SchemaUse;

rule! {
    /// Two endpoints describe errors in two ways that have nothing in common.
    ///
    /// ## Why
    /// A client needs two ways to read an error and cannot know beforehand which one it gets. Most read one of the two, and
    /// show "unknown error" for the other.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", responses: { 200: Order, 404: Error } }
    ///   - { method: POST, path: /v1/orders, responses: { 201: Order, 400: Failure } }
    /// #                                                                   ^^^^^^^ `Failure` has no field in common with `Error`
    /// schemas:
    ///   Order: { id: uuid }
    ///   Error: { code: string, message: string }
    ///   Failure: { reason: string }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", responses: { 200: Order, 404: Error } }
    ///   - { method: POST, path: /v1/orders, responses: { 201: Order, 400: Error } }
    /// schemas:
    ///   Order: { id: uuid }
    ///   Error: { code: string, message: string }
    ///   Failure: { reason: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", responses: { 200: Order, 404: Error } }
    ///   - { method: POST, path: /v1/orders, responses: { 201: Order, 422: ValidationError } }
    /// schemas:
    ///   Order: { id: uuid }
    ///   Error: { code: string, message: string }
    ///   ValidationError: { code: string, message: string, fields: "string[]" }
    /// ```
    ///
    /// ## Not a problem when
    /// One extends the other.
    ///
    /// ## See
    /// seed 001:59-68 · seed 003:29
    id: "api/mixed-error-models",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let errors = model.endpoints().flat_map(|it| it.statuses().filter(|it| it.is_error()).collect::<Vec<_>>());
    let mut seen: Vec<(&str, &At<SchemaUse>)> = Vec::new();
    for body in errors.filter_map(|it| it.body) {
        let SchemaUse::Named { name, .. } = &body.value else { continue };
        if seen.iter().any(|(other, _)| other == name) {
            continue;
        }
        let fields = names(model, body);
        let stranger = seen.iter().find(|(_, other)| {
            let others = names(model, other);
            !fields.is_empty() && !others.is_empty() && !fields.iter().any(|it| others.contains(it))
        });
        if let Some((other, first)) = stranger {
            let message = format!("`{}` has no field in common with `{}`", super::brief(name), super::brief(other));
            let named = |it: &&At<SchemaUse>| matches!(&it.value, SchemaUse::Named { name: it, .. } if it == name);
            let bodies = model.endpoints().flat_map(|it| it.statuses().filter(|it| it.is_error()).collect::<Vec<_>>());
            let places = order::map(bodies.filter_map(|it| it.body).filter(named).map(|it| (it.span, it.node)));
            let edits = places.into_values().flat_map(|it| model.spec.tree.replace(it, other)).collect();
            report
                .find(body.span, message)
                .related(first.span, "the other one")
                .fix(Fix::suggested(format!("Describe them as `{}`", super::brief(other)), edits));
        }
        seen.push((name, body));
    }
}

fn names(model: &Model<'_>, body: &At<SchemaUse>) -> Vec<String> {
    model.named_fields(&body.value).iter().map(|(name, _)| plain(&name.value)).collect()
}
