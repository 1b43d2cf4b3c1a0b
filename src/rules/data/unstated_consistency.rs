use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Span;

rule! {
    /// There are copies of data, and nothing says how old readers may see them.
    ///
    /// ## Why
    /// Each team assumes something else: one reads back what it has just written and finds nothing, another locks
    /// everything to be sure. Which of them is wrong is decided in production.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// services:
    ///   - name: orders
    ///     cqrs: { read_model: orders-view, projected_from: [order.created] }
    /// #                       ^^^^^^^^^^^ `orders-view` is a copy, and nothing says which consistency readers get
    ///     publishes: [order.created]
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   quality: { availability: 99.9%, consistency: per-aggregate }
    /// services:
    ///   - name: orders
    ///     cqrs: { read_model: orders-view, projected_from: [order.created] }
    ///     publishes: [order.created]
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { availability: 99.9%, consistency: eventual }
    /// services:
    ///   - name: orders
    ///     cqrs: { read_model: orders-view, projected_from: [order.created] }
    ///     publishes: [order.created]
    /// ```
    ///
    /// ## Not a problem when
    /// All data has one place.
    ///
    /// ## See
    /// seed 001:8 · seed 002:43
    id: "data/unstated-consistency",
    severity: Info,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(quality) = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref()) else { return };
    let Some((span, name)) = copy(model).filter(|_| quality.value.consistency.is_none()) else { return };
    let edits = model.spec.tree.set(quality.node, "consistency", "per-aggregate");
    report
        .find(span, format!("`{}` is a copy, and nothing says which consistency readers get", super::brief(&name)))
        .fix(Fix::suggested("Promise it within an aggregate", edits));
}

/// The first copy that the spec speaks of.
fn copy(model: &Model<'_>) -> Option<(Span, String)> {
    let view = model.services().find_map(|service| {
        let name = service.at.value.cqrs.as_ref()?.read_model.as_ref()?;
        Some((name.span, name.value.clone()))
    });
    let spread = || {
        let mut stores = model.stores().filter(|store| store.at.value.regions.items().len() > 1);
        let copied = stores.find(|store| store.at.value.replicas.as_ref().is_some_and(|it| it.value > 0))?;
        Some((copied.name_span(), copied.name().to_owned()))
    };
    view.or_else(spread)
}
