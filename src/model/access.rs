//! Who may come in, and by which door.

use super::{Endpoint, Exposure, Model, Scheme, Service};
use crate::spec::endpoint::Auth;
use crate::spec::operations::Logs;
use crate::spec::realtime::Direction;
use crate::spec::security::{GrantFlow, SchemeKind, Security, Verdict};
use crate::spec::service::ServiceKind;
use crate::spec::{At, Toggle};
use crate::text::{Edit, Span};
use crate::yaml::{NodeId, quote};

/// A way into the system, of whatever style.
#[derive(Debug)]
pub struct Entrance<'m> {
    /// What people call it: `GET /v1/orders`, `the GraphQL API`.
    pub label: String,
    /// Where it is written.
    pub place: Span,
    /// Who may use it.
    pub exposure: Exposure<'m>,
    /// The service that answers.
    pub service: Option<Service<'m>>,
    /// The endpoint, where it is one.
    pub endpoint: Option<Endpoint<'m>>,
    /// What adds that a caller must say who it is.
    pub require: Vec<Edit>,
}

/// Paths at which platforms ask how a process is. They say nothing that needs a guard.
const PROBES: [&str; 9] = ["health", "healthz", "livez", "readyz", "live", "ready", "liveness", "readiness", "ping"];

impl<'s> Model<'s> {
    /// What the spec says of security.
    #[must_use]
    pub fn security(&self) -> Option<&'s Security> {
        self.spec.system.security.as_ref().map(|at| &at.value)
    }

    /// What is logged.
    #[must_use]
    pub fn logs(&self) -> Option<&'s Logs> {
        self.log_policy()?.value.details()
    }

    /// Where it says what is logged.
    #[must_use]
    pub fn logs_node(&self) -> Option<NodeId> {
        Some(self.log_policy()?.node)
    }

    fn log_policy(&self) -> Option<&'s At<Toggle<Logs>>> {
        self.spec.system.observability.as_ref()?.value.logs.as_ref()
    }

    /// Every way in from outside, in the order of the sections. How services know each other, over gRPC or otherwise, is
    /// another matter.
    #[must_use]
    pub fn entrances(&self) -> Vec<Entrance<'_>> {
        let named = |name: Option<&str>| name.and_then(|name| self.service(name));
        let endpoints = self.endpoints().map(|endpoint| Entrance {
            label: endpoint.label(),
            place: endpoint.heading(),
            exposure: Exposure { auth: endpoint.auth(), public_reason: endpoint.public_reason() },
            service: endpoint.service(),
            endpoint: Some(endpoint),
            require: endpoint.set("auth", "required"),
        });
        macro_rules! others {
            ($views:expr, $what:literal) => {
                $views.map(|view| Entrance {
                    label: format!(concat!("the ", $what, "{}"), at_path(view.at.value.path.as_deref())),
                    place: view.place(),
                    exposure: view.exposure(),
                    service: named(view.at.value.service.as_deref().map(|name| name.0.as_str())),
                    endpoint: None,
                    require: view.set("auth", "required"),
                })
            };
        }
        let mut found: Vec<Entrance<'_>> = endpoints.collect();
        found.extend(others!(self.graphql(), "GraphQL API"));
        found.extend(others!(self.websockets(), "WebSocket"));
        found.extend(others!(self.sse(), "event stream"));
        found
    }

    /// Whether what no rule allows is refused, and the spec says by which scheme callers are known.
    #[must_use]
    pub fn denies_by_default(&self) -> bool {
        let default = self.security().and_then(|it| it.authorization.as_ref()).and_then(|it| it.default.as_ref());
        default.is_some_and(|verdict| verdict.value == Verdict::Deny) && self.schemes().next().is_some()
    }

    /// The scheme that an `auth` means: the one that it names, else the only one.
    #[must_use]
    pub fn scheme_of(&self, auth: &At<Auth>) -> Option<Scheme<'_>> {
        if auth.is_public() {
            return None;
        }
        let Some(name) = &auth.scheme else {
            let mut schemes = self.schemes();
            return schemes.next().filter(|_| schemes.next().is_none());
        };
        let mut schemes = self.schemes();
        schemes.find(|scheme| scheme.at.value.name.as_ref().is_some_and(|it| it.value.0 == name.value.0))
    }
}

impl Scheme<'_> {
    /// Whether people sign in by it, and not programs.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        use SchemeKind::{Jwt, Oauth2, Oidc, Session};
        let kind = self.at.value.kind.as_ref().map(|it| it.value);
        let machine = self.at.value.flow.as_ref().is_some_and(|flow| flow.value == GrantFlow::ClientCredentials);
        matches!(kind, Some(Jwt | Oauth2 | Oidc | Session)) && !machine
    }

    /// The edits that name an endpoint beside its login: `POST /auth/logout` beside `POST /auth/login`. Where the login
    /// is among the endpoints, so is the other one.
    #[must_use]
    pub fn add_beside_login(self, key: &str, auth: &str) -> Vec<Edit> {
        let login = self.at.value.login.as_ref();
        let Some((login, (parent, _))) = login.and_then(|it| Some((it, it.value.path.rsplit_once('/')?))) else {
            return Vec::new();
        };
        let path = format!("{parent}/{key}");
        let named = self.set(key, &quote(&format!("POST {path}")));
        let Some(beside) = self.model.endpoints_meant_by(&login.value).next() else {
            return if self.model.endpoints().next().is_none() { named } else { Vec::new() };
        };
        let stated = beside.at.value.service.as_ref().map(|it| format!(", service: {}", quote(&it.value.0)));
        let path = quote(&path);
        let item = format!("{{ method: POST, path: {path}, auth: {auth}{} }}", stated.unwrap_or_default());
        let declared = beside.add_beside(&item);
        named.into_iter().chain(declared).collect()
    }
}

impl Entrance<'_> {
    /// What people call it, as a message says it.
    #[must_use]
    pub fn name(&self) -> String {
        if self.endpoint.is_some() { format!("`{}`", self.label) } else { self.label.clone() }
    }

    /// Whether it explains itself: sign-in, a signed webhook, a probe, or a door that only our own services know.
    #[must_use]
    pub fn is_self_evident(&self) -> bool {
        let Some(endpoint) = self.endpoint else { return self.is_internal() };
        endpoint.is_probe() || endpoint.is_sign_in() || endpoint.is_signed_webhook() || self.is_internal()
    }

    /// Whether only other services reach it, and have to prove who they are.
    fn is_internal(&self) -> bool {
        let Some(service) = self.service else { return false };
        let hidden = service.at.value.public.as_ref().is_some_and(|public| !public.value);
        let routed = service.callers().any(|call| call.caller().kind() == ServiceKind::Gateway);
        hidden && !routed && service.model.services_prove_who_they_are()
    }
}

impl Model<'_> {
    /// Whether services know each other: by a policy, or by the mesh around all of them.
    #[must_use]
    pub fn services_prove_who_they_are(&self) -> bool {
        let policy = self.security().and_then(|it| it.service_to_service.as_ref());
        match policy {
            Some(policy) => policy.value != "none",
            None => self.services().next().is_some() && self.services().all(|it| it.mesh().is_some()),
        }
    }

    /// Whether a service is of those that may be reached from outside: it is not said to be hidden, and works on
    /// requests.
    #[must_use]
    pub fn may_be_reached(&self, service: Option<Service<'_>>) -> bool {
        service.is_none_or(|service| {
            let hidden = service.at.value.public.as_ref().is_some_and(|public| !public.value);
            !hidden && !matches!(service.kind(), ServiceKind::Worker | ServiceKind::Scheduler)
        })
    }
}

impl Endpoint<'_> {
    /// Whether it is where the platform asks how the service is.
    #[must_use]
    pub fn is_probe(self) -> bool {
        let path = &self.path().value;
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        self.method().is_safe() && PROBES.contains(&last)
    }

    /// Whether it is where a scheme's callers sign in or get their next token.
    #[must_use]
    pub fn is_sign_in(self) -> bool {
        self.model.schemes().any(|scheme| {
            let scheme = &scheme.at.value;
            [&scheme.login, &scheme.refresh].into_iter().flatten().any(|reference| self.is_meant_by(&reference.value))
        })
    }

    /// Whether it is where a webhook arrives whose sender signs.
    #[must_use]
    pub fn is_signed_webhook(self) -> bool {
        self.model.webhooks().any(|webhook| {
            let webhook = &webhook.at.value;
            let inbound = webhook.direction.as_ref().is_some_and(|it| it.value == Direction::Inbound);
            let signed = webhook.signature.as_ref().is_some_and(|it| it.is_on());
            let path = webhook.path.as_ref().is_some_and(|path| super::api::same_path(path, &self.path().value));
            inbound && signed && path
        })
    }
}

fn at_path(path: Option<&String>) -> String {
    path.map(|path| format!(" `{path}`")).unwrap_or_default()
}
