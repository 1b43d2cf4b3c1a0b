use crate::lint::Report;
use crate::model::{Call, Service};
use crate::rule::{Fix, rule};

rule! {
    /// The fallback of a call needs the very thing that has failed.
    ///
    /// ## Why
    /// The way out leads back into the fire: when the callee is down, so is its replacement, and the requests wait
    /// twice before they fail.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: checkout
    ///     calls:
    ///       - { to: rates, fallback: rates-cache }
    /// #                              ^^^^^^^^^^^ `rates-cache` cannot answer without `rates` either
    ///   - name: rates-cache
    ///     calls: [rates]
    ///   - rates
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: checkout
    ///     calls:
    ///       - { to: rates, fallback: rates-cache }
    ///   - name: rates-cache
    ///     calls: [{ to: rates, optional: true }]
    ///   - rates
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: checkout
    ///     calls:
    ///       - { to: rates, fallback: rates-cache }
    ///   - name: rates-cache
    ///     calls: [{ to: rates, optional: true }]
    ///   - rates
    /// ```
    ///
    /// ## Not a problem when
    /// The replacement works without the callee: its call is `optional` or has a fallback of its own. A fallback in words
    /// is not judged.
    ///
    /// ## See
    /// seed 000:75
    id: "resilience/fallback-needs-callee",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(callee), Some(fallback)) = (call.callee(), call.fallback()) else { return };
    let Some(name) = fallback.value.details() else { return };
    let same = name == callee.name();
    let other = call.model.service(name).filter(|other| other.needs(callee.name()));
    let needs = other.is_some();
    if same || needs {
        let message = match same {
            true => format!("the fallback is `{name}` itself"),
            false => format!("`{name}` cannot answer without `{}` either", callee.name()),
        };
        let asks = other
            .into_iter()
            .flat_map(Service::calls)
            .filter(|it| it.callee().is_some_and(|it| it.name() == callee.name()));
        let edits = asks.flat_map(|it| it.set("optional", "true")).collect();
        report
            .find(fallback.span, message)
            .related(call.place(), "the call that falls back")
            .fix(Fix::suggested(format!("Let `{name}` answer without `{}`", callee.name()), edits))
            .fix(Fix::suggested("Have no fallback", call.set("fallback", "false")));
    }
}
