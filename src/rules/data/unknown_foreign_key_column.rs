use crate::lint::Report;
use crate::model::Column;
use crate::rule::{Fix, rule};
use crate::spec::read::nearest;

rule! {
    /// A foreign key points to a column that is not there, or that does not tell rows apart.
    ///
    /// ## Why
    /// No database creates such a constraint. It is left out in a hurry, and from then on orders may belong to
    /// customers that do not exist.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, email: text } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid -> customers.uid
    /// #     ^^^^^^^^^^^ `customers` has no column `uid`, did you mean `id`?
    ///       contact: text -> customers.email
    /// #     ^^^^^^^ `customers.email` is not unique, so a foreign key cannot point to it
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, email: text unique } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid -> customers.id
    ///       contact: text -> customers.email
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, email: text unique } }
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       customer_id: uuid -> customers
    ///       contact: text -> customers.email
    /// ```
    ///
    /// ## Not a problem when
    /// The columns of the other table are not written down yet.
    ///
    /// ## See
    /// seed 001:108 · seed 002:22 · seed 003:39
    id: "data/unknown-foreign-key-column",
    severity: Error,
    stage: Draft,
    visit: Column(check),
    fix: Suggested,
}

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let Some(name) = column.references.as_ref().and_then(|target| target.column.as_deref()) else { return };
    let Some(table) = column.target_table().filter(|table| table.columns().next().is_some()) else { return };
    let Some(target) = table.column(name) else {
        let best = nearest(name, table.columns().map(|column| column.name.value.as_str()));
        let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
        let finding = report.find(column.name.span, format!("`{}` has no column `{name}`{hint}", table.name()));
        if let Some(best) = best {
            finding.fix(Fix::suggested(format!("Point to `{best}`"), column.point_to(best)));
        }
        return;
    };
    // Without any key there is a finding about that already.
    if table.is_relational() && table.primary_key().next().is_some() && !table.is_unique(name) {
        let message = format!("`{}.{name}` is not unique, so a foreign key cannot point to it", table.name());
        report
            .find(column.name.span, message)
            .related(target.name.span, "not unique by itself")
            .fix(Fix::suggested(format!("Make `{}.{name}` unique", table.name()), target.mark("unique")));
    }
}
