use std::collections::BTreeSet;

use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Model, Table, singular};
use crate::order;
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::endpoint::Method;

rule! {
    /// An entity is read, and nothing in the design ever writes it.
    ///
    /// ## Why
    /// Either the endpoint always answers with nothing, or something fills the table that nobody has designed: a
    /// script, a console, another team. That is where wrong data comes in.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders] }
    ///   - { method: GET, path: /v1/orders, reads: [orders, users, carts, products, discounts] }
    ///   - { method: POST, path: /v1/users, writes: [users] }
    ///   - { method: POST, path: /v1/carts, writes: [carts] }
    ///   - { method: POST, path: /v1/products, writes: [products] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    ///   - { name: users, fields: { id: uuid pk } }
    ///   - { name: carts, fields: { id: uuid pk } }
    ///   - { name: products, fields: { id: uuid pk } }
    ///   - { name: discounts, fields: { id: uuid pk } }
    /// #           ^^^^^^^^^ `discounts` are read, and nothing writes them
    /// ```
    /// ```yaml good
    /// services: [{ name: shop, jobs: [import discounts every night] }]
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders] }
    ///   - { method: GET, path: /v1/orders, reads: [orders, users, carts, products, discounts] }
    ///   - { method: POST, path: /v1/users, writes: [users] }
    ///   - { method: POST, path: /v1/carts, writes: [carts] }
    ///   - { method: POST, path: /v1/products, writes: [products] }
    /// data_model:
    ///   - { name: orders, fields: { id: uuid pk } }
    ///   - { name: users, fields: { id: uuid pk } }
    ///   - { name: carts, fields: { id: uuid pk } }
    ///   - { name: products, fields: { id: uuid pk } }
    ///   - { name: discounts, fields: { id: uuid pk } }
    /// ```
    ///
    /// ## Not a problem when
    /// A job, a handler or a step of a flow speaks of it, its rows come by a query API or with the software, or the
    /// spec says of fewer than four in five entities who writes them.
    ///
    /// ## See
    /// seed 001:6 · Threagile `wrong-communication-link-content`
    id: "data/unwritten-entity",
    severity: Info,
    stage: Review,
    visit: System(check),
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    // Mutations and procedures write without saying what.
    if model.graphql().next().is_some() || model.grpc().next().is_some() {
        return;
    }
    let read: Vec<Table<'_>> = model.tables().filter(|table| model.readers_of(table.name()).next().is_some()).collect();
    let created = order::set(
        model
            .endpoints()
            .filter(|endpoint| endpoint.method() == Method::Post)
            .filter_map(|endpoint| endpoint.collection().map(Table::name)),
    );
    let is_written = |table: &Table<'_>| created.contains(table.name()) || !table.writers().is_empty();
    let (written, open): (Vec<_>, Vec<_>) = read.into_iter().partition(is_written);
    if open.is_empty() || written.len() < 4 || written.len() * 5 < (written.len() + open.len()) * 4 {
        return;
    }
    let spoken = spoken_of(model);
    let is_fed = |table: &Table<'_>| {
        let by_events = model.services().any(|it| {
            it.at
                .value
                .cqrs
                .as_ref()
                .is_some_and(|view| view.read_model.as_ref().is_some_and(|name| name.value == table.name()))
        });
        by_events || table.owner().is_some_and(|owner| owner.is_event_sourced())
    };
    for table in open.iter().filter(|table| !is_fed(table)) {
        let names = words(table.name());
        if names.last().is_none_or(|last| spoken.contains(&singular(last))) || is_written_from_elsewhere(*table) {
            continue;
        }
        let finding = report
            .find(table.name_span(), format!("`{}` are read, and nothing writes them", super::brief(table.name())));
        if let Some(reader) = model.readers_of(table.name()).next() {
            finding.related(reader.heading(), "reads it");
        }
    }
}

/// Whether another service says that it writes the store.
fn is_written_from_elsewhere(table: Table<'_>) -> bool {
    let Some(store) = table.store() else { return false };
    table.model.services().any(|it| it.at.value.writes.items().iter().any(|name| name.value.0 == store.name()))
}

/// The words of what is done in the background and in flows, each in the singular.
fn spoken_of(model: &Model<'_>) -> BTreeSet<String> {
    const SAID: [&str; 8] = ["jobs", "handler", "does", "steps", "compensate", "on_failure", "summary", "async"];
    let texts = model.texts();
    let said = texts.iter().filter(|text| !text.is_key && SAID.contains(&text.key));
    // What a table or an endpoint says of itself is no sign that somebody writes it.
    let background =
        said.filter(|text| text.key != "summary" || model.services().any(|it| it.at.span.contains(text.span)));
    background.flat_map(|text| words(text.value)).map(|word| singular(&word)).collect()
}
