use crate::lint::Report;
use crate::model::Column;
use crate::rule::rule;

rule! {
    /// A column holds a list of keys of another table.
    ///
    /// ## Why
    /// No foreign key can check what is inside a list, so that ids of rows that are gone stay in it. Finding all orders
    /// with one product reads every order.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: posts
    ///     fields:
    ///       id: uuid pk
    ///       tag_ids: uuid[]
    /// #     ^^^^^^^ `posts` and `tags` belong together many to many, which takes a table of its own
    ///   - { name: tags, fields: { id: uuid pk } }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: posts, fields: { id: uuid pk, labels: "text[]" } }
    ///   - { name: tags, fields: { id: uuid pk } }
    ///   - { name: post_tags, fields: { post_id: uuid pk -> posts.id, tag_id: uuid pk -> tags.id } }
    /// ```
    ///
    /// ## Not a problem when
    /// The store is none of tables: documents keep such lists well.
    ///
    /// ## See
    /// seed 002:22-23 · Bill Karwin, SQL Antipatterns, Jaywalking
    id: "data/list-of-keys",
    severity: Warning,
    stage: Draft,
    visit: Column(check),
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let name = &column.name.value;
    let stem = name.strip_suffix("_ids").or_else(|| name.strip_suffix("Ids"));
    let Some(other) = stem.and_then(|stem| column.table.model.entity(stem)) else { return };
    if column.table.is_relational() && other.is_relational() && column.references.is_none() {
        let (own, other) = (super::brief(column.table.name()), super::brief(other.name()));
        report.find(
            column.name.span,
            format!("`{own}` and `{other}` belong together many to many, which takes a table of its own"),
        );
    }
}
