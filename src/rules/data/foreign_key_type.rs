use crate::lint::Report;
use crate::model::Column;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A foreign key is of another type than the column that it points to.
    ///
    /// ## Why
    /// Most databases refuse the constraint. Those that take it convert at each join and cannot use the index, or run
    /// out of numbers in the narrower of the two columns.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: bigint -> customers.id
    /// #                  ^^^^^^ `customer_id` is a `bigint`, but `customers.id` is a `uuid`
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid -> customers.id
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: customers, fields: { id: bigserial pk } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: bigint -> customers.id
    /// ```
    ///
    /// ## Not a problem when
    /// The two names mean the same type: `bigserial` is a `bigint` that counts, `varchar(80)` and `text` are texts.
    ///
    /// ## See
    /// seed 001:108
    id: "data/foreign-key-type",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let Some(target) = column.target_column() else { return };
    let (Some(own), Some(other)) = (family(&column.ty), family(&target.ty)) else { return };
    if own == other {
        return;
    }
    let (name, table) = (&column.name.value, target.table.name());
    let message = format!("`{name}` is a `{}`, but `{table}.{}` is a `{}`", column.ty, target.name.value, target.ty);
    let edits = column.type_span().map(|span| vec![Edit::replace(span, other)]).unwrap_or_default();
    report
        .find(column.type_span().unwrap_or(column.at.span), message)
        .related(target.name.span, "what it points to")
        .fix(Fix::suggested(format!("Make it `{other}`"), edits));
}

/// The type that a key of this type is compared as; none where the name says too little.
fn family(ty: &str) -> Option<&'static str> {
    Some(match ty {
        "uuid" => "uuid",
        "smallint" | "int2" | "smallserial" => "smallint",
        "integer" | "int" | "int4" | "serial" => "integer",
        "bigint" | "int8" | "bigserial" | "long" => "bigint",
        "text" | "varchar" | "char" | "string" | "citext" | "character varying" | "nvarchar" => "text",
        "date" => "date",
        "boolean" | "bool" => "boolean",
        _ => return None,
    })
}
