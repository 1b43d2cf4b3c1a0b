//! What one request sets off: an endpoint as a sequence, and how a person signs in and stays so.

use super::Diagram;
use super::content::{BlockKind, Branch, Content, MessageKind, NodeKind, Step};
use super::sequence::Run;
use crate::model::{Call, Endpoint, Model, Scheme, Service};
use crate::spec::security::{GrantFlow, SchemeKind, Token};
use crate::spec::{At, Items};

/// Hops that are followed; a longer chain is a matter of its own rule.
const DEEPEST: usize = 6;

/// The endpoints whose service says what it does while it answers: whom it calls, what it writes and what it tells.
pub(super) fn endpoints<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Endpoint<'m>> {
    model.endpoints().filter(|endpoint| {
        let said = &endpoint.at.value;
        let calls = endpoint.service().is_some_and(|service| service.calls().any(|call| call.is_during(*endpoint)));
        endpoint.service().is_some() && (calls || !said.writes.items().is_empty() || !said.emits.items().is_empty())
    })
}

/// Draws what a request to an endpoint sets off.
#[must_use]
pub fn endpoint(endpoint: Endpoint<'_>) -> Diagram {
    let mut run = Run::new(endpoint.model);
    let mut steps = Vec::new();
    if let Some(service) = endpoint.service() {
        let client = run.participant("client", endpoint.place(), Some(NodeKind::Person));
        let server = run.participant(service.name(), service.name_span(), None);
        let label = endpoint.label();
        steps.push(Step::Message(run.message((client, server), MessageKind::Synchronous, &label, endpoint.place())));
        answer(&mut run, endpoint, server, &mut steps, 0);
        let status = endpoint.statuses().find(|status| !status.is_error());
        if let Some(status) = status {
            let message = run.message((server, client), MessageKind::Return, &status.code.value, status.code.span);
            steps.push(Step::Message(message));
        }
    }
    run.sequence.steps = steps;
    Diagram::new(endpoint.label(), Content::Sequence(run.sequence))
}

/// What a service does while it answers.
fn answer(run: &mut Run<'_>, endpoint: Endpoint<'_>, server: usize, steps: &mut Vec<Step>, depth: usize) {
    let Some(service) = endpoint.service().filter(|_| depth < DEEPEST) else { return };
    let always = |call: &Call<'_>| call.at.value.during.items().is_empty();
    for call in service.calls().filter(|call| always(call) || call.is_during(endpoint)) {
        asked(run, service, call, server, steps, depth);
    }
    for table in endpoint.at.value.writes.items() {
        let store = endpoint.model.table(&table.value.0).and_then(|table| table.store());
        let store = store.or_else(|| endpoint.model.store(&table.value.0));
        let Some(store) = store else { continue };
        let to = run.participant(store.name(), store.at.span, None);
        let label = format!("write {}", table.value.0);
        steps.push(Step::Message(run.message((server, to), MessageKind::Synchronous, &label, table.span)));
    }
    for event in endpoint.at.value.emits.items() {
        let carrier = run.carrier(&event.value.0, event.span);
        steps.push(Step::Message(run.message(
            (server, carrier),
            MessageKind::Asynchronous,
            &event.value.0,
            event.span,
        )));
        for consumer in endpoint.model.event(&event.value.0).into_iter().flat_map(|event| event.consumers()) {
            let to = run.participant(consumer.service().name(), consumer.service().name_span(), None);
            let message = run.message((carrier, to), MessageKind::Asynchronous, &event.value.0, consumer.place());
            steps.push(Step::Message(message));
        }
    }
}

fn asked(run: &mut Run<'_>, caller: Service<'_>, call: Call<'_>, from: usize, steps: &mut Vec<Step>, depth: usize) {
    let Some(callee) = call.callee() else { return };
    let to = run.participant(callee.name(), call.at.span, None);
    let kind = if call.is_synchronous() { MessageKind::Synchronous } else { MessageKind::Asynchronous };
    let said = &call.at.value;
    let label = call.target().map(|target| target.label());
    let label = label.or_else(|| said.rpc.as_ref().or(said.operation.as_ref()).map(|it| it.value.clone()));
    let mut message = run.message((from, to), kind, &label.unwrap_or_default(), call.place());
    message.element.detail = super::service_map::call_label(call);
    steps.push(Step::Message(message));
    // A service that asks itself goes round no further.
    if let Some(target) = call.target().filter(|target| target.service().is_some_and(|it| !it.is(caller))) {
        answer(run, target, to, steps, depth + 1);
    }
}

/// The schemes in which somebody signs in and is given something that ends.
pub(super) fn sign_ins<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Scheme<'m>> {
    model.schemes().filter(|scheme| {
        let said = &scheme.at.value;
        let kind = said.kind.as_ref().map(|kind| kind.value);
        let given = matches!(kind, Some(SchemeKind::Oauth2 | SchemeKind::Oidc | SchemeKind::Jwt | SchemeKind::Session));
        given && (said.flow.is_some() || said.login.is_some() || said.access_token.is_some())
    })
}

/// What a scheme is called.
pub(super) fn scheme_name(scheme: Scheme<'_>) -> String {
    let named = scheme.at.value.name.as_ref().map(|name| name.value.0.clone());
    named.or_else(|| Some(scheme.at.value.kind.as_ref()?.value.to_string())).unwrap_or_default()
}

/// Draws how somebody signs in, asks, stays signed in and signs out.
#[must_use]
pub fn sign_in(scheme: Scheme<'_>) -> Diagram {
    let said = &scheme.at.value;
    let mut run = Run::new(scheme.model);
    let span = scheme.at.span;
    let client = said.clients.items().first().map_or(("client", span), |client| (client.value.as_str(), client.span));
    let client = run.participant(client.0, client.1, Some(NodeKind::Frontend));
    let service = |reference: &Option<At<crate::spec::endpoint::EndpointRef>>| {
        let reference = reference.as_ref()?;
        scheme.model.endpoints().find(|endpoint| endpoint.is_meant_by(&reference.value))?.service()
    };
    let issuer = match (&said.provider, service(&said.login)) {
        (Some(provider), _) => run.participant(&provider.value, provider.span, Some(NodeKind::External)),
        (None, Some(service)) => run.participant(service.name(), service.name_span(), None),
        (None, None) => run.participant("authorization server", span, Some(NodeKind::External)),
    };
    let entry = scheme.model.services().find(|service| service.is_edge());
    let entry = entry.map(|service| run.participant(service.name(), service.name_span(), None));
    let ends = Ends { client, issuer, service: entry.unwrap_or(issuer) };
    let mut steps = signing_in(&mut run, scheme, ends);
    let request = run.message((ends.client, ends.service), MessageKind::Synchronous, "a request with the token", span);
    steps.push(Step::Message(request));
    steps.extend(staying(&mut run, scheme, ends));
    if let Some(logout) = &said.logout {
        let to = service(&said.logout).map(|it| run.participant(it.name(), it.name_span(), None));
        let to = to.unwrap_or(ends.issuer);
        let label = logout.value.to_string();
        steps.push(Step::Message(run.message((client, to), MessageKind::Synchronous, &label, logout.span)));
        if said.refresh_token.as_ref().is_some_and(|token| token.revocable.as_ref().is_some_and(|it| it.value)) {
            steps.push(run.note((to, to), "the refresh token ends here", logout.span));
        }
    }
    run.sequence.steps = steps;
    Diagram::new(format!("Sign in with {}", scheme_name(scheme)), Content::Sequence(run.sequence))
}

/// The lifelines of a sign-in.
#[derive(Debug, Clone, Copy)]
struct Ends {
    client: usize,
    issuer: usize,
    service: usize,
}

fn signing_in(run: &mut Run<'_>, scheme: Scheme<'_>, ends: Ends) -> Vec<Step> {
    let said = &scheme.at.value;
    let flow = said.flow.as_ref();
    let span = flow.map_or(scheme.at.span, |flow| flow.span);
    let asks: &[(&str, &str)] = match flow.map(|flow| flow.value) {
        Some(GrantFlow::AuthorizationCodePkce) => {
            &[("sign in, with a challenge", "a code"), ("the code and the verifier", "")]
        }
        Some(GrantFlow::AuthorizationCode) => &[("sign in", "a code"), ("the code and the client's secret", "")],
        Some(GrantFlow::ClientCredentials) => &[("name and secret of the client", "")],
        Some(GrantFlow::DeviceCode) => &[("begin", "a code to type elsewhere"), ("is it typed yet?", "")],
        Some(GrantFlow::Implicit) => &[("sign in", "")],
        Some(GrantFlow::Password) | None => &[("name and password", "")],
    };
    let given = given(said.access_token.as_ref(), said.refresh_token.as_ref(), said.kind.as_ref().map(|it| it.value));
    let mut steps = Vec::new();
    for (index, (ask, answer)) in asks.iter().enumerate() {
        let (label, place) = match &said.login {
            Some(login) if index + 1 == asks.len() => (login.value.to_string(), login.span),
            _ => ((*ask).to_owned(), span),
        };
        let mut message = run.message((ends.client, ends.issuer), MessageKind::Synchronous, &label, place);
        message.element.detail = if label == *ask { String::new() } else { (*ask).to_owned() };
        steps.push(Step::Message(message));
        let answer = if answer.is_empty() { given.as_str() } else { answer };
        steps.push(Step::Message(run.message((ends.issuer, ends.client), MessageKind::Return, answer, span)));
    }
    steps
}

/// What the client is given: `access token for 15m, refresh token for 30d`.
fn given(access: Option<&At<Token>>, refresh: Option<&At<Token>>, kind: Option<SchemeKind>) -> String {
    if kind == Some(SchemeKind::Session) {
        return "a cookie that names the session".to_owned();
    }
    let of = |name: &str, token: Option<&At<Token>>| {
        let ttl = token.and_then(|token| token.ttl.as_ref());
        ttl.map_or_else(|| name.to_owned(), |ttl| format!("{name} for {}", ttl.value))
    };
    let refresh = refresh.map(|token| of("refresh token", Some(token)));
    Some(of("access token", access)).into_iter().chain(refresh).collect::<Vec<_>>().join(", ")
}

/// How the client gets the next token, and what becomes of the old one.
fn staying(run: &mut Run<'_>, scheme: Scheme<'_>, ends: Ends) -> Option<Step> {
    let said = &scheme.at.value;
    let token = said.refresh_token.as_ref()?;
    let (label, span) = match &said.refresh {
        Some(refresh) => (refresh.value.to_string(), refresh.span),
        None => ("the refresh token".to_owned(), token.span),
    };
    let ask = run.message((ends.client, ends.issuer), MessageKind::Synchronous, &label, span);
    let rotates = token.rotation.as_ref().is_some_and(|it| it.value);
    let answer = if rotates { "new tokens; the old refresh token ends" } else { "a new access token" };
    let answer = run.message((ends.issuer, ends.client), MessageKind::Return, answer, token.span);
    let steps = vec![Step::Message(ask), Step::Message(answer)];
    let branch = Branch { condition: "the access token has ended".to_owned(), steps };
    Some(run.block(BlockKind::Optional, vec![branch], token.span))
}
