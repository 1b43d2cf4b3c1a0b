use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// An API key may be used as often as its holder likes.
    ///
    /// ## Why
    /// One partner's faulty loop takes the capacity of all others. A key that leaked into a public repository is used by
    /// many at once, and the bill is the first to tell.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: partner-key
    /// #           ^^^^^^^^^^^ nothing limits how often a `partner-key` is used
    ///       kind: api-key
    ///       rotation: 90d
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: partner-key
    ///       kind: api-key
    ///       rotation: 90d
    ///       quota: 1000/h per key
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: partner-key, kind: api-key, rotation: 90d }
    ///   rate_limit: 100/min per key
    /// ```
    ///
    /// ## Not a problem when
    /// A limit holds for the whole API, or for every endpoint that takes the key.
    ///
    /// ## See
    /// seed 000:95 · OWASP API4:2023
    id: "auth/unlimited-api-key",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let (Some(name), Some(kind)) = (&scheme.at.value.name, &scheme.at.value.kind) else { return };
    if kind.value != SchemeKind::ApiKey || scheme.quota.is_some() {
        return;
    }
    let model = scheme.model;
    let system = model.security().and_then(|it| it.rate_limit.as_ref()).is_some();
    let takes_it = |endpoint: &crate::model::Endpoint<'_>| {
        endpoint.auth().and_then(|auth| model.scheme_of(auth)).is_some_and(|it| std::ptr::eq(it.at, scheme.at))
    };
    let mut endpoints = model.endpoints().filter(takes_it).peekable();
    let each = endpoints.peek().is_some() && endpoints.all(|endpoint| endpoint.rate_limit().is_some());
    if !system && !each {
        report
            .find(name.span, format!("nothing limits how often a `{}` is used", name.value.0))
            .fix(Fix::suggested("Allow 1000/h per key", scheme.set("quota", "1000/h per key")));
    }
}
