use crate::lint::Report;
use crate::model::Endpoint;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// An endpoint takes files of any size.
    ///
    /// ## Why
    /// One caller fills memory or disk with a single request, and the instance is gone for everybody. What a scanner, a
    /// thumbnail or a parser then has to go through is as large as the sender likes.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/pictures
    ///     request: { picture: binary, title: string }
    /// #                       ^^^^^^ `POST /v1/pictures` takes a file of any size
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/pictures
    ///     request: { picture: binary(..10000000), title: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/pictures, request: { picture: "binary(..5000000)" } }
    ///   - { method: POST, path: /v1/keys, request: { name: string } }
    /// ```
    ///
    /// ## Not a problem when
    /// Files go past the service to a file store, by an address that it signs for a size.
    ///
    /// ## See
    /// seed 003:49 · OWASP File Upload · CWE-434 · CWE-770
    id: "security/unlimited-upload",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(request) = &endpoint.at.value.request else { return };
    for (_, field) in endpoint.model.fields(&request.value) {
        let file = matches!(field.ty.as_str(), "binary" | "bytes") && !field.read_only;
        let text = field.span.of(endpoint.model.spec.text());
        let Some(at) = text.find(field.ty.as_str()).filter(|_| file && field.range.is_none()) else { continue };
        let end = field.span.start + at + field.ty.len();
        let span = crate::text::Span::new(field.span.start + at, end);
        let place = if endpoint.at.span.contains(span) { span } else { endpoint.model.line(request.span) };
        let limit = vec![Edit::insert(end, "(..10000000)")];
        report
            .find(place, format!("`{}` takes a file of any size", super::brief(&endpoint.label())))
            .fix(Fix::suggested("Take 10 MB at most", limit));
    }
}
