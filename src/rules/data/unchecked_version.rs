use crate::lint::Report;
use crate::model::words::is_any;
use crate::model::{Endpoint, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::Entries;
use crate::spec::endpoint::Method;

rule! {
    /// A table counts its changes, and an endpoint changes it without asking for the count.
    ///
    /// ## Why
    /// The version is compared with the one that was just read, and not with the one that the person saw. Of two people
    /// who edit the same thing, the second overwrites the first without a word.
    ///
    /// ## Example
    /// ```yaml bad
    /// data_model:
    ///   - { name: orders, optimistic_lock: version, fields: { id: uuid pk, version: integer not null } }
    /// api:
    ///   - { method: PATCH, path: "/v1/orders/{id}", request: { status: string } }
    /// #                          ^^^^^^^^^^^^^^^^^ `orders` has a lock, but no caller says which version it changes
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - { name: orders, optimistic_lock: version, fields: { id: uuid pk, version: integer not null } }
    /// api:
    ///   - { method: PATCH, path: "/v1/orders/{id}", request: { status: string }, etag: true }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - { name: orders, optimistic_lock: version, fields: { id: uuid pk, version: integer not null } }
    /// api:
    ///   - { method: PUT, path: "/v1/orders/{id}", request: { status: string, version: integer } }
    ///   - { method: PATCH, path: "/v1/orders/{id}", request: { status: string }, responses: [200, 409] }
    /// ```
    ///
    /// ## Not a problem when
    /// The request has the version in its body or in `If-Match`, a conflict has a status of its own, or the body is not
    /// stated.
    ///
    /// ## See
    /// seed 001:122-128 · seed 001:39 · RFC 9110, 13.1.1
    id: "data/unchecked-version",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some((segment, _)) = endpoint.segments().last() else { return };
    if !matches!(endpoint.method(), Method::Put | Method::Patch) || parameter_name(segment).is_none() {
        return;
    }
    let Some((table, lock)) = endpoint.collection().and_then(|it| Some((it, it.at.value.optimistic_lock.as_ref()?)))
    else {
        return;
    };
    let column = lock.value.details().map_or("version", String::as_str);
    let names = [column, "version", "revision", "etag", "expected version", "if match"];
    let Some(request) = &endpoint.at.value.request else { return };
    let fields = endpoint.model.fields(&request.value);
    let sent = fields.iter().any(|(name, _)| is_any(&name.value, &names));
    let beside = endpoint.at.value.parameters.entries().iter().any(|(name, _)| is_any(&name.value, &names));
    let conditional = endpoint.at.value.etag.as_ref().is_some_and(|etag| etag.value);
    // Where failures are listed, the missing one is told elsewhere.
    let lists = endpoint
        .at
        .value
        .responses
        .as_ref()
        .is_some_and(|it| it.value.codes.iter().any(|(code, _)| is_failure(&code.value)));
    if !lock.value.is_on() || fields.is_empty() || sent || beside || conditional || lists {
        return;
    }
    report
        .find(
            endpoint.heading(),
            format!("`{}` has a lock, but no caller says which version it changes", super::brief(table.name())),
        )
        .related(lock.span, "counts changes")
        .fix(Fix::suggested("Take `If-Match`", endpoint.set("etag", "true")));
}

fn is_failure(code: &str) -> bool {
    code.starts_with('4')
}
