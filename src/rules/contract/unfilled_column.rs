use crate::lint::Report;
use crate::model::{Endpoint, Model, plain, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::Method;
use crate::value::Field;

rule! {
    /// A column that is never empty can only come from the caller, and the request has no field for it.
    ///
    /// ## Why
    /// No server can make up a person's name. Each request that the contract allows fails on the insert, or the column is
    /// filled with a blank that nobody can tell from an answer.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: POST, path: /customers, auth: public, public_reason: signing up, request: SignUp }
    /// #                                                                                       ^^^^^^ no field fills `customers.first_name`, which is never empty
    /// schemas:
    ///   SignUp: { email: email, password: string }
    /// data_model:
    ///   - name: customers
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null
    ///       first_name: text not null
    ///       status: text not null
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: POST, path: /customers, auth: public, public_reason: signing up, request: SignUp }
    /// schemas:
    ///   SignUp: { email: email, password: string, firstName: text }
    /// data_model:
    ///   - name: customers
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null
    ///       first_name: text not null
    ///       status: text not null
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /customers, auth: public, public_reason: signing up, request: SignUp }
    /// schemas:
    ///   SignUp: { email: email, password: string, name: string }
    /// data_model:
    ///   - name: customers
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null
    ///       first_name: text not null
    /// ```
    ///
    /// ## Not a problem when
    /// The server knows it from elsewhere: from a token, another service, a thing that the request points to, a part of
    /// another field. Then the rule is silent; it looks at public endpoints only, and at columns that a person fills in.
    ///
    /// ## See
    /// seed 003:49 · seed 001:97-104
    id: "contract/unfilled-column",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

/// What nobody but the person knows.
const ASKED: [&str; 10] =
    ["firstname", "lastname", "fullname", "birthdate", "dateofbirth", "street", "city", "postalcode", "phone", "email"];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let model = endpoint.model;
    let Some(request) = endpoint.at.value.request.as_ref().filter(|_| endpoint.method() == Method::Post) else {
        return;
    };
    let last = endpoint.segments().last().map(|(segment, _)| segment).unwrap_or_default();
    let Some(table) = model.collection(last) else { return };
    let fields = model.fields(&request.value);
    let asks_others = match endpoint.service() {
        Some(service) => service.calls().next().is_some(),
        None => model.calls().next().is_some(),
    };
    let known = endpoint.path_parameters().next().is_none() && endpoint.at.value.reads.items().is_empty();
    let open = fields.iter().any(|(name, field)| may_hold_more(model, &name.value, field));
    if fields.is_empty() || !endpoint.is_public() || asks_others || !known || open {
        return;
    }
    for column in table.columns() {
        let settled = column.default.is_some() || column.generated || column.primary_key || column.references.is_some();
        if !column.not_null || settled || !ASKED.contains(&plain(&column.name.value).as_str()) {
            continue;
        }
        let parts = words(&column.name.value);
        let hinted = fields.iter().any(|(name, _)| words(&name.value).iter().any(|word| parts.contains(word)));
        if !hinted && !fields.iter().any(|(name, _)| plain(&name.value) == plain(&column.name.value)) {
            let (at, name) = (super::brief(table.name()), super::brief(&column.name.value));
            let message = format!("no field fills `{at}.{name}`, which is never empty");
            let name = model.field_case().spell(&column.name.value);
            let ty = column.as_field().map(|ty| crate::yaml::quote(&ty));
            let edits = model.fields_node(request).zip(ty).map(|(node, ty)| model.spec.tree.set(node, &name, &ty));
            report
                .find(model.line(request.span), message)
                .related(column.name.span, "the column")
                .fix(Fix::suggested(format!("Ask for `{}`", super::brief(&name)), edits.unwrap_or_default()));
        }
    }
}

/// Whether a field may lead to more than it says: a thing elsewhere, a document, anything.
fn may_hold_more(model: &Model<'_>, name: &str, field: &Field) -> bool {
    let points =
        words(name).last().is_some_and(|last| ["id", "ids", "token", "code", "key", "ref"].contains(&last.as_str()));
    let open = ["object", "any", "map", "uri", "url", "binary", "bytes"].contains(&field.ty.as_str());
    points || open || !model.named(&field.ty).is_empty() || !field.is_built_in()
}
