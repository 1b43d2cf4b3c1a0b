use crate::lint::Report;
use crate::model::{Table, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::StoreKind;

rule! {
    /// A table in a store that answers by key only does not say how it is asked.
    ///
    /// ## Why
    /// Such a store finds rows by the key they were laid out for and by nothing else. A question that comes later means
    /// reading everything, or copying the data under another key while the system runs.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [{ name: orders-db, engine: cassandra }]
    /// data_model:
    ///   - name: orders
    /// #         ^^^^^^ nothing says how `orders` is asked, which decides its key in `orders-db`
    ///     fields: { id: uuid pk, customer_id: uuid, status: text, created_at: timestamp }
    /// ```
    /// ```yaml fixed
    /// stores: [{ name: orders-db, engine: cassandra }]
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid, status: text, created_at: timestamp }
    ///     queries: [by id]
    /// ```
    /// ```yaml good
    /// stores: [{ name: orders-db, engine: cassandra }]
    /// data_model:
    ///   - name: orders
    ///     fields: { customer_id: uuid pk, created_at: timestamp pk, id: uuid, status: text }
    ///   - { name: locks, fields: { id: text pk, owner: text } }
    /// ```
    ///
    /// ## Not a problem when
    /// The table has next to nothing beside its key, or its layout says the question: a key of several columns,
    /// `partition_by`.
    ///
    /// ## See
    /// seed 002:25 · Amazon DynamoDB, Best practices for NoSQL design
    id: "data/unstated-queries",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(store) = table.store() else { return };
    let dynamo = store.at.value.engine.as_ref().is_some_and(|engine| engine.to_lowercase().contains("dynamodb"));
    if !(dynamo || store.kind() == Some(StoreKind::WideColumn)) || !table.at.value.queries.items().is_empty() {
        return;
    }
    // A key of several columns, or what the table is cut by, says how it is asked.
    let laid_out = table.at.value.partition_by.is_some() || table.primary_key().count() > 1;
    if !laid_out && table.columns().filter(|column| !column.primary_key).count() >= 3 && !table.is_passing() {
        let (own, store) = (super::brief(table.name()), super::brief(store.name()));
        let message = format!("nothing says how `{own}` is asked, which decides its key in `{store}`");
        let finding = report.find(table.name_span(), message);
        let asked = asked_by(table);
        if !asked.is_empty() {
            let queries: Vec<String> = asked.iter().map(|it| format!("by {it}")).collect();
            let edits = table.set("queries", &format!("[{}]", queries.join(", ")));
            finding.fix(Fix::suggested("Say what its readers ask by", edits));
        }
    }
}

/// The columns by which its readers ask: the key, and what the endpoints that read it filter by.
fn asked_by(table: Table<'_>) -> Vec<&str> {
    let filters = table.model.readers_of(table.name()).flat_map(|it| it.at.value.filter.items());
    let filters = filters.filter_map(|name| table.columns().find(|it| words(&it.name.value) == words(name)));
    let mut names: Vec<&str> = Vec::new();
    for column in table.sole_key().into_iter().chain(filters) {
        if !names.contains(&column.name.value.as_str()) {
            names.push(&column.name.value);
        }
    }
    names
}
