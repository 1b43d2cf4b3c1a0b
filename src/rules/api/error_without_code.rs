use crate::lint::Report;
use crate::model::{Model, Schema};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::endpoint::ErrorFormat;
use crate::spec::schema::SchemaUse;

rule! {
    /// The body of an error has no code that a program can read.
    ///
    /// ## Why
    /// Clients look into the text instead. The day somebody mends a word in it, or translates it, they stop recognising
    /// what went wrong.
    ///
    /// ## Example
    /// ```yaml bad
    /// api_design: { errors: { schema: Error, format: envelope } }
    /// schemas:
    ///   Error:
    /// # ^^^^^ `Error` has no code that a program can tell errors by
    ///     message: string
    /// ```
    /// ```yaml fixed
    /// api_design: { errors: { schema: Error, format: envelope } }
    /// schemas:
    ///   Error:
    ///     message: string
    ///     code: string(1..60)
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, responses: { 400: Failure, 404: Problem } }
    /// schemas:
    ///   Failure: { error: Details }
    ///   Details: { errorCode: string, message: string }
    ///   Problem: { type: uri, title: string, detail: string? }
    /// ```
    ///
    /// ## Not a problem when
    /// A field inside says it by another name (`type`, `reason`, `kind`), or errors follow `problem+json`, whose `type` it is.
    ///
    /// ## See
    /// seed 001:61-63 · seed 003:29 · RFC 9457
    id: "api/error-without-code",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let policy = model.system().api_design.as_ref().and_then(|it| it.errors.as_ref());
    if policy.and_then(|it| it.format.as_ref()).is_some_and(|it| it.value == ErrorFormat::ProblemJson) {
        return;
    }
    let named = policy.and_then(|it| it.schema.as_ref()).map(|it| it.value.0.as_str());
    let mut names = order::set(named.into_iter());
    for status in model.endpoints().flat_map(|it| it.statuses().filter(|it| it.is_error()).collect::<Vec<_>>()) {
        if let Some(SchemaUse::Named { name, list: false }) = status.body.map(|it| &it.value) {
            names.insert(name);
        }
    }
    for schema in names.into_iter().filter_map(|name| model.schema(name)).filter(|it| is_text_only(*it)) {
        let name = super::short(&schema.name.value);
        let edits = model.spec.tree.set(schema.at.node, "code", "string(1..60)");
        report
            .find(schema.name.span, format!("`{name}` has no code that a program can tell errors by"))
            .fix(Fix::suggested("Add a code", edits));
    }
}

/// Whether it has a text for people and nothing for programs.
fn is_text_only(schema: Schema<'_>) -> bool {
    const CODES: [&str; 10] = ["code", "codes", "type", "error", "reason", "kind", "id", "key", "category", "title"];
    const TEXTS: [&str; 6] = ["message", "msg", "detail", "description", "text", "messages"];
    let body = SchemaUse::Named { name: schema.name.value.clone(), list: false };
    let fields: Vec<String> = schema
        .model
        .all_fields(&body)
        .iter()
        .filter(|(_, field)| field.is_built_in())
        .map(|(name, _)| name.value.clone())
        .collect();
    let says = |words: &[&str]| {
        fields.iter().any(|name| crate::model::words(name).iter().any(|word| words.contains(&word.as_str())))
    };
    !schema.at.value.json_schema && says(&TEXTS) && !says(&CODES)
}
