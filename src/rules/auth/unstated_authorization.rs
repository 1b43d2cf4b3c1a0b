use crate::lint::Report;
use crate::model::{Entrance, Model};
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

/// Others beside the first that make a missing policy likelier than forgotten endpoints.
const MANY: usize = 2;

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if model.denies_by_default() {
        return;
    }
    let entrances = model.entrances();
    let open: Vec<&Entrance<'_>> =
        entrances.iter().filter(|it| it.exposure.auth.is_none() && !it.is_self_evident()).collect();
    let unspoken = entrances.iter().all(|it| it.exposure.auth.is_none());
    if let [first, others @ ..] = open.as_slice()
        && unspoken
        && others.len() >= MANY
        && model.system().defaults.is_none()
    {
        // Where no way in says a word of it, the policy is missing and not each of its uses.
        let message = format!("nothing says who may call {} and {} more", first.name(), others.len());
        let edits = model.spec.tree.append_top("defaults:\n  endpoint: { auth: required }");
        let finding = report.find(first.place, message);
        finding.fix(Fix::suggested("Require everywhere that callers say who they are", edits));
        for other in others.iter().take(20) {
            finding.related(other.place, "this as well");
        }
        return;
    }
    for entrance in open {
        report
            .find(entrance.place, format!("nothing says who may call {}", entrance.name()))
            .fix(Fix::suggested("Require that callers say who they are", entrance.require.clone()));
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
    fn a_missing_policy_is_told_once() {
        expect(
            &RULE,
            "api:\n  - GET /v1/a\n#   ^^^^^^^^^ nothing says who may call `GET /v1/a` and 2 more\n  - GET /v1/b\n  - GET /v1/c\n",
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
