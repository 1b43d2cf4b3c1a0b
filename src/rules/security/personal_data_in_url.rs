use crate::lint::Report;
use crate::model::words::is_any;
use crate::model::{Endpoint, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::ParameterPlace;
use crate::spec::{Entries, Items};
use crate::text::{Edit, Span};

rule! {
    /// The address of a request names a person.
    ///
    /// ## Why
    /// Addresses are written down everywhere: by proxies, in histories, in the logs of every service on the way and in
    /// the `Referer` that goes to others. There nobody masks or deletes them.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/customers/{email}" }
    /// #                                       ^^^^^^^ `email` in the path ends up in every log on the way
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/customers/{id}" }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/customers/{id}" }
    ///   - { method: POST, path: /v1/customers/searches, request: { email: email pii } }
    ///   - { method: GET, path: /v1/products, parameters: { name: string? } }
    /// ```
    ///
    /// ## Not a problem when
    /// What is named is nobody's: an address of a company, the phone number of a shop. Keep the finding with a reason
    /// then.
    ///
    /// ## See
    /// seed 002:29 · OWASP ASVS 8.3.1 · CWE-598
    id: "security/personal-data-in-url",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

const PERSONAL: [&str; 14] = [
    "email",
    "email address",
    "phone",
    "phone number",
    "mobile",
    "ssn",
    "social security number",
    "national id",
    "passport number",
    "iban",
    "tax id",
    "date of birth",
    "birth date",
    "msisdn",
];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let mut tell = |name: &str, place: &str, span: Span, edits: Vec<Edit>| {
        let name = super::brief(name);
        report
            .find(span, format!("`{name}` in the {place} ends up in every log on the way"))
            .fix(Fix::suggested("Name the person by `id`", edits));
    };
    let mut in_path = Vec::new();
    for (segment, span) in endpoint.segments() {
        if let Some(name) = parameter_name(segment).filter(|name| is_any(name, &PERSONAL)) {
            in_path.push(name);
            tell(name, "path", span, by_identifier(endpoint, name));
        }
    }
    for (name, parameter) in endpoint.at.value.parameters.entries() {
        let place = parameter.r#in.as_ref().map(|it| it.value);
        let hidden = matches!(place, Some(ParameterPlace::Header | ParameterPlace::Cookie));
        let marked = parameter.r#type.as_ref().is_some_and(|ty| ty.pii);
        if !hidden && !in_path.contains(&name.value.as_str()) && (marked || is_any(&name.value, &PERSONAL)) {
            tell(&name.value, "address", name.span, Vec::new());
        }
    }
    for name in endpoint.at.value.filter.items().iter().filter(|name| is_any(name, &PERSONAL)) {
        tell(name, "query", name.span, Vec::new());
    }
}

/// The edits that put an identifier, which says nothing by itself, in the place of what is known of a person.
fn by_identifier(endpoint: Endpoint<'_>, name: &str) -> Vec<Edit> {
    if endpoint.segments().any(|(segment, _)| parameter_name(segment) == Some("id")) {
        return Vec::new();
    }
    let tree = &endpoint.model.spec.tree;
    let declared = endpoint.parameters().filter(|(it, _)| it.value == name && endpoint.is_own(it.span));
    let types = declared.flat_map(|(_, parameter)| tree.replace(parameter.node, "uuid"));
    endpoint.rename_parameter(name, "id").into_iter().chain(types).collect()
}
