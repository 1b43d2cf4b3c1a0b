use crate::lint::Report;
use crate::model::{Endpoint, plain};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;

rule! {
    /// A request demands a field that the server fills in.
    ///
    /// ## Why
    /// The client has to invent a value. Either the server ignores it and the contract lies, or the server takes it, and
    /// identifiers and times come from whoever calls.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /v1/users, request: NewUser }
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk default gen_random_uuid(), email: text not null, created_at: timestamptz not null default now() }
    /// schemas:
    ///   NewUser:
    ///     email: email
    ///     createdAt: date-time
    /// #   ^^^^^^^^^ `createdAt` is demanded of callers, yet the database fills it in
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /v1/users, request: NewUser }
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk default gen_random_uuid(), email: text not null, created_at: timestamptz not null default now() }
    /// schemas:
    ///   NewUser:
    ///     email: email
    ///     createdAt: date-time read-only
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/users, request: NewUser }
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, email: text not null, status: text not null default 'new', created_at: timestamptz not null default now() }
    /// schemas:
    ///   NewUser: { id: uuid, email: email, status: string, createdAt: date-time? }
    /// ```
    ///
    /// ## Not a problem when
    /// Callers choose the identifier, so that the column has no default, or the field may be left out. Only identifiers
    /// and the times of creation and change are looked at: other defaults are there for callers to overrule.
    ///
    /// ## See
    /// seed 001:44-58
    id: "api/required-server-field",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    const TIMES: [&str; 4] = ["createdat", "updatedat", "modifiedat", "insertedat"];
    let request = endpoint.at.value.request.as_ref().filter(|_| endpoint.method() == Method::Post);
    let Some((request, table)) = request.zip(endpoint.collection().filter(|_| endpoint.is_collection())) else {
        return;
    };
    for (name, field) in endpoint.model.fields(&request.value) {
        if field.optional || field.read_only {
            continue;
        }
        let wanted = plain(&name.value);
        let column = table.columns().find(|column| plain(&column.name.value) == wanted);
        let fills = |column: &crate::model::Column<'_>| {
            let serial = column.ty.to_ascii_lowercase().contains("serial");
            let filled = column.generated || column.default.is_some() || serial;
            filled && (column.primary_key || TIMES.contains(&wanted.as_str()))
        };
        let Some(column) = column.filter(fills) else { continue };
        let message = format!("`{}` is demanded of callers, yet the database fills it in", super::brief(&name.value));
        report
            .find(name.span, message)
            .related(column.name.span, "filled in here")
            .related(endpoint.heading(), "demanded here")
            .fix(Fix::suggested("Mark it as set by the server", endpoint.model.mark_field(field, "read-only")));
    }
}
