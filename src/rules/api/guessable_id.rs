use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Column, Dialect, Endpoint, Model, Table, parameter_name, plain, singular};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::{Edit, Span};
use crate::yaml::Style;

rule! {
    /// Personal data is addressed by a number that counts up, and nothing says whose it is.
    ///
    /// ## Why
    /// Whoever sees `/customers/1042` tries 1041. Where only being signed in is checked, a loop of a few lines reads all of
    /// them, and the number also tells how many there are.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/customers/{id}", auth: required }
    /// #                                       ^^^^ `customers` are counted, so that callers can walk through all of them
    /// data_model:
    ///   - name: customers
    ///     fields: { id: bigserial pk, email: text not null pii }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/customers/{id}", auth: required }
    /// data_model:
    ///   - name: customers
    ///     fields: { id: uuid pk, email: text not null pii }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/customers/{id}", auth: { mode: required, owner: id } }
    ///   - { method: GET, path: "/v1/products/{id}", auth: required }
    ///   - { method: GET, path: "/v1/people/{id}", auth: required }
    /// data_model:
    ///   - name: customers
    ///     fields: { id: bigserial pk, email: text not null pii }
    ///   - { name: products, fields: { id: bigserial pk, title: text not null } }
    ///   - { name: people, fields: { id: uuid pk, email: text not null pii } }
    /// ```
    ///
    /// ## Not a problem when
    /// An owner, a role, a scope or a policy guards each one, or the service is not public. Numbers of things that say
    /// nothing of a person are not reported.
    ///
    /// ## See
    /// seed 001:52 · seed 001:99 · OWASP API1:2023
    id: "api/guessable-id",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    // The key is chosen once for a table, however many endpoints take it.
    let mut found: BTreeMap<&str, (Span, Vec<Span>)> = BTreeMap::new();
    for (table, place) in model.endpoints().filter_map(open_door) {
        let Some(personal) = table.columns().find(|it| it.pii) else { continue };
        found.entry(table.name()).or_insert((personal.name.span, Vec::new())).1.push(place);
    }
    for (name, (personal, places)) in found {
        let Some((first, others)) = places.split_first() else { continue };
        let message = format!("`{}` are counted, so that callers can walk through all of them", super::brief(name));
        let finding = report.find(*first, message);
        finding.related(personal, "says something of a person");
        for other in others {
            finding.related(*other, "asked for here too");
        }
        if let Some(table) = model.table(name) {
            finding.fix(Fix::suggested("Make the key a UUID", draw_key(table)));
        }
    }
}

/// The table whose counted key an endpoint takes from the public without asking whose the row is, and where it does.
fn open_door(endpoint: Endpoint<'_>) -> Option<(Table<'_>, Span)> {
    let auth = endpoint.auth().filter(|_| endpoint.model.may_be_reached(endpoint.service()))?;
    let guarded = auth.owner.is_some()
        || auth.policy.is_some()
        || auth.tenant.is_some()
        || !auth.roles.items().is_empty()
        || !auth.scopes.items().is_empty();
    let segments: Vec<_> = endpoint.segments().collect();
    let [(collection, _), (last, span)] = segments.last_chunk::<2>().filter(|_| !guarded)?;
    let table = endpoint.model.collection(collection).filter(|it| is_counted(*it, last))?;
    Some((table, *span))
}

/// The edits that make the key a UUID, with all columns that point to it, the fields that show it, and the parameters
/// that ask for it. None where a column cannot be rewritten.
fn draw_key(table: Table<'_>) -> Vec<Edit> {
    let model = table.model;
    let Some(key) = table.primary_key().next().filter(|it| !it.generated) else { return Vec::new() };
    let postgres = table.store().and_then(|it| it.dialect()) == Some(Dialect::Postgres);
    let drawn = if postgres && key.default.is_none() { " default gen_random_uuid()" } else { "" };
    let points = |it: &Column<'_>| {
        it.target_column().is_some_and(|it| it.table.name() == table.name() && it.name.value == key.name.value)
    };
    let pointing: Vec<Column<'_>> = model.columns().filter(points).collect();
    let columns = pointing.iter().copied().chain([key]);
    let Some(mut edits) = columns.map(|it| Some(Edit::replace(it.type_span()?, "uuid"))).collect::<Option<Vec<Edit>>>()
    else {
        return Vec::new();
    };
    edits.extend(
        key.type_span().zip(key_end(key)).map(|(_, end)| Edit::insert(end, drawn)).filter(|it| !it.text.is_empty()),
    );
    for schema in model.schemas() {
        let of = model.entity(&schema.name.value).map(|it| it.name());
        for (name, field) in schema.at.value.fields.iter().filter(|(_, field)| is_number(&field.ty)) {
            let own = of == Some(table.name()) && plain(&name.value) == plain(&key.name.value);
            let points = |it: &Column<'_>| of == Some(it.table.name()) && plain(&name.value) == plain(&it.name.value);
            let named = plain(&name.value) == format!("{}{}", plain(&singular(table.name())), plain(&key.name.value));
            if own || named || pointing.iter().any(points) {
                edits.extend(model.retype(field, "uuid"));
            }
        }
    }
    for endpoint in model.endpoints().filter(|it| open_door(*it).is_some_and(|(it, _)| it.name() == table.name())) {
        let last = endpoint.path_parameters().last().map(|(name, _)| name);
        let asked = endpoint.parameters().filter(|(name, _)| Some(name.value.as_str()) == last);
        let types = asked.filter_map(|(_, it)| it.r#type.as_ref()).filter(|it| is_number(&it.ty));
        edits.extend(types.flat_map(|it| model.retype(it, "uuid")));
    }
    edits
}

/// Where the short form of a column ends.
fn key_end(key: Column<'_>) -> Option<usize> {
    let node = key.table.model.spec.tree.node(key.at.node)?;
    (node.style() == Some(Style::Plain)).then(|| node.span().end)
}

fn is_number(ty: &str) -> bool {
    ty.contains("int") || ty == "number"
}

/// Whether the database counts the table's keys, and the path asks by that key.
fn is_counted(table: Table<'_>, segment: &str) -> bool {
    let mut key = table.primary_key();
    let Some(key) = key.next().filter(|_| key.next().is_none()) else { return false };
    let ty = key.ty.to_ascii_lowercase();
    let integer = ty.contains("int") || ty == "number";
    let counted = ty.contains("serial") || integer && key.generated;
    let asked = parameter_name(segment).is_some_and(|it| it.to_ascii_lowercase().ends_with("id"));
    counted && asked
}
