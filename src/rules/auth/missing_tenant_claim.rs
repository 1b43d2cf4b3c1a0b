use crate::lint::Report;
use crate::model::Scheme;
use crate::model::words::words;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// Data is kept apart by tenant, but neither the token nor the path says which one.
    ///
    /// ## Why
    /// The tenant then comes from a header or body that the caller fills in, and whoever writes another company's id
    /// there reads its data.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, claims: [sub, exp] }
    /// #                                       ^^^^^^^^^^ the token does not say which tenant its caller belongs to
    /// data_model:
    ///   - { name: orders, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid } }
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: jwt
    ///       kind: jwt
    ///       access_token: { ttl: 15m, claims: [sub, exp, tenant_id] }
    /// data_model:
    ///   - { name: orders, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid } }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/tenants/{tenantId}/orders", auth: jwt }
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, access_token: { ttl: 15m, claims: [sub, exp] } }
    /// data_model:
    ///   - { name: orders, tenant_key: tenant_id, fields: { id: uuid pk, tenant_id: uuid } }
    /// ```
    ///
    /// ## Not a problem when
    /// The path names the tenant, an endpoint's `auth.tenant` does, or the claims are not listed.
    ///
    /// ## See
    /// seed 000:102 · seed 000:94 · OWASP API1:2023
    id: "auth/missing-tenant-claim",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

/// What people call the company that data belongs to.
const TENANT: [&str; 10] =
    ["tenant", "tid", "org", "organization", "organisation", "workspace", "account", "company", "customer", "team"];

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let model = scheme.model;
    let people = matches!(
        scheme.kind.as_ref().map(|it| it.value),
        Some(SchemeKind::Jwt | SchemeKind::Oidc | SchemeKind::Oauth2)
    );
    let Some(claims) = scheme.at.value.access_token.as_ref().and_then(|token| token.claims.as_ref()) else { return };
    let Some(key) = model.tables().find_map(|table| table.at.value.tenant_key.as_ref()).filter(|_| people) else {
        return;
    };
    let own = words(key);
    let names = |text: &str| {
        words(text).iter().any(|word| TENANT.contains(&word.as_str()) || own.first().is_some_and(|first| first == word))
    };
    let in_path = |endpoint: crate::model::Endpoint<'_>| {
        let tenant = endpoint.auth().is_some_and(|auth| auth.tenant.is_some());
        tenant || endpoint.path().split('/').any(|segment| segment.starts_with('{') && names(segment))
    };
    let listed = &claims.value.0;
    if listed.is_empty() || listed.iter().any(|claim| names(claim)) || model.endpoints().any(in_path) {
        return;
    }
    report
        .find(claims.span, "the token does not say which tenant its caller belongs to")
        .related(key.span, "keeps tenants apart")
        .fix(Fix::suggested(format!("Add `{}`", key.value), model.spec.tree.push(claims.node, &key.value)));
}
