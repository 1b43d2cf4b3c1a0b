use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

rule! {
    /// Nothing says who may call an endpoint.
    ///
    /// ## Why
    /// What the design leaves open, somebody decides while writing code, often by forgetting it. Broken access control
    /// is the most common serious hole in web systems, and a missing rule cannot be tested for.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/orders
    /// #   ^^^^^^^^^^^^^^ nothing says who may call `GET /v1/orders`
    ///   - method: POST
    ///     path: /v1/orders
    /// #         ^^^^^^^^^^ nothing says who may call `POST /v1/orders`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, auth: required }
    ///   - method: POST
    ///     path: /v1/orders
    ///     auth: required
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/orders
    ///   - { method: GET, path: /v1/products, auth: public, public_reason: the catalogue is on the website anyway }
    ///   - GET /health
    /// defaults:
    ///   endpoint: { auth: required }
    /// ```
    ///
    /// ## Not a problem when
    /// A policy under `defaults.endpoint` says it, `authorization.default` is `deny`, or the endpoint explains itself:
    /// a probe, a scheme's `login` and `refresh`, a signed webhook, a service that only other services reach.
    ///
    /// ## See
    /// seed 003:48 · seed 003:30-32 · seed 002:28 · OWASP API1:2023 · OWASP A01:2021
    id: "auth/unstated-authorization",
    severity: Error,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if model.denies_by_default() {
        return;
    }
    for entrance in model.entrances() {
        if entrance.exposure.auth.is_none() && !entrance.is_self_evident() {
            report
                .find(entrance.place, format!("nothing says who may call {}", entrance.name()))
                .fix(Fix::suggested("Require that callers say who they are", entrance.require.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn other_ways_in_need_a_rule_as_well() {
        expect(
            &RULE,
            "services: [chat]\nwebsockets:\n  - service: chat\n#   ^^^^^^^^^^^^^ nothing says who may call the WebSocket `/ws`\n    path: /ws\n",
        );
    }

    #[test]
    fn what_explains_itself_is_left_alone() {
        silent(
            &RULE,
            "services: [{ name: orders, public: false, api: [GET /v1/orders] }, web]\napi:\n  - POST /auth/login\n  - POST /hooks/stripe\nwebhooks:\n  - { name: stripe, direction: inbound, service: web, path: /hooks/stripe, signature: hmac-sha256 }\nsecurity:\n  authentication: [{ name: jwt, kind: jwt, login: POST /auth/login }]\n  service_to_service: mtls\n",
        );
    }
}
