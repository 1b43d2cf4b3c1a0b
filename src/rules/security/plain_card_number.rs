use crate::lint::Report;
use crate::model::Column;
use crate::model::words::{is_any, words};
use crate::rule::{Fix, rule};

rule! {
    /// Numbers of payment cards are stored in the clear.
    ///
    /// ## Why
    /// Whoever gets one dump of the table can pay with every card in it. Encryption of the disk does not help against a
    /// query, which is why the card industry's standard demands that the number itself is unreadable, and puts every
    /// system that holds it under audit.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - name: payment_methods
    ///     fields:
    ///       id: uuid pk
    ///       card_number: varchar(19) not null
    /// #     ^^^^^^^^^^^ `card_number` can be read by whoever reads `payment_methods`
    ///       exp_month: smallint
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: payment_methods
    ///     fields:
    ///       id: uuid pk
    ///       card_number: varchar(19) not null encrypted
    ///       exp_month: smallint
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: payment_methods
    ///     fields: { id: uuid pk, card_token: text, card_last_four: char(4), exp_month: smallint }
    ///   - { name: readers, fields: { id: uuid pk, card_number: varchar(12) } }
    /// ```
    ///
    /// ## Not a problem when
    /// The card is none to pay with, such as a library's, or a payment provider keeps the number and the table a token
    /// for it.
    ///
    /// ## See
    /// seed 002:11 · seed 002:29 · PCI DSS 4.0, 3.5.1
    id: "security/plain-card-number",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

const NUMBERS: [&str; 6] =
    ["card number", "credit card number", "payment card number", "primary account number", "card pan", "cardnumber"];
/// What stands beside it where the card is one to pay with.
const BESIDE: [&str; 9] = ["exp", "expiry", "expiration", "expires", "cvv", "cvc", "cardholder", "brand", "billing"];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let name = &column.name.value;
    if !is_any(name, &NUMBERS) || column.encrypted || column.hashed {
        return;
    }
    let about_paying = |text: &str| words(text).iter().any(|word| word == "payment" || word == "credit");
    let beside = |other: Column<'_>| words(&other.name.value).iter().any(|word| BESIDE.contains(&word.as_str()));
    if about_paying(name) || about_paying(column.table.name()) || column.table.columns().any(beside) {
        report
            .find(
                column.name.span,
                format!("`{name}` can be read by whoever reads `{}`", super::brief(column.table.name())),
            )
            .fix(Fix::suggested("Encrypt it before it is stored", column.mark("encrypted")));
    }
}
