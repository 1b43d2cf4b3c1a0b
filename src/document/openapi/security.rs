//! Who may call: schemes and what each operation asks for.

use super::Writer;
use crate::document::markdown::paragraphs;
use crate::document::value::Object;
use crate::model::Scheme;
use crate::spec::endpoint::{Auth, AuthMode};
use crate::spec::security::SchemeKind;
use crate::spec::{At, Items};

/// The scheme of operations that ask for a sign-in while the spec declares none.
const ASSUMED: &str = "authentication";

impl<'m> Writer<'m> {
    /// What an operation asks for; nothing where anybody may call, or nothing is said.
    pub(super) fn security(&mut self, auth: Option<&At<Auth>>) -> Vec<Object> {
        let Some(auth) = auth.filter(|auth| !auth.is_public()) else { return Vec::new() };
        let scopes: Vec<&str> = auth.scopes.items().iter().map(|it| it.value.as_str()).collect();
        let mut names: Vec<String> = match &auth.scheme {
            Some(name) => vec![name.value.0.clone()],
            None => self.model.schemes().map(scheme_name).collect(),
        };
        if names.is_empty() {
            names.push(ASSUMED.to_owned());
        }
        let mut asked: Vec<Object> = Vec::new();
        if auth.mode.as_ref().is_some_and(|mode| mode.value == AuthMode::Optional) {
            asked.push(Object::new());
        }
        for name in names {
            asked.push(Object::new().with(key(&name), scopes.clone()));
            self.asked.insert(name);
        }
        asked
    }

    /// The schemes that operations ask for: as the spec declares them, else as a token.
    pub(super) fn security_schemes(&self) -> Object {
        let mut schemes = Object::new();
        for name in &self.asked {
            let declared = self.model.schemes().find(|scheme| scheme_name(*scheme) == *name);
            let scheme = match declared {
                Some(scheme) => written(scheme).with("x-source-line", self.schemas.line(scheme.at.span.start)),
                None => {
                    let why = "The design asks for a sign-in and does not say how; a token is assumed.";
                    http("bearer").with("description", why)
                }
            };
            schemes.set(key(name), scheme);
        }
        schemes
    }
}

/// Who may call, in words.
pub(in crate::document) fn who_may_call(auth: Option<&At<Auth>>, reason: Option<&At<String>>) -> Vec<String> {
    let Some(auth) = auth else {
        return vec!["The design does not say who may call.".to_owned()];
    };
    if auth.is_public() {
        let reason = reason.map(|it| format!("Anybody may call: {}", it.value));
        return vec![reason.unwrap_or_else(|| "Anybody may call.".to_owned())];
    }
    let roles: Vec<&str> = auth.roles.items().iter().map(|it| it.value.0.as_str()).collect();
    let mut parts = Vec::new();
    if !roles.is_empty() {
        parts.push(format!("For the roles `{}`.", roles.join("`, `")));
    }
    parts.extend(auth.policy.as_ref().map(|it| format!("By the policy `{}`.", it.value)));
    parts.extend(auth.owner.as_ref().map(|it| format!("Only for whom `{}` names.", it.value)));
    parts.extend(auth.tenant.as_ref().map(|it| format!("Only within the tenant in `{}`.", it.value)));
    parts
}

/// A scheme as OpenAPI has it.
pub(in crate::document) fn written(scheme: Scheme<'_>) -> Object {
    let said = &scheme.at.value;
    let mut about = Vec::new();
    about.extend(said.kind.as_ref().map(|it| it.value.to_string()));
    about.extend(said.flow.as_ref().map(|it| format!("flow {}", it.value)));
    about.extend(said.provider.as_ref().map(|it| format!("by {}", it.value)));
    about.extend(said.login.as_ref().map(|it| format!("sign in with `{}`", it.value)));
    about.extend(said.refresh.as_ref().map(|it| format!("next token from `{}`", it.value)));
    let place = said.r#in.as_ref().map(|it| it.value.as_str());
    let issuer = said.provider.as_ref().map(|it| it.value.trim_end_matches('/'));
    let issuer = issuer.filter(|it| it.starts_with("https://") && !it.contains(char::is_whitespace));
    let scheme = match (said.kind.as_ref().map(|it| it.value), issuer) {
        (Some(SchemeKind::Oidc), Some(issuer)) => {
            let address = format!("{issuer}/.well-known/openid-configuration");
            Object::new().with("type", "openIdConnect").with("openIdConnectUrl", address)
        }
        // Flows need addresses, which a design need not know; what a request carries is the same.
        (Some(SchemeKind::Oauth2 | SchemeKind::Oidc | SchemeKind::Saml) | None, _) => http("bearer"),
        (Some(SchemeKind::Jwt), _) => http("bearer").with("bearerFormat", "JWT"),
        (Some(SchemeKind::Basic), _) => http("basic"),
        (Some(SchemeKind::Signature), _) => api_key("header", "Signature"),
        (Some(SchemeKind::Mtls), _) => Object::new().with("type", "mutualTLS"),
        (Some(SchemeKind::Session), _) => api_key(place.unwrap_or("cookie"), "session"),
        (Some(SchemeKind::ApiKey), _) => match place {
            Some("query") => api_key("query", "api_key"),
            Some("cookie") => api_key("cookie", "api_key"),
            _ => api_key("header", "X-API-Key"),
        },
    };
    scheme.unless_empty("description", paragraphs(&about.join(", ")))
}

fn http(scheme: &str) -> Object {
    Object::new().with("type", "http").with("scheme", scheme)
}

fn api_key(place: &str, name: &str) -> Object {
    let place = if matches!(place, "header" | "query") { place } else { "cookie" };
    Object::new().with("type", "apiKey").with("in", place).with("name", name)
}

/// What a scheme is called, or what it is.
pub(in crate::document) fn scheme_name(scheme: Scheme<'_>) -> String {
    let said = &scheme.at.value;
    let kind = || said.kind.as_ref().map(|kind| kind.value.to_string());
    said.name.as_ref().map(|name| name.value.0.clone()).or_else(kind).unwrap_or_else(|| ASSUMED.to_owned())
}

/// A name of the characters that a component's may have.
fn key(name: &str) -> String {
    crate::document::json_schema::component_name(name)
}
