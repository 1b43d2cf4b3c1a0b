use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::endpoint::Example;
use crate::spec::schema::SchemaUse;
use crate::text::Edit;
use crate::value::Field;
use crate::yaml::Node;

rule! {
    /// An example is not what its schema allows.
    ///
    /// ## Why
    /// Callers copy examples before they read schemas. One that does not fit is refused the first time it is sent, and
    /// mocks made of it teach clients a contract that the service does not keep.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     examples:
    ///       request: { itemId: b1, quantitiy: 2 }
    /// #                            ^^^^^^^^^ `NewOrder` has no `quantitiy`, did you mean `quantity`?
    /// schemas:
    ///   NewOrder: { itemId: string, quantity: integer?, express: boolean? }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     examples:
    ///       request: { itemId: b1, quantity: 2 }
    /// schemas:
    ///   NewOrder: { itemId: string, quantity: integer?, express: boolean? }
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     examples:
    ///       request: { itemId: b1, express: true }
    /// schemas:
    ///   NewOrder: { itemId: string, quantity: integer?, express: boolean? }
    /// ```
    ///
    /// ## Not a problem when
    /// The schema is written as JSON Schema or is a table's name, or the response is a list in an envelope: then the two are
    /// not compared.
    ///
    /// ## See
    /// seed 000:60 · Spectral oas3-valid-media-example
    id: "api/mismatched-example",
    severity: Error,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let said = &endpoint.at.value;
    let Some(examples) = &said.examples else { return };
    let request = examples.request.as_ref().zip(said.request.as_ref());
    let response = examples.response.as_ref().zip(endpoint.bodies().next());
    for ((example, body), sent) in request.map(|it| (it, true)).into_iter().chain(response.map(|it| (it, false))) {
        compare(endpoint, example, body, sent, report);
    }
}

fn compare(endpoint: Endpoint<'_>, example: &At<Example>, body: &At<SchemaUse>, sent: bool, report: &mut Report<'_>) {
    let model = endpoint.model;
    let fields = model.fields(&body.value);
    let (name, list, raw) = match &body.value {
        SchemaUse::Named { name, list } => {
            (name.as_str(), *list, model.schema(name).is_some_and(|it| it.at.value.json_schema))
        }
        SchemaUse::Inline(schema) => ("the schema", false, schema.json_schema),
    };
    let Some(node) = model.spec.tree.node(example.node).filter(|_| !fields.is_empty() && !raw) else { return };
    let things: Vec<Node<'_>> = match (node.items(), list) {
        (Some(items), true) => items.collect(),
        (None, false) => vec![node],
        _ => return,
    };
    for thing in things {
        let Some(entries) = thing.entries() else { continue };
        for (key, value) in entries {
            let word = key.as_str().unwrap_or_default();
            match fields.iter().find(|(field, _)| field.value == word) {
                Some((_, field)) => {
                    if let Some(what) = misfit(&field.value, value) {
                        let message = format!("`{}` is {what}", super::brief(word));
                        report.find(value.span(), message).related(field.span, "its type");
                    }
                }
                None => unknown(key, name, fields, report),
            }
        }
        let gone = |field: &Field| if sent { field.read_only } else { field.write_only };
        let needed = fields.iter().filter(|(_, field)| !field.may_be_absent() && !gone(&field.value));
        for (field, _) in needed.filter(|(field, _)| thing.get(&field.value).is_none()) {
            let message =
                format!("the example lacks `{}`, which `{}` needs", super::brief(&field.value), super::brief(name));
            report.find(model.line(thing.span()), message).related(field.span, "needed");
        }
    }
}

fn unknown(key: Node<'_>, schema: &str, fields: &[(At<String>, At<Field>)], report: &mut Report<'_>) {
    let word = key.as_str().unwrap_or_default();
    // Another spelling of the same words is meant to be the same field, and so is a slip.
    let names = || fields.iter().map(|(name, _)| name.value.as_str());
    let spelt = names().find(|name| plain(name) == plain(word));
    let best = spelt.or_else(|| crate::spec::read::nearest(word, names()));
    let (word, schema) = (super::brief(word), super::brief(schema));
    match best {
        Some(best) => {
            let message = format!("`{schema}` has no `{word}`, did you mean `{}`?", super::brief(best));
            let edits = vec![Edit::replace(key.span(), crate::yaml::quote(best))];
            report.find(key.span(), message).fix(Fix::suggested(format!("Write `{}`", super::brief(best)), edits));
        }
        None => {
            report.find(key.span(), format!("`{schema}` has no `{word}`"));
        }
    }
}

/// What a value should be and is not; silent on types that hold any text.
fn misfit(field: &Field, value: Node<'_>) -> Option<String> {
    if value.is_null() || field.ty == "any" {
        return (value.is_null() && !field.optional && field.ty != "any")
            .then(|| "needed, and nothing here".to_owned());
    }
    if field.list {
        return value.items().is_none().then(|| "a list".to_owned());
    }
    let text = value.as_str();
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    let fits = match field.ty.as_str() {
        "integer" | "int" | "int32" | "int64" => text.is_some_and(|text| text.parse::<i64>().is_ok()),
        "number" | "float" | "double" | "decimal" => text.is_some_and(is_number),
        "boolean" | "bool" => value.as_bool().is_some(),
        "enum" => text.is_some_and(|text| field.arguments.iter().any(|it| it == text)),
        "string" | "text" | "uuid" | "email" | "uri" | "url" | "date" | "time" | "date-time" => text.is_some(),
        _ => true,
    };
    let wanted = || match field.ty.as_str() {
        "enum" => format!("one of {}", super::brief(&field.arguments.join(", "))),
        ty => format!("of the type {ty}"),
    };
    (!fits).then(wanted)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn lists_are_compared_thing_by_thing_and_needed_fields_are_missed() {
        expect(
            &RULE,
            "api:
  - method: GET
    path: /v1/orders
    response: Order[]
    examples:
      response:
        - { id: o1, status: paid }
        - { id: o2, status: payed }
#                           ^^^^^ `status` is one of open, paid
        - { id: o3, status: open, gift: maybe }
#                                       ^^^^^ `gift` is of the type boolean
        - { status: open }
#         ^^^^^^^^^^^^^^^^ the example lacks `id`, which `Order` needs
schemas:
  Order: { id: string, status: 'enum(open, paid)', secret: string write-only, gift: boolean? }
",
        );
    }

    #[test]
    fn what_cannot_be_compared_is_left_alone() {
        silent(
            &RULE,
            "api:
  - { method: GET, path: /v1/orders, response: 'Order[]', examples: { response: { data: [], next: null } } }
  - { method: GET, path: /v1/raw, response: Raw, examples: { response: { anything: 1 } } }
  - { method: GET, path: '/v1/orders/{id}', response: orders, examples: { response: { number: 1 } } }
schemas:
  Order: { id: string }
  Raw: { type: object, properties: { id: { type: string } } }
data_model: [{ name: orders, fields: { id: uuid pk } }]
",
        );
    }
}
