use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Nothing says what happens to the rest of a batch when one of its things fails.
    ///
    /// ## Why
    /// A client that takes the failure for all of it sends everything again and doubles what succeeded. One that takes it
    /// for one item loses the others.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/batch
    ///     batch: { max: 100 }
    /// #   ^^^^^ nothing says whether some may fail while others succeed
    ///   - method: POST
    ///     path: /v1/carts/batch
    ///     batch: { max: 100, partial: false }
    ///     responses: [207, 400]
    /// #               ^^^ 207 tells of each by itself, yet the batch is all or nothing
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/batch
    ///     batch: { max: 100, partial: false }
    ///   - method: POST
    ///     path: /v1/carts/batch
    ///     batch: { max: 100, partial: true }
    ///     responses: [207, 400]
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders/batch, batch: { max: 100, partial: true } }
    ///   - { method: POST, path: /v1/carts/batch, batch: 100, responses: [207, 400] }
    ///   - { method: GET, path: /v1/carts/batch, batch: 100 }
    /// ```
    ///
    /// ## Not a problem when
    /// 207 says that each thing has a status of its own, or the batch only reads.
    ///
    /// ## See
    /// seed 000:52 · RFC 4918, 11.1 · Zalando #152
    id: "api/unstated-batch-outcome",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(batch) = endpoint.at.value.batch.as_ref().filter(|_| !endpoint.method().is_safe()) else { return };
    let each = endpoint.status(207);
    let model = endpoint.model;
    match (&batch.partial, each) {
        (None, None) => {
            let all = model.spec.set(batch, "partial", "false");
            let some = model.spec.set(batch, "partial", "true");
            report
                .find(batch.key, "nothing says whether some may fail while others succeed")
                .fix(Fix::suggested("Take all or nothing", all))
                .fix(Fix::suggested("Let some fail", some));
        }
        (Some(partial), Some(each)) if !partial.value => {
            report
                .find(each.code.span, "207 tells of each by itself, yet the batch is all or nothing")
                .related(partial.span, "all or nothing")
                .fix(Fix::suggested("Let some fail", vec![Edit::replace(partial.span, "true")]));
        }
        _ => {}
    }
}
