use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A core domain object is listed and never modelled.
    ///
    /// ## Why
    /// Somebody thought it central enough to name first, and then no table, schema or event has it. Either it was
    /// forgotten, or it lives on under another name and people talk past each other.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_entities: [Order, Refund]
    /// #                      ^^^^^^ `Refund` is listed here and modelled nowhere
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    /// ```
    /// ```yaml fixed
    /// data_entities: [Order, Refund]
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    ///   - { name: refunds, fields: { id: uuid pk } }
    /// ```
    /// ```yaml good
    /// data_entities: [Order, Refund]
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    /// schemas:
    ///   Refund: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no data model yet, or the object is a schema, an event's aggregate, or what a cache or context is about.
    /// Number, case and separators do not matter: `order_item` is `OrderItems`.
    ///
    /// ## See
    /// seed 003:23
    id: "req/unmodelled-entity",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let system = model.system();
    if model.tables().next().is_none() {
        return;
    }
    let tables = model.tables().map(|it| it.name());
    let schemas = model.schemas().map(|it| it.name.value.as_str());
    let aggregates = model.events().filter_map(|it| it.at.value.aggregate.as_ref().map(|it| it.value.as_str()));
    let contexts = system.contexts.items().iter().filter_map(|it| it.name.as_ref().map(|it| it.value.0.as_str()));
    let known: Vec<String> = tables.chain(schemas).chain(aggregates).chain(contexts).map(plain).collect();
    for entity in system.data_entities.items() {
        if !known.contains(&plain(&entity.value.0)) {
            let edits = model.add_table(&entity.value.0);
            report
                .find(entity.span, format!("`{}` is listed here and modelled nowhere", entity.value.0))
                .fix(Fix::suggested("Add a table for it", edits));
        }
    }
}

/// A name without number, case and separators.
fn plain(name: &str) -> String {
    crate::model::singular(&name.to_lowercase().replace(['-', '_', ' '], ""))
}
