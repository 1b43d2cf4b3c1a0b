//! HTTP interfaces: resources, methods, statuses, collections, versions.

crate::rule::group! {
    accepted_without_status
    ambiguous_path
    bare_list
    body_on_delete
    body_on_get
    body_with_no_content
    breaking_request
    breaking_response
    compound_segment
    contradicted_idempotency
    contradicting_verb
    created_as_ok
    created_without_location
    deep_nesting
    deep_offset
    deprecated_in_use
    deprecation_without_sunset
    duplicate_operation
    duplicate_operation_id
    error_without_code
    guessable_id
    leaked_internals
    malformed_path
    malformed_version
    mismatched_example
    mismatched_status
    missing_error_model
    missing_identifier
    missing_pagination
    missing_request_schema
    missing_response_schema
    missing_retry_after
    missing_success
    missing_version
    mixed_error_models
    mixed_field_case
    mixed_parameter_case
    mixed_parameter_names
    mixed_path_case
    mixed_versioning
    money_as_float
    ok_without_content
    page_without_next
    partial_put
    passed_sunset
    query_in_path
    removed_operation
    repeated_batch
    repeated_path_parameter
    required_in_patch
    required_server_field
    route_collision
    secret_in_response
    short_notice
    side_effect_on_get
    singular_collection
    slow_answer
    timestamp_as_text
    unauthorized_on_public
    unbounded_batch
    unbounded_page
    undefined_error_code
    unindexed_filter
    unknown_filter_field
    unknown_link
    unknown_response_value
    unknown_status
    unlisted_conflict
    unlisted_forbidden
    unlisted_not_found
    unlisted_rate_limit
    unlisted_unauthorized
    unlisted_validation_error
    unmatched_path_parameter
    unrelated_nesting
    unstated_batch_outcome
    unusable_operation_id
    unversioned_path
    verb_in_path
    writable_privilege
}

use super::brief;

use crate::lint::Report;
use crate::model::compatibility::Change;
use crate::model::versions::Versions;
use crate::model::{Case, Endpoint, Model, parameter_name, plain, singular};
use crate::rule::Fix;
use crate::spec::At;
use crate::spec::endpoint::{EndpointRef, Method, Parameter, ParameterPlace};
use crate::spec::schema::SchemaUse;
use crate::text::{Edit, Span};

/// At most 40 characters of a name, so that a message with it stays within its limit.
fn short(text: &str) -> String {
    crate::spec::read::shorten(text)
}

/// A schema as a message names it.
fn schema_name(schema: &At<SchemaUse>) -> String {
    match &schema.value {
        SchemaUse::Named { name, .. } => format!("`{}`", short(name)),
        SchemaUse::Inline(_) => "fields".to_owned(),
    }
}

/// The parameter of a query or header that says a version.
fn version_parameter(endpoint: Endpoint<'_>) -> Option<&At<Parameter>> {
    let is_version =
        |name: &str| matches!(plain(name).as_str(), "version" | "apiversion" | "acceptversion" | "xapiversion");
    let in_path = |parameter: &Parameter| parameter.r#in.as_ref().is_some_and(|it| it.value == ParameterPlace::Path);
    let found = endpoint.parameters().find(|(name, at)| is_version(&name.value) && !in_path(&at.value));
    found.map(|(_, parameter)| parameter)
}

/// Whether an endpoint lists its own failures and leaves out all of these.
fn leaves_out(endpoint: Endpoint<'_>, codes: &[u16]) -> bool {
    let own = endpoint.at.value.responses.as_ref().filter(|it| endpoint.at.span.contains(it.key));
    let lists = own.is_some() && endpoint.statuses().any(|it| it.is_of(4) && endpoint.at.span.contains(it.code.span));
    let open = endpoint.statuses().any(|it| it.code.value == "default");
    lists && !open && !codes.iter().any(|code| endpoint.declares_status(*code) == Some(true))
}

/// Reports a status that an endpoint's list leaves out, at the list, with what makes it possible.
fn unlisted(endpoint: Endpoint<'_>, code: u16, message: &str, cause: (Span, &str), report: &mut Report<'_>) {
    let Some(responses) = &endpoint.at.value.responses else { return };
    let finding = report.find(responses.key, message);
    finding.related(cause.0, cause.1);
    if let Some(fix) = list_status(endpoint, code) {
        finding.fix(fix);
    }
}

/// The fix that adds a status to an endpoint's list, with the body that its other failures have.
fn list_status(endpoint: Endpoint<'_>, code: u16) -> Option<Fix> {
    let responses = endpoint.at.value.responses.as_ref()?;
    let tree = &endpoint.model.spec.tree;
    let node = tree.node(responses.node)?;
    let edits = if node.items().is_some() {
        tree.push(responses.node, &code.to_string())
    } else {
        let body = endpoint.statuses().filter(|it| it.is_of(4)).find_map(|it| match &it.body?.value {
            SchemaUse::Named { name, list: false } => Some(name.clone()),
            _ => None,
        })?;
        tree.set(responses.node, &code.to_string(), &body)
    };
    Some(Fix::suggested(format!("List {code}"), edits))
}

/// The fix that writes a field as the earlier version has it.
fn as_before(versions: Versions<'_>, change: &Change<'_>) -> Fix {
    let edits = versions.after.restore(versions.before, change.name, change.field);
    Fix::suggested(format!("Write `{}` as it was", short(change.name)), edits)
}

/// How long something that is to go is kept, where no policy says how long: half a year.
const NOTICE: u64 = 180;

/// The days that the policy gives callers to move, else half a year.
fn notice(model: &Model<'_>) -> u64 {
    let policy = model.system().api_design.as_ref().and_then(|it| it.deprecation.as_ref());
    let stated = policy.and_then(|it| it.notice.as_ref()).map(|it| it.value.0 / (24 * 60 * 60 * 1000));
    stated.filter(|days| *days > 0).unwrap_or(NOTICE)
}

/// The endpoint that reads one of the things that another one adds to.
fn reader_of_one(endpoint: Endpoint<'_>) -> Option<Endpoint<'_>> {
    let base = endpoint.path().value.trim_end_matches('/');
    endpoint.model.endpoints().find(|other| {
        let last = other.path().value.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'));
        let is_one = other.method() == Method::Get && other.shares_interface_with(endpoint);
        is_one && last.is_some_and(|last| parameter_name(last).is_some())
    })
}

/// The schema that shows one of the things that a path is about: the one that bears its name.
fn shown_as(endpoint: Endpoint<'_>) -> Option<String> {
    let table = endpoint.collection()?;
    let name = Case::Pascal.spell(&singular(table.name()));
    endpoint.model.schema(&name).map(|_| name)
}

/// The fix that names an operation after its method and path; none where another one of the spec bears that name.
pub(super) fn own_id(endpoint: Endpoint<'_>) -> Option<Fix> {
    let better = endpoint.made_id();
    let id = endpoint.at.value.id.as_ref()?;
    let taken = endpoint
        .model
        .endpoints()
        .filter_map(|it| it.at.value.id.as_ref())
        .any(|it| plain(&it.value) == plain(&better));
    let edits = endpoint.model.spec.tree.replace(id.node, &better);
    (!taken).then(|| Fix::suggested(format!("Call it `{}`", short(&better)), edits))
}

/// Whether an interface already has an operation at that method and path.
fn is_taken(endpoint: Endpoint<'_>, path: &str) -> bool {
    let reference = EndpointRef { method: endpoint.method(), path: path.to_owned() };
    endpoint.model.endpoints().any(|it| it.is_meant_by(&reference))
}

/// The fix that takes the fields of a body as parameters, where they are written in place and there are no others.
fn as_parameters(endpoint: Endpoint<'_>) -> Option<Fix> {
    let request = endpoint.at.value.request.as_ref()?;
    let SchemaUse::Inline(schema) = &request.value else { return None };
    let free = endpoint.at.value.parameters.is_none() && !schema.json_schema && endpoint.is_own(request.key);
    free.then(|| Fix::suggested("Take the fields as parameters", vec![Edit::replace(request.key, "parameters")]))
}
