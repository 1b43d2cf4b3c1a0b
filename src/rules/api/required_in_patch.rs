use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::endpoint::Method;
use crate::spec::schema::SchemaUse;

rule! {
    /// A PATCH demands every field.
    ///
    /// ## Why
    /// PATCH is there to change one thing and leave the rest. A client that has to send everything reads first and writes
    /// back what it read, and undoes what somebody else changed in between.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: PATCH, path: "/v1/users/{id}", request: ChangeUser }
    /// #                                                     ^^^^^^^^^^ a PATCH that demands all 3 fields is a PUT
    /// schemas:
    ///   ChangeUser: { email: email, name: string, phone: string }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: PUT, path: "/v1/users/{id}", request: ChangeUser }
    /// schemas:
    ///   ChangeUser: { email: email, name: string, phone: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: PATCH, path: "/v1/users/{id}", request: ChangeUser }
    ///   - { method: PATCH, path: "/v1/users/{id}/password", request: ChangePassword }
    /// schemas:
    ///   ChangeUser: { version: integer, name: string?, phone: string? }
    ///   ChangePassword: { currentPassword: string secret, newPassword: string secret }
    /// ```
    ///
    /// ## Not a problem when
    /// The fields only make sense together, as a pair of passwords or coordinates does: fewer than three are not reported.
    ///
    /// ## See
    /// seed 001:29 · RFC 5789 · RFC 7396
    id: "api/required-in-patch",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let request = endpoint.at.value.request.as_ref();
    let Some(request) = request.filter(|it| endpoint.method() == Method::Patch && !is_json_schema(endpoint, it)) else {
        return;
    };
    let fields = endpoint.model.fields(&request.value);
    let sent = fields.iter().filter(|(_, field)| !field.read_only);
    let (all, optional) = (sent.clone().count(), sent.filter(|(_, field)| field.optional).count());
    if all >= 3 && optional == 0 {
        report
            .find(request.span, format!("a PATCH that demands all {all} fields is a PUT"))
            .fix(Fix::suggested("Make it a PUT", endpoint.change_method(Method::Put)));
    }
}

/// JSON Schema says what is required in ways that are not all read.
fn is_json_schema(endpoint: Endpoint<'_>, body: &At<SchemaUse>) -> bool {
    match &body.value {
        SchemaUse::Inline(schema) => schema.json_schema,
        SchemaUse::Named { name, list } => {
            *list || endpoint.model.schema(name).is_some_and(|it| it.at.value.json_schema)
        }
    }
}
