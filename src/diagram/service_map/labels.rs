//! What the map says of things and arrows.

use crate::diagram::content::NodeKind;
use crate::model::{Call, Service, Store};
use crate::spec::Items;
use crate::spec::service::ServiceKind;
use crate::text::Span;

/// Events named on one arrow; more are counted.
const NAMED: usize = 3;

/// The shape of a service.
pub(in crate::diagram) fn node_kind(kind: ServiceKind) -> NodeKind {
    match kind {
        ServiceKind::Service | ServiceKind::Legacy => NodeKind::Service,
        ServiceKind::Gateway | ServiceKind::Bff => NodeKind::Gateway,
        ServiceKind::Worker | ServiceKind::StreamProcessor => NodeKind::Worker,
        ServiceKind::Function => NodeKind::Function,
        ServiceKind::Frontend => NodeKind::Frontend,
        ServiceKind::Scheduler => NodeKind::Scheduler,
    }
}

/// What part a service plays, unless it is an ordinary one, and what it is made of.
pub(in crate::diagram) fn service_detail(service: Service<'_>) -> String {
    let kind = Some(service.kind()).filter(|kind| *kind != ServiceKind::Service).map(ServiceKind::word);
    let stack: Vec<&str> = service.at.value.stack.items().iter().map(|part| part.value.as_str()).collect();
    let stack = Some(stack.join(", ")).filter(|stack| !stack.is_empty());
    let parts: Vec<String> = kind.map(str::to_owned).into_iter().chain(stack).collect();
    parts.join(" · ")
}

/// What a store is made with, or what it is.
pub(in crate::diagram) fn store_detail(store: Store<'_>) -> String {
    let engine = store.at.value.engine.as_ref().map(|engine| engine.value.clone());
    engine.or_else(|| Some(store.kind()?.word().to_owned())).unwrap_or_default()
}

/// `http · 800ms`, as far as it is said.
pub(in crate::diagram) fn call_label(call: Call<'_>) -> String {
    let protocol = call.protocol().map(|protocol| protocol.word().to_owned());
    let timeout = call.timeout().map(|timeout| timeout.value.to_string());
    let parts: Vec<String> = protocol.into_iter().chain(timeout).collect();
    parts.join(" · ")
}

/// Where sections of their own speak of a service.
pub(super) fn elsewhere(service: Service<'_>) -> Vec<Span> {
    let system = service.model.system();
    let is = |name: Option<&str>| name == Some(service.name());
    let mut spans: Vec<Span> = service.endpoints().map(|endpoint| endpoint.at.span).collect();
    macro_rules! section {
        ($list:ident) => {
            let named = system.$list.items().iter();
            let named = named.filter(|at| is(at.service.as_ref().map(|name| name.value.0.as_str())));
            spans.extend(named.map(|at| at.span));
        };
    }
    section!(graphql);
    section!(grpc);
    section!(websockets);
    section!(sse);
    section!(webhooks);
    spans.retain(|span| !service.at.span.contains(*span));
    spans
}

/// The names on one arrow, each once.
pub(in crate::diagram) fn named(names: &[&str]) -> String {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(name) {
            once.push(name);
        }
    }
    let more = once.len().saturating_sub(NAMED);
    let mut label = once.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 {
        label.push_str(&format!(" +{more}"));
    }
    label
}
