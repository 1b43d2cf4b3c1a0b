use crate::lint::Report;
use crate::model::Column;
use crate::model::words::{is_any, words};
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An amount of money is kept as a floating-point number.
    ///
    /// ## Why
    /// Ten cents have no exact binary form. Sums are off by fractions, then by cents, and books that do not balance are
    /// searched for an error that is in none of the entries.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       unit_price: double precision not null
    /// #                 ^^^^^^^^^^^^^^^^ `unit_price` is money, which a `double precision` cannot hold exactly
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       unit_price: numeric(19,4) not null
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: ingredients
    ///     fields: { id: uuid pk, amount: float, price_cents: bigint, price: numeric(12,2) }
    /// ```
    ///
    /// ## Not a problem when
    /// The number is measured, not counted: an `amount` is taken for money only beside a currency, a price or an order.
    ///
    /// ## See
    /// seed 001:173
    id: "data/money-as-float",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

const FLOATS: [&str; 7] = ["float", "float4", "float8", "real", "double", "double precision", "float64"];
/// Words that a name of money ends with.
const MONEY: [&str; 10] =
    ["price", "cost", "fee", "salary", "balance", "revenue", "subtotal", "wage", "payment", "refund"];
/// Words that it may end with, where something else says that it is about money.
const PERHAPS: [&str; 5] = ["amount", "total", "tax", "discount", "deposit"];
const ABOUT_MONEY: [&str; 14] = [
    "order",
    "orders",
    "invoice",
    "invoices",
    "payment",
    "payments",
    "transaction",
    "transactions",
    "refund",
    "refunds",
    "ledger",
    "bill",
    "payout",
    "payouts",
];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    if !FLOATS.contains(&column.ty.as_str()) {
        return;
    }
    let last = words(&column.name.value).pop().unwrap_or_default();
    let about_money = || {
        let by_table = words(column.table.name()).iter().any(|word| ABOUT_MONEY.contains(&word.as_str()));
        by_table || column.table.columns().any(|other| is_any(&other.name.value, &["currency", "currency code"]))
    };
    if !MONEY.contains(&last.as_str()) && !(PERHAPS.contains(&last.as_str()) && about_money()) {
        return;
    }
    let (name, ty) = (&column.name.value, &column.ty);
    let edits = column.type_span().map(|span| vec![Edit::replace(span, "numeric(19,4)")]).unwrap_or_default();
    report
        .find(
            column.type_span().unwrap_or(column.at.span),
            format!("`{name}` is money, which a `{ty}` cannot hold exactly"),
        )
        .fix(Fix::suggested("Make it `numeric(19,4)`", edits));
}
