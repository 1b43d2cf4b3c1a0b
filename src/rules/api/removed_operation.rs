use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::Endpoint;
use crate::model::versions::{Fate, Versions};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::text::Span;
use crate::value::Date;

rule! {
    /// An operation that callers use is gone from a version of the API that they were given.
    ///
    /// ## Why
    /// Callers are deployed on their own days. From the moment of the rollout every one of them that has not moved gets a
    /// 404 where it got an answer, and nothing on their side has changed.
    ///
    /// ## Example
    /// ```yaml before
    /// services:
    ///   - name: orders
    ///     api:
    ///       - GET /v1/orders
    ///       - POST /v1/orders
    ///       - GET /v1/baskets
    ///       - { method: GET, path: /v1/carts, deprecated: { since: 2026-01-31, sunset: 2027-01-01 } }
    /// ```
    /// ```yaml bad
    /// services:
    ///   - name: orders
    /// #         ^^^^^^ `GET /v1/baskets` is gone, and callers still use it
    ///     api:
    ///       - GET /v1/orders
    ///       - POST /v1/orders
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api:
    ///       - GET /v1/orders
    ///       - POST /v1/orders
    ///       - { method: GET, path: /v1/baskets, deprecated: { since: 2027-01-31, sunset: 2027-07-30 } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api:
    ///       - GET /v2/orders
    ///       - POST /v2/orders
    ///       - { method: GET, path: /v1/baskets, deprecated: { since: 2027-01-31, sunset: 2027-07-31 } }
    /// ```
    ///
    /// ## Not a problem when
    /// Its sunset has passed, or a later version in the path has it. Without an earlier version of the spec to compare with
    /// (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:49 · seed 000:59 · Zalando #106 · RFC 8594
    id: "api/removed-operation",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    let mut orphaned: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (old, fate) in versions.operations() {
        let Some(message) = matches!(fate, Fate::Gone).then_some(old).and_then(|old| lament(versions, old)) else {
            continue;
        };
        let service = old.service().map(|it| it.name());
        match service.map(|name| (name, versions.after.service(name))) {
            Some((name, None)) => orphaned.entry(name).or_default().push(old.label()),
            Some((_, Some(service))) => {
                let finding = report.find(service.name_span(), message);
                // Where all that it answered is gone, one of them is no way back.
                let item = service.endpoints().next().and_then(|_| again(versions, old));
                let flat = versions.before.system().api.iter().any(|it| it.span.contains(old.at.span));
                let add = |item: String| {
                    if flat { versions.after.spec.tree.add_to_section("api", &item) } else { service.add("api", &item) }
                };
                finding.fix(Fix::suggested("Bring it back", item.map(add).unwrap_or_default()));
            }
            None => {
                let finding = report.find(versions.after.api_place().unwrap_or_else(|| top(versions)), message);
                let item = versions.after.endpoints().next().and_then(|_| again(versions, old));
                let edits = item.map(|item| versions.after.spec.tree.add_to_section("api", &item));
                finding.fix(Fix::suggested("Bring it back", edits.unwrap_or_default()));
            }
        }
    }
    // A service that is gone with all that it answered is one cause.
    for (service, operations) in orphaned {
        let place = versions.after.system().services.as_ref().map_or_else(|| top(versions), |it| it.key);
        let name = super::short(service);
        let message = match operations.len() {
            1 => format!("`{name}` is gone with an operation that callers still use"),
            count => format!("`{name}` is gone with {count} operations that callers still use"),
        };
        let finding = report.find(place, message);
        for operation in operations {
            finding.step(format!("it answered `{operation}`"));
        }
    }
}

/// What is wrong with an operation being gone; nothing where its end was announced and has come, or has no day.
fn lament(versions: Versions<'_>, old: Endpoint<'_>) -> Option<String> {
    let label = super::short(&old.label());
    let Some(deprecated) = old.at.value.deprecated.as_ref().filter(|it| it.is_on()) else {
        return Some(format!("`{label}` is gone, and callers still use it"));
    };
    let sunset = deprecated.details().and_then(|it| it.sunset.as_ref()).map(|it: &At<String>| it.value.as_str())?;
    let (sunset, today) = (Date::parse(sunset)?, Date::parse(versions.after.today?)?);
    (today < sunset).then(|| format!("`{label}` is gone before its sunset on {}", sunset.0))
}

/// The operation as it was, with the day on which it stops where today is known; none where it names what is gone.
fn again(versions: Versions<'_>, old: Endpoint<'_>) -> Option<String> {
    let node = versions.before.spec.tree.node(old.at.node).filter(|_| versions.has_what_is_named_in(old.at.span))?;
    let item = match node.as_str() {
        Some(_) => format!("{{ method: {}, path: {} }}", old.method(), crate::yaml::quote(&old.path().value)),
        None => node.in_one_line(),
    };
    let stops = versions.after.today.and_then(Date::parse).and_then(|today| {
        let day = today.plus(super::notice(versions.after))?;
        Some(format!(", deprecated: {{ since: {}, sunset: {} }} }}", today.0, day.0))
    });
    let announced = old.at.value.deprecated.is_some();
    Some(match (item.strip_suffix(" }"), stops) {
        (Some(open), Some(stops)) if !announced => format!("{open}{stops}"),
        _ => item,
    })
}

/// The system's name, else its first line.
fn top(versions: Versions<'_>) -> Span {
    let spec = versions.after.spec;
    let root = spec.tree.root().map(|root| root.span()).unwrap_or_default();
    spec.system.name.as_ref().map_or_else(|| versions.after.line(root), |name| name.span)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect_since, silent_since};

    #[test]
    fn an_end_that_has_not_come_is_too_early() {
        let before =
            "api:\n  - GET /v1/orders\n  - { method: GET, path: /v1/carts, deprecated: { sunset: 2027-02-01 } }\n";
        let after = "api:\n#^^ `GET /v1/carts` is gone before its sunset on 2027-02-01\n  - GET /v1/orders\n";
        expect_since(&RULE, before, after);
        silent_since(&RULE, &before.replace("{ sunset: 2027-02-01 }", "true"), "api: [GET /v1/orders]\n");
    }

    #[test]
    fn a_service_that_is_gone_is_one_finding() {
        let before = "services:\n  - { name: orders, api: [GET /orders] }\n  - { name: users, api: [GET /users, POST /users] }\n";
        expect_since(
            &RULE,
            before,
            "services:\n#^^^^^^^ `users` is gone with 2 operations that callers still use\n  - { name: orders, api: [GET /orders] }\n",
        );
    }

    #[test]
    fn a_path_that_another_service_answers_now_is_still_there() {
        let before = "services:\n  - { name: shop, api: [\"GET /orders/{id}\", GET /health] }\n";
        let after = "services:\n  - { name: orders, api: [\"GET /orders/{orderId}\"] }\n";
        silent_since(&RULE, before, after);
    }

    #[test]
    fn what_cannot_be_read_is_not_gone() {
        let before = "api: [GET /orders]\n";
        let spec = crate::spec::Spec::read("api: [GTE /orders]\n");
        let baseline = Some(std::sync::Arc::new(crate::spec::Spec::read(before)));
        let options = crate::lint::Options { only: Some(RULE.id), baseline, ..Default::default() };
        assert_eq!(crate::lint::check(&spec, &options).len(), 0);
    }
}
