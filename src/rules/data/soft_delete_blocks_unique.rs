use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Column, Table, index_column};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A row that is only marked as deleted still claims its unique value.
    ///
    /// ## Why
    /// Whoever deletes an account and comes back is told that the address is taken, by a row that nobody can see. Each
    /// such case becomes a ticket and a change of data by hand.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null unique pii
    /// #     ^^^^^ a deleted row of `users` still claims its `email`
    ///       deleted_at: timestamptz
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null pii
    ///       deleted_at: timestamptz
    ///     indexes: [{ on: [email], unique: true, where: deleted_at is null }]
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: users
    ///     soft_delete: deleted_at
    ///     fields: { id: uuid pk, email: text, token_hash: text unique, actor_uri: text unique, deleted_at: timestamptz }
    ///     indexes: [{ on: [email], unique: true, where: deleted_at is null }, { on: [email, deleted_at], unique: true }]
    /// ```
    ///
    /// ## Not a problem when
    /// The value never comes again: keys, tokens, hashes, and addresses that name one thing for ever.
    ///
    /// ## See
    /// seed 001:100 · seed 001:115-121
    id: "data/soft-delete-blocks-unique",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(mark) = table.deletion_mark().filter(|_| table.is_relational()) else { return };
    for column in table.columns().filter(|column| column.unique && !column.primary_key && !is_random(*column)) {
        let name = &column.name.value;
        let index = format!("{{ on: [{name}], unique: true, where: {mark} is null }}");
        let mut edits = column.without("unique");
        edits.extend(match &table.at.value.indexes {
            Some(indexes) => table.model.spec.tree.push(indexes.node, &index),
            None => table.set("indexes", &format!("[{index}]")),
        });
        report
            .find(column.name.span, format!("a deleted row of `{}` still claims its `{name}`", table.name()))
            .fix(Fix::suggested("Make it unique among the rows that are left", edits));
    }
    for index in table.indexes().iter().filter(|index| index.unique.as_ref().is_some_and(|unique| unique.value)) {
        let columns: Vec<&str> = index.on.items().iter().map(|entry| index_column(entry)).collect();
        let random = |name: &&str| table.column(name).is_some_and(is_random);
        if index.r#where.is_some() || columns.contains(&mark) || columns.is_empty() || columns.iter().any(random) {
            continue;
        }
        let message = format!("a deleted row of `{}` still claims its `{}`", table.name(), columns.join(", "));
        let edits = table.model.spec.set(index, "where", &format!("{mark} is null"));
        let span = crate::spec::read::first_line(table.model.spec.text(), index.span);
        report.find(span, message).fix(Fix::suggested("Make it unique among the rows that are left", edits));
    }
}

/// Whether its values never come again: drawn at random, or the name of one thing in all the world.
fn is_random(column: Column<'_>) -> bool {
    const RANDOM: [&str; 14] = [
        "hash",
        "token",
        "uuid",
        "nonce",
        "jti",
        "key",
        "uri",
        "iri",
        "urn",
        "guid",
        "ulid",
        "fingerprint",
        "digest",
        "checksum",
    ];
    let last = words(&column.name.value).pop().unwrap_or_default();
    column.ty == "uuid" || column.hashed || column.secret || RANDOM.contains(&last.as_str())
}
