use crate::lint::Report;
use crate::model::{Case, Model, Schema};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries, Items};

rule! {
    /// A field is spelled unlike the others.
    ///
    /// ## Why
    /// Nobody remembers which one it was. `createdAt` and `updated_at` in one body cost every client a look into the
    /// documentation and now and then a value that is silently missing.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     customerId: uuid
    ///     createdAt: date-time
    ///     updated_at: date-time
    /// #   ^^^^^^^^^^ other fields are written in camelCase
    ///     paidAt: date-time
    ///     shippedAt: date-time
    ///     lineItems: "string[]"
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     customerId: uuid
    ///     createdAt: date-time
    ///     updatedAt: date-time
    ///     paidAt: date-time
    ///     shippedAt: date-time
    ///     lineItems: "string[]"
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { id: uuid, customer_id: uuid, createdAt: date-time }
    /// ```
    /// ```yaml good
    /// services: [orders, fleet]
    /// api_design: { naming: camelCase }
    /// grpc: [{ service: fleet, rpcs: ["Allocate(AllocateRequest) returns (AllocateReply)"] }]
    /// schemas:
    ///   AllocateRequest: { match_id: uuid }
    ///   AllocateReply: { server_name: string }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom yet: fewer than five fields of several words, or fewer than four in five of them alike.
    /// `api_design: { naming: camelCase }` settles it. Payloads of events and messages of gRPC are not compared.
    ///
    /// ## See
    /// seed 001:44-57 · Zalando #118
    id: "api/mixed-field-case",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let payloads = model.system().events.items().iter();
    let payloads = payloads.flat_map(|it| it.payload.iter().chain(it.previous.entries().iter().map(|(_, at)| at)));
    let payloads = payloads.filter_map(|it| name_of(&it.value));
    // Protocol Buffers have a case of their own.
    let rpcs = model.grpc().flat_map(|it| it.at.value.rpcs.items());
    let messages = rpcs.flat_map(|it| it.request.iter().chain(&it.response)).map(|it| it.value.as_str());
    let payloads = order::set(payloads.chain(messages));
    let fields: Vec<(Schema<'_>, &At<String>)> = model
        .schemas()
        .filter(|schema| !payloads.contains(schema.name.value.as_str()))
        .flat_map(|schema| schema.at.value.fields.iter().map(move |(name, _)| (schema, name)))
        .collect();
    let custom = configured(model).or_else(|| Case::custom(fields.iter().map(|(_, it)| it.value.as_str())));
    let Some(custom) = custom.filter(|it| STYLES.contains(it)) else { return };
    for (schema, field) in fields {
        let Some(_) = Case::of(&field.value).filter(|case| *case != custom && STYLES.contains(case)) else { continue };
        let better = custom.spell(&field.value);
        if better == field.value {
            continue;
        }
        let edits = schema.rename_field(field, &better);
        report
            .find(field.span, format!("other fields are written in {}", custom.word()))
            .fix(Fix::suggested(format!("Call it `{better}`"), edits));
    }
}

/// Header-like names and constants keep the case of what they come from.
const STYLES: [Case; 3] = [Case::Camel, Case::Snake, Case::Pascal];

fn name_of(schema: &SchemaUse) -> Option<&str> {
    match schema {
        SchemaUse::Named { name, .. } => Some(name),
        SchemaUse::Inline(_) => None,
    }
}

fn configured(model: &Model<'_>) -> Option<Case> {
    Case::parse(&model.system().api_design.as_ref()?.naming.as_ref()?.fields.as_ref()?.value)
}
