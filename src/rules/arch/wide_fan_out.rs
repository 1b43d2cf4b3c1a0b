use crate::lint::Report;
use crate::model::{Call, Endpoint};
use crate::order;
use crate::rule::rule;

rule! {
    /// One request waits for more than seven others.
    ///
    /// ## Why
    /// Each of them must work for the whole to work: eight services of 99.9% make 99.2%. And the slowest of eight
    /// answers at its 99th percentile in every thirteenth request.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: page
    ///     api:
    ///       - GET /v1/home
    /// #       ^^^^^^^^^^^^ waits for 8 services: a, b, c, d, e, f, g, h
    ///     calls:
    ///       - { to: a, during: [GET /v1/home] }
    ///       - { to: b, during: [GET /v1/home] }
    ///       - { to: c, during: [GET /v1/home] }
    ///       - { to: d, during: [GET /v1/home] }
    ///       - { to: e, during: [GET /v1/home] }
    ///       - { to: f, during: [GET /v1/home] }
    ///       - { to: g, during: [GET /v1/home] }
    ///       - { to: h, during: [GET /v1/home] }
    ///   - a
    ///   - b
    ///   - c
    ///   - d
    ///   - e
    ///   - f
    ///   - g
    ///   - h
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: page
    ///     api:
    ///       - GET /v1/home
    ///       - GET /v1/basket
    ///     calls:
    ///       - { to: a, during: [GET /v1/home] }
    ///       - { to: b, during: [GET /v1/home] }
    ///       - { to: c, during: [GET /v1/home] }
    ///       - { to: d, during: [GET /v1/home] }
    ///       - { to: e, during: [GET /v1/basket] }
    ///       - { to: f, during: [GET /v1/basket] }
    ///       - { to: g, during: [GET /v1/basket] }
    ///       - { to: h, during: [GET /v1/basket] }
    ///   - a
    ///   - b
    ///   - c
    ///   - d
    ///   - e
    ///   - f
    ///   - g
    ///   - h
    /// ```
    ///
    /// ## Not a problem when
    /// Calls are optional or have a fallback, or they do not say during which request they happen.
    ///
    /// ## See
    /// seed 000:67 · seed 000:71
    id: "arch/wide-fan-out",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
}

/// A page of an ordinary shop needs fewer.
const MOST: usize = 7;

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(service) = endpoint.service() else { return };
    let calls: Vec<Call<'_>> = service.calls().filter(|call| call.is_hard() && call.is_during(endpoint)).collect();
    let mut names: Vec<&str> = calls.iter().filter_map(|call| Some(call.callee()?.name())).collect();
    order::by(&mut names, Ord::cmp);
    names.dedup();
    if names.len() <= MOST {
        return;
    }
    let shown = crate::spec::read::shorten(&names.join(", "));
    let finding = report.find(endpoint.heading(), format!("waits for {} services: {shown}", names.len()));
    for call in &calls {
        finding.related(call.place(), "waits for this");
    }
    finding.step(format!("{} services > {MOST}", names.len()));
}
