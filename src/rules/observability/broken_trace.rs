use crate::lint::Report;
use crate::model::{Call, Service, Tracing};
use crate::rule::{Fix, rule};

rule! {
    /// A service between two that hand on the trace of a request does not.
    ///
    /// ## Why
    /// One request becomes two traces that nothing ties together. The slow call at the end has no user at its
    /// beginning, and the way between them is found by comparing clocks.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: shop, calls: [orders] }
    ///   - { name: orders, tracing: false, calls: [stock] }
    /// #                            ^^^^^ traces from `shop` to `stock` end at `orders`
    ///   - stock
    /// observability: { traces: { system: opentelemetry, propagation: w3c } }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: shop, calls: [orders] }
    ///   - { name: orders, tracing: w3c, calls: [stock] }
    ///   - stock
    /// observability: { traces: { system: opentelemetry, propagation: w3c } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: shop, calls: [orders] }
    ///   - { name: orders, calls: [stock] }
    ///   - { name: stock, tracing: false }
    /// observability: { traces: { system: opentelemetry, propagation: w3c } }
    /// ```
    ///
    /// ## Not a problem when
    /// Nobody before it or nobody behind it hands traces on, or nobody says anything of them.
    ///
    /// ## See
    /// seed 003:44 · W3C Trace Context · Zalando RESTful API guidelines, rule 233
    id: "observability/broken-trace",
    severity: Warning,
    stage: Review,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let traced = |other: Service<'_>| matches!(other.tracing(), Some(Tracing::On(_))) && !other.is(service);
    let Some(before) = service.callers().map(Call::caller).find(|it| traced(*it)) else { return };
    let Some(behind) = service.calls().filter_map(Call::service).find(|it| traced(*it) && !it.is(before)) else {
        return;
    };
    let (ours, theirs) = (form(service), form(before));
    let cut = !matches!(service.tracing(), Some(Tracing::On(_)));
    let other = ours.is_some() && theirs.is_some() && ours != theirs && form(behind) == theirs;
    if !cut && !other {
        return;
    }
    let name = |it: Service<'_>| super::brief(it.name());
    let message = format!("traces from `{}` to `{}` end at `{}`", name(before), name(behind), name(service));
    let place = service.at.value.tracing.as_ref().map_or(service.name_span(), |it| it.span);
    let usual = theirs.unwrap_or("w3c");
    report
        .find(place, message)
        .related(before.name_span(), "hands them on")
        .related(behind.name_span(), "takes them up")
        .fix(Fix::suggested(format!("Hand them on as `{usual}`"), service.set("tracing", &crate::yaml::quote(usual))));
}

fn form(service: Service<'_>) -> Option<&str> {
    match service.tracing() {
        Some(Tracing::On(form)) => form,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn what_neighbours_say_counts_where_the_system_says_nothing() {
        expect(
            &RULE,
            "services:
  - { name: shop, tracing: w3c, calls: [orders] }
  - { name: orders, calls: [stock] }
#           ^^^^^^ traces from `shop` to `stock` end at `orders`
  - { name: stock, tracing: w3c }
",
        );
    }

    #[test]
    fn another_form_is_not_understood() {
        let spec = "services:
  - { name: shop, tracing: w3c, calls: [orders] }
  - { name: orders, tracing: b3, calls: [stock] }
#                            ^^ traces from `shop` to `stock` end at `orders`
  - { name: stock, tracing: w3c }
";
        expect(&RULE, spec);
        silent(&RULE, "services: [{ name: shop, calls: [orders] }, { name: orders, calls: [stock] }, stock]\n");
    }
}
