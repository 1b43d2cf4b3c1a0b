use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::{Entries, Items};

rule! {
    /// An endpoint answers with an error code that the list of codes does not have.
    ///
    /// ## Why
    /// Clients branch on the listed codes. One that is spelled otherwise, or known to one team only, falls through to
    /// "something went wrong".
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: DELETE, path: "/v1/orders/{id}", errors: [ORDER_LOKED] }
    /// #                                                       ^^^^^^^^^^^ no error is called `ORDER_LOKED`, did you mean `ORDER_LOCKED`?
    /// api_design:
    ///   errors:
    ///     codes: { ORDER_LOCKED: The order is on its way., ORDER_PAID: The order is paid. }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: DELETE, path: "/v1/orders/{id}", errors: [ORDER_LOCKED] }
    /// api_design:
    ///   errors:
    ///     codes: { ORDER_LOCKED: The order is on its way., ORDER_PAID: The order is paid. }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: DELETE, path: "/v1/orders/{id}", errors: [ORDER_LOCKED] }
    ///   - { method: GET, path: "/v1/orders/{id}", errors: [ORDER_PAID] }
    /// api_design:
    ///   errors:
    ///     codes: { ORDER_LOCKED: The order is on its way., ORDER_PAID: The order is paid. }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no list of codes yet.
    ///
    /// ## See
    /// seed 003:29 · seed 001:62
    id: "api/undefined-error-code",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let model = endpoint.model;
    let policy = model.system().api_design.as_ref().and_then(|it| it.errors.as_ref());
    let known = policy.map(|it| it.codes.entries()).unwrap_or_default();
    if known.is_empty() {
        return;
    }
    for code in endpoint.at.value.errors.items() {
        if known.iter().any(|(name, _)| name.value == code.value) {
            continue;
        }
        let name = super::brief(&code.value);
        let names = || known.iter().map(|(name, _)| name.value.as_str());
        let alike = names().find(|it| plain(it) == plain(&code.value));
        let best = alike.or_else(|| crate::spec::read::nearest(&code.value, names()));
        let hint = best.map(|it| format!(", did you mean `{}`?", super::brief(it))).unwrap_or_default();
        let finding = report.find(code.span, format!("no error is called `{name}`{hint}"));
        if let Some(best) = best {
            let edits = model.spec.tree.replace(code.node, best);
            finding.fix(Fix::suggested(format!("Write `{}`", super::short(best)), edits));
        } else if let Some(codes) = policy.and_then(|it| it.codes.as_ref()) {
            finding.related(codes.key, "the list of codes");
        }
    }
}
