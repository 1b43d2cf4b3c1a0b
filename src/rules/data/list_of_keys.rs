use crate::lint::Report;
use crate::model::{Column, Table, singular};
use crate::rule::{Fix, rule};
use crate::text::Edit;

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
    /// ```yaml fixed
    /// data_model:
    ///   - name: posts
    ///     fields:
    ///       id: uuid pk
    ///   - { name: tags, fields: { id: uuid pk } }
    ///   - { name: post_tags, fields: { post_id: uuid pk -> posts.id, tag_id: uuid pk -> tags.id } }
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
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let name = &column.name.value;
    let stem = name.strip_suffix("_ids").or_else(|| name.strip_suffix("Ids"));
    let Some(target) = stem.and_then(|stem| column.table.model.entity(stem)) else { return };
    if column.table.is_relational() && target.is_relational() && column.references.is_none() {
        let (own, other) = (super::brief(column.table.name()), super::brief(target.name()));
        let message = format!("`{own}` and `{other}` belong together many to many, which takes a table of its own");
        report
            .find(column.name.span, message)
            .fix(Fix::suggested("Keep the pairs in a table of their own", pairs(column, target)));
    }
}

/// The edits that put a table of pairs in the place of the list.
fn pairs(column: Column<'_>, target: Table<'_>) -> Vec<Edit> {
    let camel = column.name.value.ends_with("Ids");
    let join = |one: &str, two: &str| if camel { format!("{one}{}", capital(two)) } else { format!("{one}_{two}") };
    let key = |table: Table<'_>| {
        let key = table.sole_key()?;
        let name = join(&singular(table.name()), "id");
        Some((name, format!("{} pk -> {}.{}", key.written_type(), table.name(), key.name.value)))
    };
    let (Some(own), Some(other)) = (key(column.table), key(target)) else { return Vec::new() };
    let name = join(&singular(column.table.name()), target.name());
    column.table.split_off(&[&column.name.value], &name, &[own, other])
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
