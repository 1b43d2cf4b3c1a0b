use crate::lint::Report;
use crate::model::Column;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};

rule! {
    /// The security code of a payment card is stored.
    ///
    /// ## Why
    /// No merchant may keep the code after the payment is authorised, encrypted or not. Keeping it costs the right to
    /// take cards, and whoever steals it can pay with it.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: payment_methods
    ///     fields:
    ///       id: uuid pk
    ///       cvv: char(3) encrypted
    /// #     ^^^ `cvv` must not be kept once a payment is authorised
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: payment_methods
    ///     fields:
    ///       id: uuid pk
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: payment_methods
    ///     fields:
    ///       id: uuid pk
    ///       card_token: text
    ///       last_four: char(4)
    /// ```
    ///
    /// ## Not a problem when
    /// It always is one. Let the payment provider take the card, and keep the provider's token.
    ///
    /// ## See
    /// seed 002:11 · seed 002:29 · PCI DSS 4.0, 3.3.1
    id: "security/stored-card-code",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

const CODES: [&str; 11] = [
    "cvv",
    "cvv2",
    "cvc",
    "cvc2",
    "cid code",
    "card cvv",
    "card cvc",
    "cvv code",
    "cvc code",
    "card security code",
    "card verification value",
];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    if is_any(&column.name.value, &CODES) {
        let message = format!("`{}` must not be kept once a payment is authorised", column.name.value);
        report.find(column.name.span, message).fix(Fix::suggested("Do not store it", column.remove()));
    }
}
