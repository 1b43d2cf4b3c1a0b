use crate::lint::Report;
use crate::model::{Column, Dialect, Endpoint, Table};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::text::Edit;

rule! {
    /// A table that grows counts its rows with a number that ends.
    ///
    /// ## Why
    /// At the last number every insert fails at once, in the middle of the best day. Widening the column rewrites the
    /// table and every table that points to it, while nothing can be written.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders], load: 50/s }
    /// data_model:
    ///   - { name: orders, fields: { id: serial pk, total: "numeric(12,2)" } }
    /// #                                 ^^^^^^ at 50/s the numbers of `orders` come to 2147483647 within 2 years
    ///   - { name: lines, fields: { id: uuid pk, order_id: integer -> orders.id } }
    /// ```
    /// ```yaml fixed
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders], load: 50/s }
    /// data_model:
    ///   - { name: orders, fields: { id: bigserial pk, total: "numeric(12,2)" } }
    ///   - { name: lines, fields: { id: uuid pk, order_id: bigint -> orders.id } }
    /// ```
    /// ```yaml good
    /// stores: [{ name: shop-db, engine: postgresql }]
    /// api:
    ///   - { method: POST, path: /v1/orders, writes: [orders], load: 50/s }
    /// data_model:
    ///   - { name: orders, fields: { id: bigserial pk } }
    ///   - { name: countries, fields: { id: serial pk } }
    ///   - { name: clerks, fields: { id: serial pk }, rows: 2000 }
    ///   - { name: reviews, fields: { id: serial pk } }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing says that there will be so many: neither `rows` nor the `load` of what adds them.
    ///
    /// ## See
    /// seed 001:99 · squawk `prefer-bigint-over-int`
    id: "data/small-primary-key",
    severity: Warning,
    stage: Review,
    visit: Table(check),
    fix: Suggested,
}

const SMALL: [&str; 9] =
    ["serial", "serial4", "int", "integer", "int4", "smallserial", "smallint", "int2", "mediumint"];

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let mut key = table.primary_key();
    let Some(column) = key.next().filter(|_| key.next().is_none()) else { return };
    let named = ["id", "Id"].iter().any(|end| column.name.value.ends_with(end));
    let counted = column.ty.ends_with("serial") || column.generated || named;
    if !SMALL.contains(&column.ty.as_str()) || !counted || column.references.is_some() || !is_32_bit(table) {
        return;
    }
    let last: u64 = match column.ty.as_str() {
        "smallserial" | "smallint" | "int2" => 32_767,
        "mediumint" => 8_388_607,
        _ => 2_147_483_647,
    };
    let Some(message) = runs_out(table, last) else { return };
    let wide = if column.ty.ends_with("serial") { "bigserial" } else { "bigint" };
    let points = |other: &Column<'_>| {
        let here = other.target_column().is_some_and(|it| std::ptr::eq(it.at, column.at));
        here && SMALL.contains(&other.ty.as_str())
    };
    let others = table.model.columns().filter(points).filter_map(Column::type_span);
    let edits = column.type_span().map(|span| Edit::replace(span, wide)).into_iter();
    let edits = edits.chain(others.map(|span| Edit::replace(span, "bigint"))).collect();
    let span = column.type_span().unwrap_or(column.at.span);
    report.find(span, message).fix(Fix::suggested(format!("Make it `{wide}`"), edits));
}

/// Whether `integer` has 32 bits where it is kept; it has 64 in some databases that speak the same dialect.
fn is_32_bit(table: Table<'_>) -> bool {
    let Some(store) = table.store() else { return false };
    let engine = store.at.value.engine.as_ref().map(|engine| engine.to_lowercase()).unwrap_or_default();
    matches!(store.dialect(), Some(Dialect::Postgres | Dialect::Mysql)) && !engine.contains("cockroach")
}

/// What says that the numbers will run out: a tenth of them are to be rows, since rows come and go, or all of them are
/// used up in two years at peak.
fn runs_out(table: Table<'_>, last: u64) -> Option<String> {
    let name = super::brief(table.name());
    if let Some(rows) = &table.at.value.rows {
        return (rows.value >= last / 10)
            .then(|| format!("`{name}` is to have {} rows, and its numbers end at {last}", rows.value));
    }
    let adds = |endpoint: &Endpoint<'_>| {
        let last = endpoint.segments().last().and_then(|(segment, _)| table.model.collection(segment));
        endpoint.method() == Method::Post && last.is_some_and(|it| it.name() == table.name())
    };
    let writers = table.writers();
    let endpoint = writers.iter().filter_map(|writer| writer.endpoint).find(adds)?;
    let load = endpoint.at.value.load.as_ref()?;
    let used = load.per_second() * 2.0 * 365.0 * 86_400.0;
    (used >= last as f64).then(|| format!("at {} the numbers of `{name}` come to {last} within 2 years", load.value))
}
