use std::collections::{BTreeMap, BTreeSet};

use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Model, Table, singular};
use crate::rule::rule;
use crate::text::Span;

rule! {
    /// A table is modelled, and nothing in the design has to do with it.
    ///
    /// ## Why
    /// Somebody builds it, migrates it, backs it up and asks years later whether it may go. What is in it has no owner
    /// who would notice that it is wrong.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders] }
    ///   - { method: POST, path: /v1/users, writes: [users] }
    ///   - { method: POST, path: /v1/carts, writes: [carts] }
    ///   - { method: POST, path: /v1/products, writes: [products] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    ///   - { name: users, fields: { id: uuid pk } }
    ///   - { name: carts, fields: { id: uuid pk } }
    ///   - { name: products, fields: { id: uuid pk } }
    ///   - { name: vouchers, fields: { id: uuid pk, text: text } }
    /// #           ^^^^^^^^ nothing has to do with `vouchers`
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders] }
    ///   - { method: POST, path: /v1/users, writes: [users] }
    ///   - { method: POST, path: /v1/carts, writes: [carts], summary: Fill a cart and take a voucher. }
    ///   - { method: POST, path: /v1/products, writes: [products] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    ///   - { name: users, fields: { id: uuid pk } }
    ///   - { name: carts, fields: { id: uuid pk } }
    ///   - { name: products, fields: { id: uuid pk } }
    ///   - { name: vouchers, fields: { id: uuid pk, text: text } }
    ///   - { name: order_lines, fields: { order_id: uuid pk -> orders.id, line: integer pk } }
    /// ```
    ///
    /// ## Not a problem when
    /// Any other part of the spec speaks of it, keys connect it with another table, it is for a service's own work,
    /// such as an outbox, or fewer than four in five tables are used by anything.
    ///
    /// ## See
    /// seed 003:23 · Threagile `unnecessary-data-asset`
    id: "data/unused-entity",
    severity: Info,
    stage: Review,
    visit: System(check),
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let is_used = |table: &Table<'_>| {
        !table.writers().is_empty() || model.readers_of(table.name()).next().is_some() || table.is_for_own_work()
    };
    let (used, open): (Vec<_>, Vec<_>) =
        model.tables().filter(|table| table.columns().next().is_some()).partition(is_used);
    if open.is_empty() || used.len() < 4 || used.len() * 5 < (used.len() + open.len()) * 4 {
        return;
    }
    let mentions = mentions(model);
    let alone = |table: &Table<'_>| {
        let last = words(table.name()).pop().map(|word| singular(&word)).unwrap_or_default();
        let elsewhere =
            mentions.get(&last).is_some_and(|spans| spans.iter().any(|span| !table.at.span.contains(*span)));
        !elsewhere
            && model.tables().all(|other| other.name() == table.name() || table.is_related_to(other) == Some(false))
    };
    for table in open.iter().filter(|table| alone(table)) {
        report.find(table.name_span(), format!("nothing has to do with `{}`", super::brief(table.name())));
    }
}

/// Where each word stands, in the singular; a list of what the system is about is no use of it.
fn mentions(model: &Model<'_>) -> BTreeMap<String, BTreeSet<Span>> {
    let mut found: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for text in model.texts().iter().filter(|text| text.key != "data_entities") {
        for word in words(text.value) {
            found.entry(singular(&word)).or_default().insert(text.span);
        }
    }
    found
}
