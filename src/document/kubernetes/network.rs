//! Who may speak to whom, as the calls say, and what comes in from outside.

use std::collections::BTreeSet;

use super::super::compose::PORT;
use super::super::compose::parts::{Peer, Server};
use super::super::value::{Object, Value};
use super::{Writer, kind, one, selector};
use crate::model::{External, Service};
use crate::order;
use crate::spec::Items;

impl<'m> Writer<'m> {
    /// Nothing may speak to anything unless another policy says so.
    pub(super) fn deny(&mut self) {
        let spec = Object::new().with("podSelector", Object::new()).with("policyTypes", vec!["Ingress", "Egress"]);
        let policy = kind("networking.k8s.io/v1", "NetworkPolicy").with("metadata", self.head("default-deny", None));
        self.objects.push(policy.with("spec", spec));
    }

    /// Who may ask a service, and whom it may ask.
    pub(super) fn policy(&mut self, service: Service<'m>, label: &str, placed: &[(Service<'m>, String)]) {
        let here = |name: &str| placed.iter().find(|(it, _)| it.name() == name).map(|(_, label)| label.as_str());
        let mut seen = BTreeSet::new();
        let callers = service.callers().filter_map(|call| here(call.caller().name()));
        let callers: Vec<Object> = callers
            .filter(|caller| seen.insert((*caller).to_owned()))
            .map(|caller| Object::new().with("podSelector", selector(caller)))
            .collect();
        let open = port("TCP", PORT);
        let mut ingress = Vec::new();
        if self.is_open(service) {
            ingress.push(Object::new().with("ports", one(open.clone())));
        } else if !callers.is_empty() {
            ingress.push(Object::new().with("from", callers).with("ports", one(open.clone())));
        }
        let mut egress = vec![names()];
        let mut outside: BTreeSet<u16> = BTreeSet::new();
        for (_, peer) in self.parts.needs(service) {
            match peer {
                Peer::Service(at) => {
                    let asked = self.parts.services.get(at).and_then(|(it, _)| here(it.name()));
                    let Some(asked) = asked else {
                        outside.insert(443);
                        continue;
                    };
                    let to = one(Object::new().with("podSelector", selector(asked)));
                    egress.push(Object::new().with("to", to).with("ports", one(open.clone())));
                }
                Peer::Server(at) => {
                    outside.insert(self.parts.servers.get(at).map_or(443, Server::port));
                }
                Peer::External(external) => {
                    outside.insert(port_of(external));
                }
            }
        }
        if !outside.is_empty() {
            // Their addresses are not part of the design; their ports are known.
            let ports: Vec<Object> = outside.into_iter().map(|it| port("TCP", it)).collect();
            egress.push(Object::new().with("ports", ports));
        }
        let spec = Object::new()
            .with("podSelector", selector(label))
            .with("policyTypes", vec!["Ingress", "Egress"])
            .with("ingress", ingress)
            .with("egress", egress);
        let policy = kind("networking.k8s.io/v1", "NetworkPolicy").with("metadata", self.head(label, Some(service)));
        self.objects.push(policy.with("spec", spec));
    }

    /// Whether somebody outside speaks to it: the public, or a system of others by a webhook.
    fn is_open(&self, service: Service<'_>) -> bool {
        let hooks = self.model.system().webhooks.items().iter();
        let mut hooks = hooks.filter(|hook| hook.from.is_some()).filter_map(|hook| hook.service.as_ref());
        service.is_edge() || hooks.any(|name| name.value.0 == service.name())
    }

    /// What the paths begin with on which somebody outside speaks to a service: all of them at the edge, those of
    /// webhooks elsewhere.
    fn paths_from_outside(&self, service: Service<'_>) -> BTreeSet<String> {
        let hooks = self.model.system().webhooks.items().iter().filter(|hook| hook.from.is_some());
        let own = hooks.filter(|hook| hook.service.as_ref().is_some_and(|name| name.value.0 == service.name()));
        let hooks = order::set(own.filter_map(|hook| Some(fixed(&hook.path.as_ref()?.value))));
        let mut all = if service.is_edge() { prefixes(service) } else { BTreeSet::new() };
        all.extend(hooks.into_iter().filter(|path| !path.is_empty()));
        all
    }

    /// A way in for every service that the public reaches: all paths to the only one, else the paths that each offers.
    pub(super) fn ingress(&mut self, placed: &[(Service<'m>, String)]) {
        let open = placed.iter().filter(|(service, _)| self.is_open(*service));
        let mut edges: Vec<(&(Service<'m>, String), BTreeSet<String>)> =
            open.map(|it| (it, self.paths_from_outside(it.0))).collect();
        // What no path of another leads to goes to the one that has none of its own: a gateway.
        let alone = edges.len() == 1;
        let mut pathless = edges.iter_mut().filter(|(it, paths)| alone || it.0.is_edge() && paths.is_empty());
        if let (Some((_, paths)), None) = (pathless.next(), pathless.next()) {
            *paths = BTreeSet::from(["/".to_owned()]);
        }
        let mut taken = BTreeSet::new();
        for ((service, label), paths) in edges {
            let paths: Vec<Object> = paths
                .into_iter()
                .filter(|path| taken.insert(path.clone()))
                .map(|path| {
                    let to =
                        Object::new().with("name", label.as_str()).with("port", Object::new().with("name", "http"));
                    Object::new()
                        .with("path", path)
                        .with("pathType", "Prefix")
                        .with("backend", Object::new().with("service", to))
                })
                .collect();
            if paths.is_empty() {
                self.notes.push(format!("{label}: is reached from outside, but no path of its own says where."));
                continue;
            }
            let tls = one(Object::new().with("secretName", format!("{label}-tls")));
            self.notes.push(format!(
                "{label}: its Ingress takes the class and the host of where it runs; Secret {label}-tls holds its certificate."
            ));
            let rule = Object::new().with("http", Object::new().with("paths", paths));
            let spec = Object::new().with("tls", tls).with("rules", one(rule));
            let way = kind("networking.k8s.io/v1", "Ingress").with("metadata", self.head(label, Some(*service)));
            self.objects.push(way.with("spec", spec));
        }
    }
}

/// The addresses of names, without which nobody finds anybody.
fn names() -> Object {
    let system = Object::new().with("kubernetes.io/metadata.name", "kube-system");
    let to: Value = one(Object::new().with("namespaceSelector", Object::new().with("matchLabels", system)));
    Object::new().with("to", to).with("ports", vec![port("UDP", 53), port("TCP", 53)])
}

fn port(protocol: &str, number: u16) -> Object {
    Object::new().with("protocol", protocol).with("port", u64::from(number))
}

/// The port of a system of others, as its protocol has it.
fn port_of(external: External<'_>) -> u16 {
    let protocol = external.at.value.protocol.as_ref().map(|it| it.value.to_lowercase());
    match protocol.as_deref() {
        Some("http") => 80,
        Some("sftp") => 22,
        Some("smtp") => 587,
        Some("smtps") => 465,
        Some("mqtt") => 8883,
        Some("amqp") => 5671,
        Some("kafka") => 9093,
        _ => 443,
    }
}

/// What a path begins with, up to its first parameter.
fn fixed(path: &str) -> String {
    let is_plain = |segment: &str| segment.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c));
    let segments = path.split(['?', '#']).next().unwrap_or_default().split('/').skip_while(|it| it.is_empty());
    segments.take_while(|it| is_plain(it) && !it.is_empty()).map(|segment| format!("/{segment}")).collect()
}

/// What the paths of a service begin with.
fn prefixes(service: Service<'_>) -> BTreeSet<String> {
    let paths = service.endpoints().map(|endpoint| fixed(&endpoint.path().value));
    let all = order::set(paths.filter(|path| !path.is_empty()));
    let within = |path: &String| all.iter().any(|other| other != path && path.starts_with(&format!("{other}/")));
    all.iter().filter(|path| !within(path)).cloned().collect()
}
