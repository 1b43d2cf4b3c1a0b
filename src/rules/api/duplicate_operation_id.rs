use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::rule::rule;

rule! {
    /// Two endpoints of one service bear the same name for generated clients.
    ///
    /// ## Why
    /// A generator makes one function of the two, or refuses. Which of the two endpoints the function calls is chance.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop
    ///     api:
    ///       - { method: POST, path: /v1/orders, id: placeOrder }
    ///       - { method: POST, path: /v1/carts, id: placeOrder }
    /// #                                            ^^^^^^^^^^ `POST /v1/orders` is called `placeOrder` already
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop
    ///     api:
    ///       - { method: POST, path: /v1/orders, id: placeOrder }
    ///       - { method: POST, path: /v1/carts, id: postCarts }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shop
    ///     api: [{ method: POST, path: /v1/orders, id: placeOrder }]
    ///   - name: archive
    ///     api: [{ method: POST, path: /v1/orders, id: placeOrder }]
    /// ```
    ///
    /// ## Not a problem when
    /// The two belong to different services, each with a client of its own.
    ///
    /// ## See
    /// seed 000:57 · seed 000:62 · OpenAPI 3.1, Operation Object
    id: "api/duplicate-operation-id",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let named: Vec<(Endpoint<'_>, _)> =
        model.endpoints().filter_map(|it| Some((it, it.at.value.id.as_ref()?))).collect();
    for (index, (endpoint, id)) in named.iter().enumerate() {
        let same = |(other, first): &&(Endpoint<'_>, &crate::spec::At<String>)| {
            first.value == id.value && other.shares_interface_with(*endpoint)
        };
        if let Some((other, first)) = named.iter().take(index).find(same) {
            let message = format!("`{}` is called `{}` already", super::brief(&other.label()), super::brief(&id.value));
            let finding = report.find(id.span, message);
            finding.related(first.span, "first here");
            if let Some(fix) = super::own_id(*endpoint) {
                finding.fix(fix);
            }
        }
    }
}
