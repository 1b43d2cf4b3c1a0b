use crate::lint::Report;
use crate::model::{Endpoint, Schema, parameter_name, plain, singular};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// The things in a list do not say what each is called in a path.
    ///
    /// ## Why
    /// A client that shows the list cannot open one of its things, change it or take it out: the address of one needs an
    /// identifier, and the list is where it would come from.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    /// data_model: [orders]
    /// schemas:
    ///   OrderPage: { data: "OrderSummary[]", nextCursor: string? }
    ///   OrderSummary: { status: string, total: "decimal(12,2)" }
    /// # ^^^^^^^^^^^^ no field of `OrderSummary` says which one `GET /v1/orders/{id}` returns
    ///   Order: { id: uuid, status: string, total: "decimal(12,2)" }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    ///   - { method: GET, path: "/v1/orders/{id}", response: Order }
    /// data_model: [orders]
    /// schemas:
    ///   OrderPage: { data: "OrderSummary[]", nextCursor: string? }
    ///   OrderSummary: { status: string, total: "decimal(12,2)", id: uuid }
    ///   Order: { id: uuid, status: string, total: "decimal(12,2)" }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    ///   - { method: GET, path: "/v1/orders/{number}", response: Order }
    /// data_model: [orders]
    /// schemas:
    ///   OrderPage: { data: "OrderSummary[]", nextCursor: string? }
    ///   OrderSummary: { orderNumber: string, status: string }
    ///   Order: { status: string, total: "decimal(12,2)" }
    /// ```
    ///
    /// ## Not a problem when
    /// A field bears another name for it (`key`, `slug`, `code`), or each thing links to itself (`self`, `href`, `url`).
    ///
    /// ## See
    /// seed 001:52 · Zalando #174 · Google AIP-122
    id: "api/missing-identifier",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let model = endpoint.model;
    let Some(list) = endpoint.list_body() else { return };
    let Some(schema) = model.schema(list.item).filter(|it| !it.at.value.fields.is_empty()) else { return };
    let base = endpoint.path().value.trim_end_matches('/');
    let one = model.endpoints().find_map(|other| {
        let last = other.path().value.strip_prefix(base)?.strip_prefix('/')?;
        let name = parameter_name(last)?;
        (other.method() == Method::Get && other.shares_interface_with(endpoint)).then_some((other, name))
    });
    let Some((one, parameter)) = one.filter(|(_, parameter)| !identifies(endpoint, schema, parameter)) else { return };
    let (name, label) = (super::brief(&schema.name.value), super::short(&one.label()));
    let finding = report.find(schema.name.span, format!("no field of `{name}` says which one `{label}` returns"));
    finding.related(list.at.span, "listed here").related(one.heading(), "asked for here");
    let (field, ty) = identifier(one, parameter);
    let title = format!("Add `{}`", super::short(&field));
    finding.fix(Fix::suggested(title, model.spec.tree.set(schema.at.node, &field, &crate::yaml::quote(&ty))));
}

/// The field that says which one it is, as the one thing by itself has it, else as the table or the parameter does.
fn identifier(one: Endpoint<'_>, parameter: &str) -> (String, String) {
    let model = one.model;
    let shown = one.bodies().next().map(|it| model.fields(&it.value)).unwrap_or_default();
    let table = one.collection();
    let key = table.and_then(|it| it.primary_key().next());
    let is_it =
        |name: &str| plain(name) == plain(parameter) || key.is_some_and(|it| plain(&it.name.value) == plain(name));
    let text = |node| model.spec.tree.node(node).and_then(|node| node.as_str());
    if let Some((name, text)) =
        shown.iter().find(|(name, _)| is_it(&name.value)).and_then(|(name, field)| Some((name, text(field.node)?)))
    {
        return (name.value.clone(), text.to_owned());
    }
    let declared = one.parameters().find(|(name, _)| name.value == parameter);
    let declared = declared.and_then(|(_, it)| it.r#type.as_ref()).map(|it| it.value.ty.clone());
    let kept = key.and_then(crate::model::Column::as_field);
    (model.field_case().spell(parameter), declared.or(kept).unwrap_or_else(|| "string".to_owned()))
}

/// Whether a field can stand in the path: by the parameter's name, the table's key, or a word for a name or an address.
fn identifies(endpoint: Endpoint<'_>, schema: Schema<'_>, parameter: &str) -> bool {
    const NAMES: [&str; 19] = [
        "id",
        "ids",
        "uuid",
        "guid",
        "key",
        "slug",
        "code",
        "number",
        "no",
        "name",
        "handle",
        "sku",
        "ref",
        "reference",
        "self",
        "href",
        "url",
        "uri",
        "links",
    ];
    let parameter = plain(parameter);
    let table = endpoint.collection();
    let is_key = |name: &str| table.is_some_and(|it| it.primary_key().any(|column| plain(&column.name.value) == name));
    let thing = table.map(|it| plain(&singular(it.name()))).unwrap_or_default();
    schema.at.value.json_schema
        || schema.at.value.fields.iter().any(|(name, _)| {
            let whole = plain(&name.value);
            let words = crate::model::words(&name.value);
            whole == parameter
                || whole == thing
                || is_key(&whole)
                || words.iter().any(|word| NAMES.contains(&word.as_str()))
        })
}
