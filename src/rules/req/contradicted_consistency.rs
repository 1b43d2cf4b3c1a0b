use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::system::Consistency;
use crate::text::Edit;

rule! {
    /// Every read must see the last write, and the design reads from copies that lag behind or answers at any price.
    ///
    /// ## Why
    /// Strong consistency holds where data is written. A copy is behind by its lag, and while the network between the
    /// two is cut it is behind for longer, or does not answer.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { consistency: strong } }
    /// #                                       ^^^^^^ `strong` is required, but the read model of `orders` lags behind
    /// services:
    ///   - { name: orders, publishes: [order.placed], cqrs: { read_model: order list, projected_from: [order.placed], lag: 2s } }
    /// events: [order.placed]
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { consistency: per-aggregate } }
    /// services:
    ///   - { name: orders, publishes: [order.placed], cqrs: { read_model: order list, projected_from: [order.placed], lag: 2s } }
    /// events: [order.placed]
    /// ```
    /// ```yaml bad
    /// requirements: { quality: { consistency: strong } }
    /// #                                       ^^^^^^ `strong` is required, but reads go to replicas
    /// scalability: { read_replicas: order lists }
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { consistency: per-aggregate } }
    /// scalability: { read_replicas: order lists }
    /// ```
    /// ```yaml bad
    /// requirements: { quality: { consistency: strong } }
    /// #                                       ^^^^^^ `strong` is required, but readers of `prices` see what was 5m ago
    /// caches: [{ name: prices, of: products, ttl: 5m, staleness: 5m }]
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { consistency: per-aggregate } }
    /// caches: [{ name: prices, of: products, ttl: 5m, staleness: 5m }]
    /// ```
    /// ```yaml bad
    /// requirements: { quality: { consistency: strong, availability: 100% } }
    /// #                                       ^^^^^^ `strong` is required, but so is an answer while the network is cut
    /// ```
    /// ```yaml fixed
    /// requirements: { quality: { consistency: per-aggregate, availability: 100% } }
    /// ```
    /// ```yaml good
    /// requirements: { quality: { consistency: per-aggregate } }
    /// services:
    ///   - { name: orders, publishes: [order.placed], cqrs: { read_model: order list, projected_from: [order.placed], lag: 2s } }
    /// events: [order.placed]
    /// ```
    ///
    /// ## Not a problem when
    /// Consistency is required within an aggregate only, or some time later.
    ///
    /// ## See
    /// seed 001:8 · seed 002:10 · seed 000:74
    id: "req/contradicted-consistency",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(required) = quality.and_then(|it| it.consistency.as_ref()) else { return };
    if required.value != Consistency::Strong {
        return;
    }
    let behind = model.services().find_map(|it| {
        let view = it.at.value.cqrs.as_ref().filter(|view| !view.projected_from.items().is_empty())?;
        Some((format!("the read model of `{}` lags behind", it.name()), view.span))
    });
    let replicas = model.system().scalability.as_ref().and_then(|it| it.read_replicas.as_ref());
    let replicas = replicas.filter(|it| it.value.is_on()).map(|it| ("reads go to replicas".to_owned(), it.span));
    let cache = model.caches().filter(|cache| !cache.is_home()).find_map(|cache| {
        let old = cache.at.value.staleness.as_ref().filter(|old| old.value.0 > 0)?;
        Some((format!("readers of `{}` see what was {} ago", super::brief(cache.label()), old.value), old.span))
    });
    let always = quality.and_then(|it| it.availability.as_ref()).filter(|it| it.value.0 >= 1.0);
    let always = always.map(|it| ("so is an answer while the network is cut".to_owned(), it.span));
    if let Some((how, place)) = behind.or(replicas).or(cache).or(always) {
        let edits = vec![Edit::replace(required.span, Consistency::PerAggregate.word())];
        report
            .find(required.span, format!("`strong` is required, but {how}"))
            .related(place, "read here")
            .fix(Fix::suggested("Require it within an aggregate", edits));
    }
}
