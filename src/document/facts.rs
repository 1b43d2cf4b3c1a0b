//! What a spec says, as short texts for people: `ttl 15m; algorithm ES256`.

use std::fmt::Display;

use crate::model::{Call, Endpoint, Model, Subscription};
use crate::order;
use crate::spec::endpoint::{Auth, AuthMode};
use crate::spec::schema::SchemaUse;
use crate::spec::service::{CircuitBreaker, Retry};
use crate::spec::{At, Items, Toggle};
use crate::yaml::{Node, NodeId};

/// Nesting beyond this is of hostile depth.
const MAX_DEPTH: usize = 12;

/// A name as code; as it is where it could not be.
pub(super) fn code(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.contains('`') { name } else { format!("`{name}`") }
}

/// Names as code, with commas.
pub(super) fn codes<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// Names as they are, with commas.
pub(super) fn names(list: &[At<String>]) -> String {
    list.iter().map(|it| one_line(&it.value)).collect::<Vec<_>>().join(", ")
}

/// What is said, on one line; nothing where nothing is.
pub(super) fn word<T: Display>(said: &Option<At<T>>) -> String {
    said.as_ref().map(|it| one_line(&it.value.to_string())).unwrap_or_default()
}

/// What is said, in the spec's own words: `5w` and not `35d`.
pub(super) fn written<T>(model: &Model<'_>, at: &Option<At<T>>) -> String {
    at.as_ref().and_then(|at| model.spec.tree.node(at.node)).map(said).unwrap_or_default()
}

/// Parts that say something, one a line.
pub(super) fn lines(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// `label: text`, where there is a text.
pub(super) fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{label}: {text}") }
}

/// `1 service`, `2 services`.
pub(super) fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !noun.ends_with("ay") && !noun.ends_with("ey") => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A number without a tail of zeros: `0.5`, `120`.
pub(super) fn figure(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title within a sentence.
pub(super) fn uncapital(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A key as people say it.
pub(super) fn spoken(key: &str) -> String {
    key.replace('_', " ")
}

/// All that a node says.
pub(super) fn said(node: Node<'_>) -> String {
    told(node, 0)
}

fn told(node: Node<'_>, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "…".to_owned();
    }
    if let Some(items) = node.items() {
        let nested = node.items().is_some_and(|mut items| items.any(|item| item.as_str().is_none()));
        let items = items.map(|item| told(item, depth + 1)).filter(|it| !it.is_empty());
        return items.collect::<Vec<_>>().join(if nested { "\n" } else { ", " });
    }
    if let Some(entries) = node.entries() {
        let entries = entries.filter(|(key, _)| is_told(key.as_str().unwrap_or_default()));
        let entry = |(key, value): (Node<'_>, Node<'_>)| {
            let key = spoken(key.as_str().unwrap_or_default());
            match told(value, depth + 1) {
                text if text.is_empty() => key,
                text if value.entries().is_some() => format!("{key} ({text})"),
                text => format!("{key} {text}"),
            }
        };
        return entries.map(entry).collect::<Vec<_>>().join("; ");
    }
    match node.as_bool() {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => node.as_str().map(one_line).unwrap_or_default(),
    }
}

fn is_told(key: &str) -> bool {
    key != "ignore" && !key.starts_with("x-")
}

/// The entries of a mapping but for some, a row each; a value that is no mapping is one row without a name.
pub(super) fn settings(model: &Model<'_>, node: NodeId, without: &[&str]) -> Vec<Vec<String>> {
    let Some(node) = model.spec.tree.node(node) else { return Vec::new() };
    let Some(entries) = node.entries() else { return vec![vec![String::new(), said(node)]] };
    let kept = entries.filter_map(|(key, value)| Some((key.as_str()?, value)));
    let kept = kept.filter(|(key, _)| is_told(key) && !without.contains(key));
    kept.map(|(key, value)| vec![spoken(key), said(value)]).collect()
}

/// What else an element says, by itself or by a policy: one key a line.
pub(super) fn rest(model: &Model<'_>, stated: Vec<(&'static str, NodeId)>, without: &[&str]) -> String {
    let stated = stated.into_iter().filter(|(key, _)| !without.contains(key));
    lines(stated.filter_map(|(key, node)| {
        let node = model.spec.tree.node(node)?;
        Some(match (node.as_bool(), said(node)) {
            (Some(true), _) => spoken(key),
            (_, text) => labelled(&spoken(key), &text),
        })
    }))
}

/// `3 attempts, exponential from 200ms, with jitter, on 502, 503`
pub(super) fn retry(policy: Option<&At<Toggle<Retry>>>) -> String {
    let retry = match policy.map(|it| &it.value) {
        None => return String::new(),
        Some(Toggle::Off) => return "none".to_owned(),
        Some(Toggle::On) => return "yes".to_owned(),
        Some(Toggle::Set(retry)) => retry,
    };
    let mut parts = Vec::new();
    parts.extend(retry.attempts.as_ref().map(|it| format!("{} attempts", it.value)));
    parts.extend(retry.backoff.as_ref().map(|it| match &retry.delay {
        Some(delay) => format!("{} from {}", it.value, delay.value),
        None => it.value.to_string(),
    }));
    if retry.backoff.is_none() {
        parts.extend(retry.delay.as_ref().map(|it| format!("{} between them", it.value)));
    }
    if retry.jitter.as_ref().is_some_and(|it| it.value) {
        parts.push("with jitter".to_owned());
    }
    parts.extend(retry.r#for.as_ref().map(|it| format!("for {}", it.value)));
    if !retry.on.items().is_empty() {
        parts.push(format!("on {}", names(retry.on.items())));
    }
    parts.join(", ")
}

/// `opens after 5 failures in 10s, for 30s`
pub(super) fn breaker(model: &Model<'_>, policy: Option<&At<Toggle<CircuitBreaker>>>) -> String {
    match policy.map(|it| &it.value) {
        None => String::new(),
        Some(Toggle::Off) => "none".to_owned(),
        Some(Toggle::On) => "yes".to_owned(),
        Some(Toggle::Set(breaker)) => {
            let part = |before: &str, text: String| if text.is_empty() { text } else { format!("{before} {text}") };
            let failures = breaker.failures.as_ref().map(|it| format!("opens after {} failures", it.value));
            let window = part(" in", written(model, &breaker.window));
            let reset = part(", for", written(model, &breaker.reset));
            format!("{}{window}{reset}", failures.unwrap_or_else(|| "yes".to_owned()))
        }
    }
}

/// Yes, no, or how.
pub(super) fn toggle(said: &Option<At<Toggle<String>>>) -> String {
    match said.as_ref().map(|it| &it.value) {
        None => String::new(),
        Some(Toggle::Off) => "no".to_owned(),
        Some(Toggle::On) => "yes".to_owned(),
        Some(Toggle::Set(text)) => one_line(text),
    }
}

/// Where messages go that a handler cannot handle; a policy's `{channel}` and `{event}` stand for names.
pub(super) fn dead_letter(subscription: Subscription<'_>) -> String {
    let channel = subscription.channel().map_or("{channel}", |it| it.name());
    let event = subscription.event_name().unwrap_or("{event}");
    toggle(&subscription.at.value.dead_letter).replace("{channel}", channel).replace("{event}", event)
}

/// Who may call, a fact a line.
pub(super) fn who(auth: Option<&At<Auth>>, reason: Option<&At<String>>) -> String {
    let Some(auth) = auth else { return String::new() };
    if auth.is_public() {
        return reason.map_or("anybody".to_owned(), |why| format!("anybody: {}", one_line(&why.value)));
    }
    let mode = auth.mode.as_ref().map(|it| it.value);
    let scheme = auth.scheme.as_ref().map(|it| code(&it.value.0));
    let scheme = match (mode, scheme) {
        (Some(AuthMode::Optional), Some(scheme)) => format!("{scheme}, or nobody"),
        (Some(AuthMode::Optional), None) => "a signed-in caller, or nobody".to_owned(),
        (_, Some(scheme)) => scheme,
        (_, None) => "a signed-in caller".to_owned(),
    };
    let reason = reason.map(|it| one_line(&it.value)).unwrap_or_default();
    let roles = codes(auth.roles.items().iter().map(|it| it.value.0.as_str()));
    let scopes = codes(auth.scopes.items().iter().map(|it| it.value.as_str()));
    lines([
        scheme,
        labelled("open because", &reason),
        labelled("one of the roles", &roles),
        labelled("scopes", &scopes),
        labelled("policy", &word(&auth.policy)),
        auth.owner.as_ref().map(|it| format!("only for whom {} names", code(&it.value))).unwrap_or_default(),
        auth.tenant.as_ref().map(|it| format!("only within the tenant in {}", code(&it.value))).unwrap_or_default(),
    ])
}

/// The name of a schema, or its fields.
pub(super) fn schema(model: &Model<'_>, usage: &At<SchemaUse>) -> String {
    match &usage.value {
        SchemaUse::Named { .. } => model.spec.tree.node(usage.node).map(|node| code(&said(node))).unwrap_or_default(),
        SchemaUse::Inline(_) => {
            model.spec.tree.node(usage.node).map(|node| format!("{{ {} }}", said(node))).unwrap_or_default()
        }
    }
}

/// What an endpoint answers with, one body a part: `201 Order; 400, 404 Error`.
pub(super) fn answers(endpoint: Endpoint<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let own = endpoint.at.value.response.as_ref().map(|it| schema(endpoint.model, it));
    parts.extend(own.filter(|own| {
        !endpoint.statuses().any(|it| it.is_of(2) && it.body.is_some_and(|body| schema(endpoint.model, body) == *own))
    }));
    let mut statuses: Vec<_> = endpoint.statuses().collect();
    order::by(&mut statuses, |a, b| a.code.value.cmp(&b.code.value));
    let mut bodies: Vec<(String, Vec<String>)> = Vec::new();
    for status in statuses {
        let body = status.body.map(|body| format!(" {}", schema(endpoint.model, body))).unwrap_or_default();
        let code = one_line(&status.code.value);
        match bodies.iter_mut().find(|(known, _)| *known == body) {
            Some((_, codes)) => codes.push(code),
            None => bodies.push((body, vec![code])),
        }
    }
    parts.extend(bodies.into_iter().map(|(body, codes)| format!("{}{body}", codes.join(", "))));
    parts.join("; ")
}

/// What a call asks for: an endpoint, a procedure, an operation.
pub(super) fn asks(call: Call<'_>) -> String {
    let said = &call.at.value;
    let endpoint = said.endpoint.as_ref().map(|it| code(&it.value.to_string()));
    let named = [&said.rpc, &said.operation].into_iter().flatten().map(|it| code(&it.value));
    endpoint.into_iter().chain(named).collect::<Vec<_>>().join(", ")
}
