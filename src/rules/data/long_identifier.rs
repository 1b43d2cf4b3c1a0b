use crate::lint::Report;
use crate::model::{Dialect, Table};
use crate::rule::rule;
use crate::text::Span;

rule! {
    /// A name is longer than its database keeps.
    ///
    /// ## Why
    /// PostgreSQL cuts the name without an error, so that two long names become one, and queries that spell it out in
    /// another tool find nothing. MySQL refuses the table.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [{ name: crm-db, engine: postgresql }]
    /// data_model:
    ///   - name: customer_communication_preference_change_request_approval_history_entries
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 73 bytes, where PostgreSQL keeps 63
    ///     fields: { id: uuid pk }
    /// ```
    /// ```yaml good
    /// stores: [{ name: crm-db, engine: postgresql }]
    /// data_model:
    ///   - name: customer_communication_preference_change_request_approval_histo
    ///     fields: { id: uuid pk }
    /// ```
    ///
    /// ## Not a problem when
    /// The database is neither PostgreSQL nor MySQL, or is not stated.
    ///
    /// ## See
    /// seed 001:112 · PostgreSQL, 4.1.1 Identifiers · MySQL, 11.2.1 Identifier Length Limits
    id: "data/long-identifier",
    severity: Warning,
    stage: Draft,
    visit: Table(check),
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let dialect = table.store().and_then(|store| store.dialect());
    let mut tell = |name: &str, span: Span| match dialect {
        Some(Dialect::Postgres) if name.len() > 63 => {
            report.find(span, format!("{} bytes, where PostgreSQL keeps 63", name.len()));
        }
        Some(Dialect::Mysql) if name.chars().count() > 64 => {
            report.find(span, format!("{} characters, where MySQL takes 64", name.chars().count()));
        }
        _ => {}
    };
    tell(table.name(), table.name_span());
    for column in table.columns() {
        tell(&column.name.value, column.name.span);
    }
}
