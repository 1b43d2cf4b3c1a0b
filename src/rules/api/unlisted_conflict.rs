use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::rule;
use crate::spec::endpoint::Method;
use crate::text::Span;

rule! {
    /// An endpoint lists its failures and can collide with another write, but not what happens then.
    ///
    /// ## Why
    /// Two people save the same order, or the same e-mail registers twice. What the second one gets was never decided, so it
    /// is a 500, or the first one's work is overwritten.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/users
    ///     request: { email: email }
    ///     responses: [201, 400]
    /// #   ^^^^^^^^^ 409 is not listed, though `email` may be taken
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, email: varchar(255) not null unique }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/users
    ///     request: { email: email }
    ///     responses: [201, 400, 409]
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, email: varchar(255) not null unique }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/users, request: { name: string }, responses: [201, 400] }
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, email: varchar(255) not null unique }
    /// ```
    ///
    /// ## Not a problem when
    /// 412 or 422 says it, or the endpoint lists no failures at all.
    ///
    /// ## See
    /// seed 001:39 · seed 001:122-128
    id: "api/unlisted-conflict",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    if !super::leaves_out(endpoint, &[409, 412, 422]) {
        return;
    }
    if let Some((message, place)) = taken(endpoint).or_else(|| overtaken(endpoint)) {
        super::unlisted(endpoint, 409, &message, (place, "what collides"), report);
    }
}

/// The field of a new thing that another one may have already.
fn taken(endpoint: Endpoint<'_>) -> Option<(String, Span)> {
    let last = endpoint.segments().last()?.0;
    let table = endpoint.model.collection(last).filter(|_| endpoint.method() == Method::Post)?;
    let fields = endpoint.model.fields(&endpoint.at.value.request.as_ref()?.value);
    let column = table.columns().find(|column| {
        let alone = !column.primary_key && table.is_unique(&column.name.value);
        alone && fields.iter().any(|(name, _)| plain(&name.value) == plain(&column.name.value))
    })?;
    let message = format!("409 is not listed, though `{}` may be taken", super::short(&column.name.value));
    Some((message, column.name.span))
}

/// The version that another write may have raised in the meantime.
fn overtaken(endpoint: Endpoint<'_>) -> Option<(String, Span)> {
    let changes = matches!(endpoint.method(), Method::Put | Method::Patch);
    let last = endpoint.segments().last()?.0;
    crate::model::parameter_name(last).filter(|_| changes)?;
    let table = endpoint.collection()?;
    let lock = table.at.value.optimistic_lock.as_ref().filter(|it| it.is_on())?;
    let message = format!("409 is not listed, though `{}` has an optimistic lock", super::short(table.name()));
    Some((message, lock.span))
}
