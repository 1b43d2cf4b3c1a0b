use crate::lint::Report;
use crate::model::{Endpoint, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::Method;

rule! {
    /// An endpoint that promises to change nothing writes data.
    ///
    /// ## Why
    /// A GET is repeated, fetched ahead of time, followed by crawlers and answered from caches. Each of that changes data
    /// here, or, when a cache answers, does not change what it should.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}/confirm
    ///     writes: [orders]
    /// #            ^^^^^^ a GET must change nothing, yet it writes `orders`
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders/{id}/confirm
    ///     writes: [orders]
    /// data_model:
    ///   - orders
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/{code}", auth: public, public_reason: short links are public, writes: [clicks] }
    ///   - { method: GET, path: "/v1/products/{id}", emits: [product.viewed] }
    /// data_model:
    ///   - clicks
    /// events:
    ///   - product.viewed
    /// ```
    ///
    /// ## Not a problem when
    /// What is written only records the reading: clicks, views, access logs, audit trails, usage counters. The callback of a
    /// sign-in has to be a GET and is not reported either.
    ///
    /// ## See
    /// seed 001:26 · RFC 9110, 9.2.1
    id: "api/side-effect-on-get",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

/// What may be written because something was read.
const RECORDS: [&str; 24] = [
    "audit",
    "log",
    "logs",
    "view",
    "views",
    "visit",
    "visits",
    "click",
    "clicks",
    "hit",
    "hits",
    "stat",
    "stats",
    "statistics",
    "counter",
    "counters",
    "metric",
    "metrics",
    "analytics",
    "access",
    "usage",
    "impression",
    "impressions",
    "history",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let method = endpoint.method();
    let protocol = endpoint.segments().any(|(segment, _)| matches!(segment, "callback" | "authorize" | "oauth"));
    if !method.is_safe() || protocol {
        return;
    }
    let changed = ["created", "updated", "deleted", "removed", "changed"];
    let written = endpoint.at.value.writes.items().iter();
    let written = written.filter(|it| !words(&it.value.0).iter().any(|word| RECORDS.contains(&word.as_str())));
    let written = written.map(|it| (it.span, format!("writes `{}`", it.value.0)));
    let emitted = endpoint.at.value.emits.items().iter();
    let emitted = emitted.filter(|it| words(&it.value.0).last().is_some_and(|word| changed.contains(&word.as_str())));
    let emitted = emitted.map(|it| (it.span, format!("emits `{}`", it.value.0)));
    let Some((span, what)) = written.chain(emitted).next() else { return };
    let finding = report.find(span, format!("a {method} must change nothing, yet it {what}"));
    finding.fix(Fix::suggested("Make it a POST", endpoint.change_method(Method::Post)));
}
