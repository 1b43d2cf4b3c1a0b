use std::collections::BTreeSet;

use crate::lint::Report;
use crate::model::Model;
use crate::order;
use crate::rule::{Fix, rule};

rule! {
    /// A schema is declared that nothing in the spec names.
    ///
    /// ## Why
    /// It is published with the interface and looks like a promise. Clients build types for it, and whoever wants to
    /// change it asks around for users that do not exist.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder, response: Order }
    ///   - { method: GET, path: /v1/orders, response: OrderList, responses: { 400: Error } }
    /// schemas:
    ///   CreateOrder: { sku: string }
    ///   Order: { id: uuid }
    ///   OrderList: { items: "Order[]" }
    ///   Error: { code: string }
    ///   OrderSummary: { id: uuid }
    /// # ^^^^^^^^^^^^ nothing names `OrderSummary`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder, response: Order }
    ///   - { method: GET, path: /v1/orders, response: OrderList, responses: { 400: Error } }
    /// schemas:
    ///   CreateOrder: { sku: string }
    ///   Order: { id: uuid }
    ///   OrderList: { items: "Order[]" }
    ///   Error: { code: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder: { sku: string }
    ///   Order: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// Fewer than four in five schemas are named by anything: then the schemas are ahead of the rest.
    ///
    /// ## See
    /// seed 001:10 · Spectral oas3-unused-component
    id: "meta/unused-schema",
    severity: Info,
    stage: Review,
    profile: Strict,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(section) = &model.system().schemas else { return };
    let entries = &section.value.0.0;
    let own = order::map(entries.iter().map(|(name, schema)| (name.value.as_str(), name.span.to(schema.span))));
    // Wherever a name stands, in a type of the spec's own or in a contract that is written out.
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for text in model.texts() {
        let words = text.value.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')));
        let words = words.flat_map(|word| [Some(word), word.rsplit('.').next()]).flatten();
        let known = words.filter_map(|word| own.get_key_value(word));
        named.extend(known.filter(|(_, place)| !place.contains(text.span)).map(|(name, _)| *name));
    }
    if named.len() * 5 < entries.len() * 4 {
        return;
    }
    for (name, _) in entries.iter().filter(|(name, _)| !named.contains(name.value.as_str())) {
        let edits = model.spec.tree.remove_entry(section.node, &name.value);
        let shown = crate::spec::read::shorten(&name.value);
        report.find(name.span, format!("nothing names `{shown}`")).fix(Fix::suggested("Take it out", edits));
    }
}
