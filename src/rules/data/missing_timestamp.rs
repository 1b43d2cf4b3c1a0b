use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Column, Model, Table};
use crate::rule::{Fix, rule};

rule! {
    /// A table does not say when its rows were made, where the others do.
    ///
    /// ## Why
    /// The first question after an incident is what was written when. Rows without a time cannot be sorted into the
    /// story, copied step by step into a warehouse, or deleted by age.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: orders, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: carts, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: products, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: reviews, fields: { id: uuid pk, text: text } }
    /// #           ^^^^^^^ rows of `reviews` do not say when they were made, as those of 4 other tables do
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: orders, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: carts, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: products, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: reviews, fields: { id: uuid pk, text: text, created_at: timestamptz not null } }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: users, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: orders, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: carts, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: products, fields: { id: uuid pk, created_at: timestamptz not null } }
    ///   - { name: likes, fields: { user_id: uuid pk -> users.id, product_id: uuid pk -> products.id } }
    ///   - { name: visits, fields: { id: uuid pk, seen_at: timestamptz } }
    /// ```
    ///
    /// ## Not a problem when
    /// Fewer than four in five tables say it, the row has another time, or it only connects two others.
    ///
    /// ## See
    /// seed 001:103-104 · seed 001:111
    id: "data/missing-timestamp",
    severity: Info,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let whole = |table: &Table<'_>| {
        let connects = table.columns().all(|column| column.primary_key || column.references.is_some());
        !connects && table.columns().next().is_some()
    };
    let tables: Vec<Table<'_>> = model.tables().filter(whole).collect();
    let made: Vec<Column<'_>> = tables.iter().filter_map(|table| table.columns().find(|it| says_when(*it))).collect();
    let Some(column) = made.first().filter(|_| made.len() >= 4 && made.len() * 5 >= tables.len() * 4) else { return };
    let Some(text) = model.spec.tree.node(column.at.node).and_then(|node| node.as_str()) else { return };
    let name = &column.name.value;
    for table in tables.iter().filter(|table| !table.columns().any(|it| it.is_time() || says_when(it))) {
        let Some(fields) = &table.at.value.fields else { continue };
        let (own, others) = (super::brief(table.name()), made.len());
        let message = format!("rows of `{own}` do not say when they were made, as those of {others} other tables do");
        let edits = model.spec.tree.set(fields.node, name, text);
        report.find(table.name_span(), message).fix(Fix::suggested(format!("Add `{name}`"), edits));
    }
}

fn says_when(column: Column<'_>) -> bool {
    words(&column.name.value).first().is_some_and(|word| word == "created" || word == "creation")
}
