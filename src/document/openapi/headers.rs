//! Headers of answers, each written once.

use super::{Writer, header, typed};
use crate::document::value::Object;
use crate::model::Endpoint;
use crate::spec::endpoint::{CacheScope, ResponseCache};
use crate::spec::{At, Items, Toggle};

impl<'m> Writer<'m> {
    /// What an answer of that status says beside its body.
    pub(super) fn headers(&mut self, endpoint: Endpoint<'m>, code: &str) -> Object {
        let said = &endpoint.at.value;
        let succeeded = code.starts_with('2');
        let mut headers = Object::new();
        if (code == "201" && endpoint.says_location()) || (code == "202" && said.r#async.is_some()) {
            let place = typed("string").with("format", "uri-reference");
            let about = if code == "201" { "Where it is." } else { "Where to ask how far it is." };
            headers.set("Location", header(place, about));
        }
        if said.etag.as_ref().is_some_and(|it| it.value) && (succeeded || code == "304") {
            headers.set("ETag", self.shared("ETag", typed("string"), "The version of what is answered."));
        }
        if let Some(cache) = said.cache.as_ref().filter(|_| succeeded || code == "304") {
            cached(&cache.value, &mut headers);
        }
        if matches!(code, "429" | "503") {
            let seconds = typed("integer").with("minimum", 0);
            headers.set("Retry-After", self.shared("Retry-After", seconds, "Seconds to wait."));
        }
        if endpoint.rate_limit().is_some() && (succeeded || code == "429") {
            let policy = self.model.system().security.as_ref().and_then(|it| it.rate_limit.as_ref());
            let names = policy.map(|it| it.headers.items()).unwrap_or_default();
            for name in names.iter().filter(|it| is_header(&it.value) && !it.value.eq_ignore_ascii_case("Retry-After"))
            {
                let (schema, about) = limit(&name.value);
                headers.set(name.value.as_str(), self.shared(&name.value, schema, about));
            }
        }
        if succeeded && said.deprecated.as_ref().is_some_and(|it| it.is_on()) {
            let policy = self.model.system().api_design.as_ref().and_then(|it| it.deprecation.as_ref());
            let names = policy.map(|it| it.headers.items()).unwrap_or_default();
            for name in names.iter().filter(|it| is_header(&it.value)) {
                headers.set(name.value.as_str(), ending(&name.value, said.deprecated.as_ref()));
            }
        }
        headers
    }

    /// A reference to a header that answers share.
    fn shared(&mut self, name: &str, schema: Object, about: &str) -> Object {
        self.headers.entry(name.to_owned()).or_insert_with(|| header(schema, about));
        Object::new().with("$ref", format!("#/components/headers/{name}"))
    }
}

/// How long an answer may be kept, and what makes a difference to it.
fn cached(cache: &ResponseCache, headers: &mut Object) {
    let scope = cache.scope.as_ref().map(|it| it.value);
    let seconds = cache.ttl.as_ref().map(|it| format!("max-age={}", it.value.0 / 1_000));
    let words = match scope {
        Some(CacheScope::NoStore) => vec!["no-store".to_owned()],
        scope => scope.map(|it| it.to_string()).into_iter().chain(seconds).collect(),
    };
    if !words.is_empty() {
        let value = Object::new().with("type", "string").with("examples", vec![words.join(", ")]);
        headers.set("Cache-Control", header(value, "How long the answer may be kept, and by whom."));
    }
    let vary: Vec<&str> = cache.vary.items().iter().map(|it| it.value.as_str()).filter(|it| is_header(it)).collect();
    if !vary.is_empty() {
        let value = Object::new().with("type", "string").with("examples", vec![vary.join(", ")]);
        headers.set("Vary", header(value, "Request headers that make a difference."));
    }
}

/// What a header says of a limit, as far as its name tells.
fn limit(name: &str) -> (Object, &'static str) {
    let count = || typed("integer").with("minimum", 0);
    let name = name.to_ascii_lowercase();
    match () {
        () if name.ends_with("-limit") && name != "ratelimit" => (count(), "Requests that are allowed in the window."),
        () if name.ends_with("-remaining") => (count(), "Requests that are left in the window."),
        () if name.ends_with("-reset") => (count(), "When the window ends."),
        () => (typed("string"), "Where the caller stands with its limit."),
    }
}

/// What a header says of an operation that will go.
fn ending(name: &str, deprecated: Option<&At<Toggle<crate::spec::endpoint::Deprecation>>>) -> Object {
    let details = deprecated.and_then(|it| it.details());
    let said = |date: Option<&At<String>>| date.map(|it| format!(": {}", it.value)).unwrap_or_default();
    let about = match name.to_ascii_lowercase().as_str() {
        "deprecation" => format!("Since when it is deprecated{}.", said(details.and_then(|it| it.since.as_ref()))),
        "sunset" => format!("When it ends{}.", said(details.and_then(|it| it.sunset.as_ref()))),
        "link" => format!("What comes instead{}.", said(details.and_then(|it| it.r#use.as_ref()))),
        _ => "Tells that the operation will go.".to_owned(),
    };
    header(typed("string"), &crate::document::markdown::paragraphs(&about))
}

/// A header's name by the grammar of HTTP.
fn is_header(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
