use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A filter or sort names a field that differs from one of the table by a letter.
    ///
    /// ## Why
    /// The parameter is documented, accepted and does nothing: every order comes back, and a report counts all of them.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, filter: [staus] }
    /// #                                             ^^^^^ `orders` has no `staus`, did you mean `status`?
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: varchar(20) not null }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, filter: [status] }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: varchar(20) not null }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, filter: [status, overdue, createdAfter], sort: [-createdAt, relevance] }
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, status: varchar(20) not null, created_at: timestamptz not null }
    /// ```
    ///
    /// ## Not a problem when
    /// The filter is computed (`overdue`, `q`); only what looks like a misspelled column is reported.
    ///
    /// ## See
    /// seed 000:51 · seed 001:83-86
    id: "api/unknown-filter-field",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(table) = endpoint.collection() else { return };
    let columns: Vec<&str> = table.columns().map(|it| it.name.value.as_str()).collect();
    let response = endpoint.bodies().flat_map(|it| endpoint.model.all_fields(&it.value));
    let fields: Vec<&str> = response.map(|(name, _)| name.value.as_str()).collect();
    for item in endpoint.at.value.filter.items().iter().chain(endpoint.at.value.sort.items()) {
        let name = item.value.trim_start_matches(['-', '+']);
        let known = columns.iter().chain(&fields).any(|it| plain(it) == plain(name));
        if known || name.len() < 4 {
            continue;
        }
        let Some(best) = crate::spec::read::nearest(name, columns.iter().copied()) else { continue };
        // `order` and `orders`, `item` and `items` are two words rather than a slip.
        if crate::model::singular(best) == crate::model::singular(name) {
            continue;
        }
        let (table, wrong, right) = (super::short(table.name()), super::short(name), super::short(best));
        let message = format!("`{table}` has no `{wrong}`, did you mean `{right}`?");
        let message = if message.chars().count() > 100 { format!("did you mean `{right}`?") } else { message };
        let edits = endpoint.model.spec.tree.replace(item.node, &item.value.replace(name, best));
        report.find(item.span, message).fix(Fix::suggested(format!("Write `{right}`"), edits));
    }
}
