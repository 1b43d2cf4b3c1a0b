use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Column, Endpoint, Table, parameter_name, singular};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Whoever is signed in may change a thing of somebody else.
    ///
    /// ## Why
    /// The id in the path is all that the endpoint asks for. People change it to the next one, and the system does as
    /// it is told. This is the most frequent hole in APIs.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: DELETE, path: "/v1/addresses/{id}", auth: required }
    /// #                           ^^^^^^^^^^^^^^^^^^^^ whoever is signed in may change the `addresses` of others
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, password_hash: text hashed } }
    ///   - { name: addresses, fields: { id: uuid pk, customer_id: uuid not null -> customers.id } }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: DELETE, path: "/v1/addresses/{id}", auth: { mode: required, owner: customer_id } }
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, password_hash: text hashed } }
    ///   - { name: addresses, fields: { id: uuid pk, customer_id: uuid not null -> customers.id } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: DELETE, path: "/v1/addresses/{id}", auth: { mode: required, owner: customer_id } }
    ///   - { method: PATCH, path: "/v1/customers/{id}", auth: { mode: required, roles: [support] } }
    ///   - { method: DELETE, path: "/v1/fees/{id}", auth: required }
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, password_hash: text hashed } }
    ///   - { name: addresses, fields: { id: uuid pk, customer_id: uuid not null -> customers.id } }
    ///   - { name: fees, fields: { id: uuid pk, member_id: uuid not null -> members.id } }
    ///   - { name: members, fields: { id: uuid pk } }
    /// security: { authorization: { model: rbac, roles: [support] } }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint says who may: `owner`, `tenant`, `roles`, `scopes` or a `policy`. Or it is not the owners who sign in,
    /// but clerks who work for them, or machines.
    ///
    /// ## See
    /// seed 000:97 · seed 003:32 · OWASP API1:2023 · CWE-639
    id: "auth/unchecked-owner",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
    fix: Suggested,
}

/// What people are called that may be those who sign in.
const PEOPLE: [&str; 8] = ["user", "customer", "account", "member", "patient", "shopper", "person", "student"];
/// Words of columns by which people are known when they sign in.
const KNOWN_BY: [&str; 5] = ["password", "passwd", "subject", "credential", "login"];

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let Some(auth) = endpoint.auth().filter(|auth| !auth.is_public() && !endpoint.method().is_safe()) else { return };
    let guarded = auth.owner.is_some() || auth.tenant.is_some() || auth.policy.is_some();
    let chosen = |list: usize| list > 0;
    if guarded || chosen(auth.roles.items().len()) || chosen(auth.scopes.items().len()) || is_for_machines(endpoint) {
        return;
    }
    let one = endpoint.segments().last().is_some_and(|(segment, _)| parameter_name(segment).is_some());
    let Some(table) = endpoint.collection().filter(|_| one) else { return };
    let mut owners = table.columns().filter(|column| is_owner(*column));
    let owner = owners.next().filter(|_| owners.next().is_none());
    let owner = owner.map(|column| (column.name.value.clone(), column.name.span));
    let Some((owner, place)) = owner.or_else(|| checked_elsewhere(endpoint, table)) else { return };
    // An administrators' service has people that may do this.
    if endpoint.path().split('/').any(|segment| segment == "admin") {
        return;
    }
    let edits = endpoint.model.spec.set(auth, "owner", &crate::yaml::quote(&owner));
    report
        .find(
            endpoint.heading(),
            format!("whoever is signed in may change the `{}` of others", super::brief(table.name())),
        )
        .related(place, "whose it is")
        .fix(Fix::suggested(format!("Check `{owner}`"), edits));
}

/// What another endpoint of the same things and callers checks: who may not even read one may not change it.
fn checked_elsewhere(endpoint: Endpoint<'_>, table: Table<'_>) -> Option<(String, crate::text::Span)> {
    let scheme = |it: Endpoint<'_>| it.auth().and_then(|auth| auth.scheme.as_ref()).map(|it| it.value.0.clone());
    let same = |it: &Endpoint<'_>| {
        scheme(*it) == scheme(endpoint) && it.collection().is_some_and(|other| other.name() == table.name())
    };
    let mut others = endpoint.service()?.endpoints().filter(same);
    let owner = others.find_map(|it| it.auth()?.owner.as_ref())?;
    Some((owner.value.clone(), owner.span))
}

/// Whether each row belongs to one of those who sign in. In an office's system those are the clerks, and customers are
/// what they work on.
fn is_owner(column: Column<'_>) -> bool {
    let person = |name: &str| {
        let words = words(name);
        matches!(words.as_slice(), [word] if PEOPLE.contains(&singular(word).as_str()))
    };
    let named = column.name.value.strip_suffix("_id").or_else(|| column.name.value.strip_suffix("Id"));
    let owner = column.target_table().filter(|table| column.not_null && person(table.name()));
    owner.is_some_and(signs_in) && named.is_some_and(person)
}

fn signs_in(table: Table<'_>) -> bool {
    let one = singular(&words(table.name()).concat());
    let authorization = table.model.security().and_then(|security| security.authorization.as_ref());
    let roles = authorization.map(|it| it.roles.items()).unwrap_or_default();
    let mut roles = roles.iter().filter_map(|role| role.name.as_ref());
    let known = |column: Column<'_>| words(&column.name.value).iter().any(|word| KNOWN_BY.contains(&word.as_str()));
    one == "user" || one == "shopper" || roles.any(|name| name.value.0 == one) || table.columns().any(known)
}

fn is_for_machines(endpoint: Endpoint<'_>) -> bool {
    use crate::spec::security::{GrantFlow, SchemeKind};
    let scheme = endpoint.auth().and_then(|auth| endpoint.model.scheme_of(auth));
    scheme.is_some_and(|scheme| {
        let kind = scheme.at.value.kind.as_ref().map(|it| it.value);
        let flow = scheme.at.value.flow.as_ref().map(|it| it.value);
        matches!(kind, Some(SchemeKind::ApiKey | SchemeKind::Mtls)) || flow == Some(GrantFlow::ClientCredentials)
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn what_a_neighbour_checks_is_checked_by_all_who_change() {
        let spec = |read: &str, scheme: &str| {
            format!(
                "services:\n  - name: booking\n    api:\n      - {{ method: GET, path: \"/holds/{{id}}\", auth: {read} }}\n      - {{ method: DELETE, path: \"/holds/{{id}}\", auth: {scheme} }}\n"
            )
        };
        let mark =
            "#                               ^^^^^^^^^^^^^ whoever is signed in may change the `holds` of others\n";
        let rest = "data_model: [{ name: holds, fields: { id: uuid pk, customer_id: uuid not null } }]\n";
        let checked = "{ scheme: web, owner: customer_id }";
        expect(&RULE, &(spec(checked, "web") + mark + rest));
        silent(&RULE, &(spec(checked, "staff") + rest));
        silent(&RULE, &(spec("web", "web") + rest));
    }
}
