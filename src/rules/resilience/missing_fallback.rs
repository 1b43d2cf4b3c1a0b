use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// A service works without another, but nobody says what it does then.
    ///
    /// ## Why
    /// "Works without it" is decided in the code of the day: an empty list, an old price, an error page. Each of them is
    /// right somewhere and wrong elsewhere, and only the design can say which.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop
    ///     calls:
    ///       - { to: recommendations, timeout: 200ms, optional: true }
    /// #             ^^^^^^^^^^^^^^^ what does `shop` do without `recommendations`?
    ///   - recommendations
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop
    ///     calls:
    ///       - { to: recommendations, timeout: 200ms, optional: true, fallback: answer without recommendations }
    ///   - recommendations
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shop
    ///     calls:
    ///       - { to: recommendations, timeout: 200ms, optional: true, fallback: show bestsellers }
    ///   - recommendations
    /// ```
    ///
    /// ## Not a problem when
    /// `resilience.degradation` says what still works when something is gone, or the caller works in the background, where
    /// nobody waits for what is left out.
    ///
    /// ## See
    /// seed 000:75 · seed 002:52 · seed 003:50
    id: "resilience/missing-fallback",
    severity: Info,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let optional = call.optional.as_ref().is_some_and(|it| it.value) && call.is_synchronous();
    let described = call.model.system().resilience.as_ref().is_some_and(|it| it.degradation.is_some());
    // Where nobody waits for an answer, what is left out is left out.
    if !call.is_in_requests() {
        return;
    }
    let Some(callee) = call.callee().filter(|_| optional && !described && call.fallback().is_none()) else { return };
    let message = format!("what does `{}` do without `{}`?", call.caller().name(), callee.name());
    let (title, text) = (format!("Answer without `{}`", callee.name()), format!("answer without {}", callee.name()));
    report.find(call.place(), message).fix(Fix::suggested(title, call.set("fallback", &crate::yaml::quote(&text))));
}
