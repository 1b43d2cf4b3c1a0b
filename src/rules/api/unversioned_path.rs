use crate::lint::Report;
use crate::model::{Endpoint, is_version};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Versioning;
use crate::text::Edit;

rule! {
    /// A path has no version where the others have one.
    ///
    /// ## Why
    /// It is the endpoint that cannot change: its next version has no place beside it, and clients that build addresses from
    /// `/v1` miss it.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    ///   - GET /v1/invoices
    ///   - GET /v1/carts
    ///   - GET /payments
    /// #       ^^^^^^^^^ the other paths begin with `/v1`
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    ///   - GET /v1/invoices
    ///   - GET /v1/carts
    ///   - GET /v1/payments
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    ///   - POST /auth/login
    ///   - GET /health
    ///   - POST /webhooks/stripe
    /// ```
    ///
    /// ## Not a problem when
    /// It is the sign-in, a webhook, or something that machines ask (`/health`), or fewer than four in five paths of the
    /// service have a version.
    ///
    /// ## See
    /// seed 001:89 · seed 001:215-218
    id: "api/unversioned-path",
    severity: Warning,
    stage: Draft,
    visit: Endpoint(check),
    fix: Suggested,
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    if endpoint.has_version() || stands_apart(endpoint) {
        return;
    }
    let others = || endpoint.model.endpoints().filter(|it| it.shares_interface_with(endpoint) && !stands_apart(*it));
    let versioned: Vec<Endpoint<'_>> = others().filter(|it| it.has_version()).collect();
    let policy = endpoint.model.system().api_design.as_ref().and_then(|it| it.versioning.as_ref());
    let demanded = policy.is_some_and(|it| it.value == Versioning::Path) && !versioned.is_empty();
    let first = |it: &Endpoint<'_>| it.segments().next().map(|(segment, _)| segment.to_owned());
    let Some(version) = versioned.iter().filter_map(first).find(|it| is_version(it)) else { return };
    if !demanded && versioned.len() * 5 < others().count() * 4 {
        return;
    }
    let finding =
        report.find(endpoint.path().span, format!("the other paths begin with `/{}`", super::short(&version)));
    if let Some(start) = endpoint.segments().next().map(|(_, span)| span.start.saturating_sub(1)) {
        let mentions = endpoint.mentions().into_iter().map(|(_, start)| start);
        let edits = [start].into_iter().chain(mentions).map(|start| Edit::insert(start, format!("/{version}")));
        finding.fix(Fix::suggested(format!("Put `/{version}` in front"), edits.collect()));
    }
}

/// Whether it is no part of the versioned interface: sign-in, webhooks, what machines ask.
fn stands_apart(endpoint: Endpoint<'_>) -> bool {
    const APART: [&str; 14] = [
        "auth", "oauth", "oauth2", "login", "logout", "signin", "signup", "callback", "webhook", "webhooks", "hooks",
        "graphql", "internal", "static",
    ];
    let first =
        endpoint.segments().map(|(segment, _)| segment).find(|segment| !is_version(segment) && *segment != "api");
    endpoint.is_operational() || first.is_none_or(|it| APART.contains(&it) || it.starts_with(['.', '{']))
}
