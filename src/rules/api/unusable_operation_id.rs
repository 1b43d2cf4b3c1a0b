use crate::lint::Report;
use crate::model::{Case, Endpoint};
use crate::rule::{Fix, rule};

rule! {
    /// The name of an endpoint for generated clients is no name of a function.
    ///
    /// ## Why
    /// Generators cut the name down, each in its own way, or refuse it. The function that users of one language call has
    /// another name in the next, and changes with the generator's version.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, id: place an order! }
    /// #                                         ^^^^^^^^^^^^^^^ no function can be called `place an order!`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, id: placeAnOrder }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, id: placeOrder }
    ///   - { method: GET, path: /v1/orders, id: orders.list }
    ///   - { method: GET, path: /v1/carts, id: carts/list-all }
    /// ```
    ///
    /// ## Not a problem when
    /// Words are joined by `_`, `-`, `.` or `/`, which every generator knows how to take apart.
    ///
    /// ## See
    /// seed 000:57 · seed 000:62 · OpenAPI 3.1, Operation Object
    id: "api/unusable-operation-id",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(id) = &endpoint.at.value.id else { return };
    let joins = |c: char| matches!(c, '_' | '-' | '.' | '/' | ':');
    let starts = id.value.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if starts && id.value.chars().all(|c| c.is_alphanumeric() || joins(c)) {
        return;
    }
    let finding = report.find(id.span, format!("no function can be called `{}`", super::short(&id.value)));
    let better = Case::Camel.spell(&id.value);
    if better.starts_with(char::is_alphabetic) {
        let edits = endpoint.model.spec.tree.replace(id.node, &better);
        finding.fix(Fix::suggested(format!("Call it `{}`", super::short(&better)), edits));
    }
}
