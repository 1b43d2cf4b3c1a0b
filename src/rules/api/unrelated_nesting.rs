use crate::lint::Report;
use crate::model::{Endpoint, Table, parameter_name, singular};
use crate::rule::{Fix, rule};
use crate::yaml::quote;

rule! {
    /// A path puts a thing below another one that the data model does not connect with it.
    ///
    /// ## Why
    /// `/customers/{id}/invoices` asks for the invoices of one customer. Where no row says whose it is, the query cannot be
    /// written, and the gap shows on the day when somebody builds the endpoint.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/customers/{id}/invoices
    /// #                          ^^^^^^^^ no key leads from `invoices` to `customers`
    /// stores: [{ name: main, engine: postgresql }]
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, name: text not null } }
    ///   - { name: invoices, fields: { id: uuid pk, total: "numeric(12,2) not null" } }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/customers/{id}/invoices
    /// stores: [{ name: main, engine: postgresql }]
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, name: text not null } }
    ///   - { name: invoices, fields: { id: uuid pk, total: "numeric(12,2) not null", customer_id: uuid not null -> customers.id } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/customers/{id}/invoices
    /// stores: [{ name: main, engine: postgresql }]
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, name: text not null } }
    ///   - { name: orders, fields: { id: uuid pk, customer_id: uuid -> customers.id } }
    ///   - { name: invoices, fields: { id: uuid pk, order_id: uuid -> orders.id } }
    /// ```
    ///
    /// ## Not a problem when
    /// Keys connect the two over other tables, or a column bears the other's name (`customer_id`). Where any table leaves
    /// its columns out, or is kept in documents, nothing is reported.
    ///
    /// ## See
    /// seed 001:16-18 · seed 002:17
    id: "api/unrelated-nesting",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let model = endpoint.model;
    let segments: Vec<_> = endpoint.segments().collect();
    for ((whole, parameter), part) in segments.iter().zip(segments.iter().skip(1)).zip(segments.iter().skip(2)) {
        let tables = (model.collection(whole.0), model.collection(part.0));
        let (Some(one), Some(two)) = tables else { continue };
        let kept_apart = one.is_relational() && two.is_relational() && one.is_related_to(two) == Some(false);
        if parameter_name(parameter.0).is_some() && kept_apart {
            let message = format!("no key leads from `{}` to `{}`", super::brief(two.name()), super::brief(one.name()));
            let finding = report.find(part.1, message);
            finding.related(two.name_span(), "the part").related(one.name_span(), "the whole");
            if let Some(fix) = connect(two, one) {
                finding.fix(fix);
            }
        }
    }
}

/// The fix that gives the rows of the part a key of the whole.
fn connect(part: Table<'_>, whole: Table<'_>) -> Option<Fix> {
    let mut keys = whole.primary_key();
    let key = keys.next().filter(|_| keys.next().is_none())?;
    let ty = match key.ty.as_str() {
        "serial" => "integer",
        "bigserial" => "bigint",
        _ => key.type_span()?.of(whole.model.spec.text()),
    };
    let name = format!("{}_{}", singular(whole.name()), key.name.value);
    let fields = part.at.value.fields.as_ref()?.node;
    let column = quote(&format!("{ty} not null -> {}.{}", whole.name(), key.name.value));
    let edits = part.model.spec.tree.set(fields, &name, &column);
    part.column(&name).is_none().then(|| Fix::suggested(format!("Add `{}`", super::short(&name)), edits))
}
