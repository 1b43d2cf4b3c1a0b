use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::system::Consistency;
use crate::text::Span;

rule! {
    /// Readers are promised the last write, and a part of the design shows them an older one.
    ///
    /// ## Why
    /// People build on the promise: they read back what they wrote and act on it. What is a second behind sells the
    /// last seat twice, and no test on one machine shows it.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { consistency: strong }
    /// services:
    ///   - name: orders
    ///     cqrs: { read_model: orders-view, projected_from: [order.created], lag: 2s }
    /// #                                                                          ^^ `strong` is required, but readers of `orders-view` see what was 2s ago
    ///     publishes: [order.created]
    /// events: [order.created]
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { consistency: per-aggregate }
    /// services:
    ///   - name: orders
    ///     cqrs: { read_model: orders-view, projected_from: [order.created], lag: 2s }
    ///     publishes: [order.created]
    /// events: [order.created]
    /// ```
    ///
    /// ## Not a problem when
    /// The model is `per-aggregate` or `eventual`, or the part does not say how far it is behind.
    ///
    /// ## See
    /// seed 001:8 · seed 002:43 · Brewer, CAP twelve years later
    id: "data/contradicted-consistency",
    severity: Warning,
    stage: Draft,
    visit: System(check),
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(strong) = quality.and_then(|it| it.consistency.as_ref()).filter(|it| it.value == Consistency::Strong)
    else {
        return;
    };
    let availability = quality.and_then(|it| it.availability.as_ref()).filter(|it| it.value.0 >= 1.0);
    if let Some(all) = availability {
        let message = "while the network is parted no store can be both 100% available and `strong`";
        report.find(all.span, message).related(strong.span, "what readers are promised");
    }
    for (span, message) in stale(model) {
        report.find(span, message).related(strong.span, "what readers are promised");
    }
}

/// What shows older data and says how old.
fn stale(model: &Model<'_>) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for service in model.services() {
        let Some(view) = &service.at.value.cqrs else { continue };
        let name = view.read_model.as_ref().map_or("its read model", |name| name.value.as_str());
        let lag = view.lag.as_ref().filter(|lag| lag.value.0 > 0);
        found.extend(lag.map(|lag| (lag.span, old(name, lag.value))));
    }
    for cache in model.caches() {
        let staleness = cache.at.value.staleness.as_ref().filter(|it| it.value.0 > 0 && !cache.is_home());
        found.extend(staleness.map(|it| (it.span, old(cache.label(), it.value))));
    }
    let replicas = model.system().scalability.as_ref().and_then(|it| it.read_replicas.as_ref());
    for store in model.stores().filter(|_| replicas.is_some_and(|it| it.is_on())) {
        let lag = store.at.value.replication_lag.as_ref().filter(|lag| lag.value.0 > 0);
        found.extend(lag.map(|lag| (lag.span, old(&format!("copies of {}", store.name()), lag.value))));
    }
    found
}

fn old(name: &str, ago: crate::value::Duration) -> String {
    format!("`strong` is required, but readers of `{}` see what was {ago} ago", super::brief(name))
}
