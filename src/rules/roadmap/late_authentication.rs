use crate::lint::Report;
use crate::model::{Endpoint, Scheme, Service};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::AuthMode;

rule! {
    /// Endpoints ask who calls before the service comes that could say it.
    ///
    /// ## Why
    /// The first release goes out either closed to everybody or open to everybody. It will be open, "for now", and what
    /// was built on that stays open.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, api: [{ method: POST, path: /v1/orders, auth: required }] }
    ///   - { name: identity, api: [POST /v1/sessions] }
    /// security: { authentication: [{ name: login, kind: jwt, login: POST /v1/sessions }] }
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Accounts, delivers: [identity] }
    /// #                                 ^^^^^^^^ `orders` asks who calls from `Shop` on, before `identity` can tell
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, api: [{ method: POST, path: /v1/orders, auth: required }] }
    ///   - { name: identity, api: [POST /v1/sessions] }
    /// security: { authentication: [{ name: login, kind: jwt, login: POST /v1/sessions }] }
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders, identity] }
    ///   - { phase: Accounts, delivers: [] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, api: [{ method: POST, path: /v1/orders, auth: required }] }
    ///   - { name: identity, api: [POST /v1/sessions] }
    /// security: { authentication: [{ name: login, kind: jwt, login: POST /v1/sessions }] }
    /// roadmap:
    ///   - { phase: Accounts, delivers: [identity] }
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    ///
    /// ## Not a problem when
    /// Somebody else says who calls, both come in one phase, the phases do not wait for each other, or the service
    /// calls the other itself, which is told as such.
    ///
    /// ## See
    /// seed 002:50 · seed 002:47
    id: "roadmap/late-authentication",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let model = scheme.model;
    let Some(identity) = issuer(scheme) else { return };
    let Some(late) = model.service_delivery(identity) else { return };
    let asks = |endpoint: &Endpoint<'_>| {
        let required =
            |it: &crate::spec::endpoint::Auth| it.mode.as_ref().is_none_or(|it| it.value == AuthMode::Required);
        let auth = endpoint.auth().filter(|auth| required(auth));
        auth.and_then(|auth| model.scheme_of(auth)).is_some_and(|it| std::ptr::eq(it.at, scheme.at))
    };
    let askers = model.endpoints().filter(asks).filter_map(|it| Some((it, it.service()?)));
    let mut early = askers.filter(|(_, service)| !service.is(identity) && !service.needs(identity.name()));
    let first = early.find_map(|(endpoint, service)| {
        let phase = model.service_delivery(service)?;
        (phase.is_before(late) && !late.is_before(phase)).then_some((endpoint, service, phase))
    });
    let Some((endpoint, service, phase)) = first else { return };
    let delivery = late.at.value.delivers.items().iter().find(|it| it.value.0 == identity.name());
    let name = |text: &str| super::brief(text);
    let message = format!(
        "`{}` asks who calls from `{}` on, before `{}` can tell",
        name(service.name()),
        name(phase.name()),
        name(identity.name())
    );
    report
        .find(delivery.map_or(late.place(), |it| it.span), message)
        .related(endpoint.heading(), "asks who calls")
        .related(phase.place(), "comes first")
        .fix(Fix::suggested(
            format!("Deliver `{}` in `{}`", identity.name(), phase.name()),
            late.moves(identity.name(), phase),
        ));
}

/// The service that hands tokens out: the provider where it is one of ours, else the one that answers the login.
fn issuer<'m>(scheme: Scheme<'m>) -> Option<Service<'m>> {
    let provider = scheme.at.value.provider.as_ref().and_then(|it| scheme.model.service(&it.value));
    let login = scheme.at.value.login.as_ref();
    let answers =
        || scheme.model.endpoints().find(|it| login.is_some_and(|login| it.is_meant_by(&login.value)))?.service();
    provider.or_else(answers)
}
