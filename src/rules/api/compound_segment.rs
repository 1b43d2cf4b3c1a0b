use crate::lint::Report;
use crate::model::{Endpoint, Model, Table, plain, plural, singular};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A path segment joins two modelled things that belong below each other.
    ///
    /// ## Why
    /// `/user-order-list` has no place for the one user whose orders are meant, nor for one order. Each next question
    /// needs another flat name, and no client can guess any of them.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/user-order-list
    /// #           ^^^^^^^^^^^^^^^ `orders` belong below `users`: `/users/{id}/orders`
    ///   - GET /v1/product-list
    /// #           ^^^^^^^^^^^^ a list needs no word for it: `/products`
    /// data_model:
    ///   - users
    ///   - products
    ///   - name: orders
    ///     fields: { id: uuid pk, user_id: uuid -> users.id }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/users/{id}/orders
    ///   - GET /v1/products
    /// data_model:
    ///   - users
    ///   - products
    ///   - name: orders
    ///     fields: { id: uuid pk, user_id: uuid -> users.id }
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/users/{id}/orders
    ///   - GET /v1/order-items
    ///   - GET /v1/price-list
    /// data_model:
    ///   - users
    ///   - items
    ///   - order_items
    ///   - name: orders
    ///     fields: { id: uuid pk, user_id: uuid -> users.id }
    /// ```
    ///
    /// ## Not a problem when
    /// The two words together are a thing of their own, which the data model or `data_entities` names, or the spec shows
    /// no relation between the two.
    ///
    /// ## See
    /// seed 001:22 · Zalando #143
    id: "api/compound-segment",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let model = endpoint.model;
    for (segment, span) in endpoint.segments().filter(|(segment, _)| !segment.contains(['{', ':', '.'])) {
        if model.entity(segment).is_some() || is_concept(model, segment) {
            continue;
        }
        let mut words = crate::model::words(segment);
        let listed = words.last().is_some_and(|word| word == "list");
        if listed {
            words.pop();
        }
        let (message, better) = match words.as_slice() {
            [one] if listed && model.entity(one).is_some() => {
                let many = plural(&singular(one));
                (format!("a list needs no word for it: `/{many}`"), many)
            }
            [one, two] => {
                let (Some(owner), Some(owned)) = (model.entity(one), model.entity(two)) else { continue };
                if !listed && !belongs_to(owned, owner) {
                    continue;
                }
                let (whole, parts) = (plural(&singular(one)), plural(&singular(two)));
                let taken = endpoint.path_parameters().any(|(name, _)| name == "id");
                let id = if taken { format!("{}Id", singular(one)) } else { "id".to_owned() };
                let better = format!("{whole}/{{{id}}}/{parts}");
                let (one, two) = (super::brief(&whole), super::brief(&parts));
                (format!("`{two}` belong below `{one}`: `/{one}/{{id}}/{two}`"), better)
            }
            _ => continue,
        };
        let finding = report.find(span, message);
        if !super::is_taken(endpoint, &endpoint.path().value.replacen(segment, &better, 1)) {
            let title = format!("Write `{}`", super::short(&better));
            finding.fix(Fix::suggested(title, endpoint.rename_segment(span, &better)));
        }
    }
}

/// Whether the spec lists a domain object of that name.
fn is_concept(model: &Model<'_>, name: &str) -> bool {
    let name = plain(&singular(name));
    model.system().data_entities.items().iter().any(|it| plain(&singular(&it.value.0)) == name)
}

/// Whether a row of one table points to a row of the other.
fn belongs_to(owned: Table<'_>, owner: Table<'_>) -> bool {
    owned.columns().any(|column| column.target_table().is_some_and(|it| it.name() == owner.name()))
}
