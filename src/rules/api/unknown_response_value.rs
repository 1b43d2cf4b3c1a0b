use crate::lint::Report;
use crate::model::compatibility::{ChangeKind, Direction};
use crate::model::versions::Versions;
use crate::rule::rule;

rule! {
    /// An answer can say a value that callers of the earlier version do not know.
    ///
    /// ## Why
    /// A caller that decides by the value has no branch for the new one. Generated clients in typed languages refuse the
    /// whole answer, with everything else that it says.
    ///
    /// ## Example
    /// ```yaml before
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", response: { id: uuid, status: "enum(open, paid)" } }
    /// ```
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     response:
    ///       id: uuid
    ///       status: enum(open, paid, refunded)
    /// #             ^^^^^^^^^^^^^^^^^^^^^^^^^^ callers do not know `refunded` as `status`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/orders/{id}
    ///     response:
    ///       id: uuid
    ///       status: enum(open, paid)
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders, request: { id: uuid, status: "enum(open, paid, refunded)" } }
    ///   - { method: GET, path: "/v1/orders/{id}", response: { id: uuid, status: "enum(open)" } }
    /// ```
    ///
    /// ## Not a problem when
    /// Callers were told from the start that values are added, and how to treat one that they do not know. Without an
    /// earlier version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:49 · Zalando #112 · oasdiff response-property-enum-value-added
    id: "api/unknown-response-value",
    severity: Warning,
    stage: Draft,
    profile: Strict,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for change in versions.changes(Direction::Response) {
        let ChangeKind::NewValue(value) = &change.kind else { continue };
        let message = format!("callers do not know `{}` as `{}`", super::brief(value), super::short(change.name));
        report
            .find(change.span, message)
            .related(change.owner, "answers with it")
            .fix(super::as_before(versions, &change));
    }
}
