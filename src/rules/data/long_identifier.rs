use crate::limits::{self, Bound};
use crate::lint::Report;
use crate::model::{Dialect, Table};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

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
    /// ```yaml fixed
    /// stores: [{ name: crm-db, engine: postgresql }]
    /// data_model:
    ///   - name: customer_communication_preference_change_request_appro_a931ce11
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
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    type Length = fn(&str) -> usize;
    let (product, does, length): (_, _, Length) = match table.store().and_then(|store| store.dialect()) {
        Some(Dialect::Postgres) => ("postgresql", "bytes, where PostgreSQL keeps", str::len),
        Some(Dialect::Mysql) => ("mysql", "characters, where MySQL takes", |name| name.chars().count()),
        _ => return,
    };
    let Some(limit) = limits::find(product, Bound::Identifier) else { return };
    let most = limit.count().unwrap_or(u64::MAX);
    let mut tell = |name: &str, span: Span, rename: &dyn Fn(&str) -> Vec<Edit>| {
        let length = length(name);
        if length as u64 > most {
            let short = shorten(name, most as usize);
            report
                .find(span, format!("{length} {does} {most}"))
                .step(limit.in_words())
                .fix(Fix::suggested(format!("Call it `{short}`"), rename(&short)));
        }
    };
    tell(table.name(), table.name_span(), &|to| table.rename(to));
    for column in table.columns() {
        tell(&column.name.value, column.name.span, &|to| column.rename(to));
    }
}

/// As much of a name as fits, with a number made of the whole of it, so that two names stay two.
fn shorten(name: &str, most: usize) -> String {
    // 32-bit FNV-1a.
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let kept = name.get(..name.floor_char_boundary(most.saturating_sub(9))).unwrap_or_default();
    format!("{}_{hash:08x}", kept.trim_end_matches(['_', '-']))
}
