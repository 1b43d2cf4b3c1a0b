//! HTTP interfaces: resources, methods, statuses, collections, versions.

crate::rule::group! {
    body_on_get
    body_with_no_content
    contradicting_verb
    created_without_location
    deprecation_without_sunset
    duplicate_operation
    malformed_path
    missing_pagination
    missing_success
    missing_version
    query_in_path
    repeated_path_parameter
    secret_in_response
    side_effect_on_get
    singular_collection
    unknown_status
    verb_in_path
}

use crate::model::{Endpoint, plain};
use crate::spec::At;
use crate::spec::endpoint::{Parameter, ParameterPlace};
use crate::spec::schema::SchemaUse;

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
