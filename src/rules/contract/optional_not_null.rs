use crate::lint::Report;
use crate::model::{Column, Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A request may leave out what the table needs.
    ///
    /// ## Why
    /// The request passes validation, the insert fails, and the caller gets a 500 for a request that the contract allows.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder:
    ///     customerId: uuid
    ///     currency: string?
    /// #             ^^^^^^^ may be left out, but `orders.currency` is never empty and has no default
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid not null
    ///       currency: char(3) not null
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder:
    ///     customerId: uuid
    ///     currency: string
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid not null
    ///       currency: char(3) not null
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: CreateOrder }
    /// schemas:
    ///   CreateOrder: { customerId: uuid, currency: string? }
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid not null
    ///       currency: char(3) not null default 'EUR'
    /// ```
    ///
    /// ## Not a problem when
    /// The column has a default, the database fills it, or the row that this one refers to has a column of the same name, whose
    /// value stands for what is left out: a refund without an amount is one of the whole charge.
    ///
    /// ## See
    /// seed 003:49 · seed 001:97-104
    id: "contract/optional-not-null",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(request) = endpoint.at.value.request.as_ref().filter(|_| endpoint.method() == Method::Post) else {
        return;
    };
    let last = endpoint.segments().last().map(|(segment, _)| segment).unwrap_or_default();
    let Some(table) = endpoint.model.collection(last) else { return };
    for (name, field) in
        endpoint.model.fields(&request.value).iter().filter(|(_, field)| field.optional && field.default.is_none())
    {
        let Some(column) = table.columns().find(|it| plain(&it.name.value) == plain(&name.value)) else { continue };
        if !column.not_null || column.primary_key || column.generated || column.default.is_some() || copied(column) {
            continue;
        }
        let column_name = format!("`{}.{}`", super::short(table.name()), super::short(&column.name.value));
        let message = format!("may be left out, but {column_name} is never empty and has no default");
        let message =
            if message.chars().count() > 100 { "may be left out, but the table needs it".to_owned() } else { message };
        report
            .find(field.span, message)
            .related(column.at.span, "the column")
            .fix(Fix::suggested("Let callers always give it", endpoint.model.make_required(field)));
    }
}

/// Whether a row that this one refers to can give the value.
fn copied(column: Column<'_>) -> bool {
    let model = column.table.model;
    let mut parents = column.table.columns().filter_map(|it| model.table(&it.references.as_ref()?.table));
    parents.any(|parent| parent.name() != column.table.name() && parent.column(&column.name.value).is_some())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn what_is_left_out_is_that_of_the_row_it_refers_to() {
        silent(
            &RULE,
            "api:
  - { method: POST, path: /v1/refunds, request: CreateRefund }
schemas:
  CreateRefund: { chargeId: uuid, amount: integer? }
data_model:
  - { name: charges, fields: { id: uuid pk, amount: bigint not null } }
  - { name: refunds, fields: { id: uuid pk, charge_id: uuid not null -> charges.id, amount: bigint not null } }
",
        );
    }
}
