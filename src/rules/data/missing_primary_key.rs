use crate::lint::Report;
use crate::model::Table;
use crate::rule::{Fix, rule};

rule! {
    /// A table has no primary key.
    ///
    /// ## Why
    /// Two equal rows cannot be told apart, so one of them can be neither changed nor deleted alone. Replication and
    /// change capture refuse such a table, or read all of it for each change.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    /// #         ^^^^^^ `orders` has no primary key
    ///     fields:
    ///       id: uuid
    ///       total: numeric(12,2)
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       total: numeric(12,2)
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: documents, engine: mongodb }
    /// data_model:
    ///   - orders
    ///   - { name: sketches, store: documents, fields: { title: text } }
    /// ```
    ///
    /// ## Not a problem when
    /// The store is not relational: a document has its own id, a time series needs none.
    ///
    /// ## See
    /// seed 001:97-99 · seed 002:22 · seed 003:39
    id: "data/missing-primary-key",
    severity: Error,
    stage: Draft,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(fields) = table.at.value.fields.as_ref().filter(|fields| !fields.value.0.is_empty()) else { return };
    if !table.is_relational() || table.primary_key().next().is_some() {
        return;
    }
    let edits = match table.column("id") {
        Some(id) => id.mark("pk"),
        None => table.model.spec.tree.set(fields.node, "id", "uuid pk"),
    };
    report
        .find(table.name_span(), format!("`{}` has no primary key", table.name()))
        .fix(Fix::suggested("Make `id` the primary key", edits));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn a_key_of_two_columns_or_by_policy_is_one() {
        silent(
            &RULE,
            "data_model:\n  - { name: members, fields: { team_id: uuid pk, user_id: uuid primary key } }\n  - { name: notes, fields: { text: text } }\ndefaults:\n  table: { fields: { id: uuid pk } }\n",
        );
    }
}
