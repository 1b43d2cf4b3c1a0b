use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};
use crate::spec::data::Index;
use crate::spec::{At, Items};

rule! {
    /// An index does what another one does already.
    ///
    /// ## Why
    /// Every insert and every update writes both, both take memory from the cache of the database, and no query gets
    /// faster.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid, created_at: timestamptz }
    ///     indexes: [[customer_id], [customer_id, created_at]]
    /// #             ^^^^^^^^^^^^^ another index of `orders` begins with `customer_id`
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid, created_at: timestamptz }
    ///     indexes: [[customer_id, created_at]]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, customer_id: uuid, created_at: timestamptz }
    ///     indexes: [{ on: [customer_id], unique: true }, [customer_id, created_at], [created_at desc], [created_at, id]]
    /// ```
    ///
    /// ## Not a problem when
    /// The shorter one is unique or holds only some rows (`where`), which the longer one does not do.
    ///
    /// ## See
    /// seed 001:112 · PostgreSQL, 11.3 Multicolumn Indexes
    id: "data/redundant-index",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(list) = table.at.value.indexes.as_ref().filter(|_| table.is_relational()) else { return };
    let key: Vec<String> = table.primary_key().map(|column| column.name.value.clone()).collect();
    let known: Vec<(Vec<String>, &At<Index>)> = table.indexes().iter().map(|index| (columns(index), index)).collect();
    for (at, (own, index)) in known.iter().enumerate() {
        if own.is_empty() || index.r#where.is_some() {
            continue;
        }
        let only = own.iter().map(String::as_str).next().filter(|_| own.len() == 1);
        let sole = only.and_then(|name| table.column(name)).filter(|column| column.unique);
        let does_it = |(other, (wider, it)): (usize, &(Vec<String>, &At<Index>))| {
            let covers = wider.starts_with(own) && it.r#where.is_none() && other != at;
            // Of two that are the same the later one goes, and what is unique stays.
            let stays = !is_unique(index) && (wider.len() > own.len() || is_unique(it))
                || wider.len() == own.len() && is_unique(index) == is_unique(it) && other < at;
            covers && stays
        };
        let first = own.first().map(String::as_str).unwrap_or_default();
        let message = if let Some(column) = sole {
            format!("`{}` is unique and has an index by that", super::brief(&column.name.value))
        } else if key.starts_with(own) && (!is_unique(index) || key.len() == own.len()) {
            format!("the primary key of `{}` begins with `{}`", super::brief(table.name()), super::brief(first))
        } else if known.iter().enumerate().any(does_it) {
            format!("another index of `{}` begins with `{}`", super::brief(table.name()), super::brief(first))
        } else {
            continue;
        };
        let edits = table.model.spec.tree.remove_item(list.node, at);
        report.find(table.model.line(index.span), message).fix(Fix::suggested("Take it away", edits));
    }
}

fn columns(index: &At<Index>) -> Vec<String> {
    let plain = |entry: &At<String>| entry.value.to_lowercase().trim_end_matches(" asc").to_owned();
    index.on.items().iter().map(plain).collect()
}

fn is_unique(index: &At<Index>) -> bool {
    index.unique.as_ref().is_some_and(|unique| unique.value)
}
