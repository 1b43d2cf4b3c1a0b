//! Kubernetes manifests: what runs, how it scales, who may speak to whom, and what comes in from outside.

mod network;
mod schedule;
mod workload;

use std::fmt::Write;

use super::compose::parts::{Parts, Peer};
use super::value::{Object, Value, yaml};
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Environment, Model, Service};
use crate::spec::Items;
use crate::spec::operations::Rollout;
use crate::spec::service::ServiceKind;
use crate::text::LineIndex;

pub(super) const KIND: Kind = Kind {
    id: "kubernetes",
    tab: "Kubernetes",
    needs: "`services:` that run on Kubernetes under `deployment:`",
    entries,
    write,
};

/// A set of manifests under construction.
struct Writer<'m> {
    model: &'m Model<'m>,
    parts: Parts<'m>,
    environment: Option<Environment<'m>>,
    namespace: String,
    lines: LineIndex,
    /// What is not stated, or not done here, for whoever applies the manifests.
    notes: Vec<String>,
    objects: Vec<Object>,
}

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    if !is_meant(model) {
        return Vec::new();
    }
    let entry = |id: String, title: &str, path: String| Entry {
        id,
        tab: KIND.tab,
        title: title.to_owned(),
        path,
        format: Format::Yaml,
    };
    let names = environments(model);
    if names.is_empty() {
        return vec![entry("kubernetes".to_owned(), "", "kubernetes.yaml".to_owned())];
    }
    let mut taken = std::collections::BTreeSet::new();
    let mut of = |name: &&str| {
        let file = super::compose::parts::label(name, &mut taken);
        entry(format!("kubernetes:{name}"), name, format!("kubernetes/{file}.yaml"))
    };
    names.iter().map(&mut of).collect()
}

/// The environments by name, each once.
fn environments<'m>(model: &'m Model<'m>) -> Vec<&'m str> {
    let mut names: Vec<&str> = Vec::new();
    for name in model.environments().filter_map(|it| it.at.value.name.as_ref()) {
        if !names.contains(&name.value.0.as_str()) {
            names.push(&name.value.0);
        }
    }
    names
}

/// Whether the spec says that it runs on Kubernetes, and something does.
fn is_meant(model: &Model<'_>) -> bool {
    const NAMES: [&str; 7] = ["kubernetes", "k8s", "eks", "gke", "aks", "openshift", "k3s"];
    let is = |text: &str| text.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|it| NAMES.contains(&it));
    let platform = model.system().deployment.as_ref().and_then(|it| it.platform.as_ref());
    let found = |service: Service<'_>| service.at.value.discovery.as_ref().is_some_and(|it| is(&it.value));
    let stated = platform.map_or_else(|| model.services().any(found), |platform| is(&platform.value));
    stated && model.services().any(runs)
}

/// Whether a service is a process that stays: no page in a browser, nothing that a platform starts on demand.
fn runs(service: Service<'_>) -> bool {
    service.is_long_running() || matches!(service.kind(), ServiceKind::Scheduler | ServiceKind::Legacy)
}

fn write(source: &Source<'_>, name: &str) -> Option<String> {
    let model = source.model;
    let names = environments(model);
    let stated = |it: &Environment<'_>| it.at.value.name.as_ref().is_some_and(|it| it.value.0 == name);
    let environment = model.environments().find(stated);
    if !is_meant(model) || (environment.is_none() && !(names.is_empty() && name.is_empty())) {
        return None;
    }
    let mut taken = std::collections::BTreeSet::new();
    let whole = match environment {
        Some(_) => format!("{}-{}", file_name(model.name()).chars().take(30).collect::<String>(), file_name(name)),
        None => file_name(model.name()),
    };
    let writer = Writer {
        model,
        parts: Parts::new(model),
        environment,
        namespace: super::compose::parts::label(&whole, &mut taken),
        lines: LineIndex::new(model.spec.text()),
        notes: Vec::new(),
        objects: Vec::new(),
    };
    Some(writer.manifests())
}

impl<'m> Writer<'m> {
    fn manifests(mut self) -> String {
        let labels = self.common().with("pod-security.kubernetes.io/enforce", "restricted");
        let space = Object::new().with("name", self.namespace.as_str()).with("labels", labels);
        self.objects.push(kind("v1", "Namespace").with("metadata", space));
        self.deny();
        let placed: Vec<(Service<'m>, String)> =
            self.parts.services.iter().filter(|(service, _)| self.is_here(*service)).cloned().collect();
        for (service, label) in &placed {
            self.workload(*service, label);
            self.policy(*service, label, &placed);
            self.jobs(*service, label);
        }
        self.ingress(&placed);
        self.left_out();
        let mut text = String::new();
        // Writing to a string cannot fail.
        for note in &self.notes {
            let _ = writeln!(text, "# {note}");
        }
        for (index, object) in self.objects.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "---\n" });
            text.push_str(&yaml(object));
        }
        text
    }

    /// Whether a service runs in this environment.
    fn is_here(&self, service: Service<'_>) -> bool {
        let listed = self.environment.map(|it| it.at.value.services.items()).unwrap_or_default();
        runs(service) && (listed.is_empty() || listed.iter().any(|it| it.value.0 == service.name()))
    }

    /// Says what is not among the manifests, and what nobody stated.
    fn left_out(&mut self) {
        let system = self.model.system();
        let mut notes = vec![
            format!("{}: images, ports and processor time are not part of the design.", comment(self.model.name())),
            "Set registry and digest of every image; each process listens on 8080, also given to it as PORT."
                .to_owned(),
            format!(
                "{} of processor time and, where no memory is stated, {} of it are where to start; measure.",
                workload::PROCESSOR,
                workload::MEMORY
            ),
        ];
        let watched = system.observability.as_ref();
        if watched.is_some_and(|it| it.metrics.is_some() || it.traces.is_some() || !it.signals.items().is_empty()) {
            notes.push(
                "No policy here lets metrics and traces through: where they are gathered is not part of the design."
                    .to_owned(),
            );
        }
        for server in &self.parts.servers {
            notes.push(format!(
                "{}: runs outside, as a managed service or under its own operator; its address comes from Secrets.",
                server.label
            ));
        }
        for (service, label) in self.parts.services.iter().filter(|(service, _)| !runs(*service)) {
            notes.push(format!("{label}: a {} has no place here.", service.kind().word()));
        }
        let rollout = system.deployment.as_ref().and_then(|it| it.rollout.as_ref()).and_then(|it| it.strategy.as_ref());
        if let Some(rollout) = rollout.filter(|it| matches!(it.value, Rollout::Canary | Rollout::BlueGreen)) {
            notes.push(format!(
                "A {} rollout needs a controller of its own; a rolling update stands here.",
                rollout.value.word()
            ));
        }
        notes.append(&mut self.notes);
        self.notes = notes;
    }

    /// Labels that everything bears.
    fn common(&self) -> Object {
        Object::new()
            .with("app.kubernetes.io/part-of", file_name(self.model.name()))
            .with("app.kubernetes.io/managed-by", "architrave")
    }

    /// The head of an object: its name, its namespace, what it belongs to and where that is written.
    fn head(&self, name: &str, service: Option<Service<'_>>) -> Object {
        let mut labels = self.common();
        let mut annotations = Object::new();
        if let Some(service) = service {
            labels.set("app.kubernetes.io/name", self.label_of(service));
            labels.set("app.kubernetes.io/component", service.kind().word());
            let line = self.lines.line_of(service.name_span().start) + 1;
            annotations.set("architrave/source-line", line.to_string());
        }
        Object::new()
            .with("name", name)
            .with("namespace", self.namespace.as_str())
            .with("labels", labels)
            .unless_empty("annotations", annotations)
    }

    fn label_of(&self, service: Service<'_>) -> &str {
        let mut known = self.parts.services.iter();
        known.find(|(it, _)| it.name() == service.name()).map_or("", |(_, label)| label)
    }

    /// What a service is told of its neighbours: of those here in the clear, of all others as secrets.
    fn told(&self, service: Service<'m>) -> (Object, Vec<String>) {
        let mut open = Object::new().with("PORT", super::compose::PORT.to_string());
        let mut secret = Vec::new();
        for (name, peer) in self.parts.needs(service) {
            match peer {
                Peer::Service(at) => {
                    let here = self.parts.services.get(at).filter(|(service, _)| self.is_here(*service));
                    match here {
                        Some((_, host)) => open.set(name, format!("http://{host}:{}", super::compose::PORT)),
                        None => secret.push(name),
                    }
                }
                Peer::Server(_) | Peer::External(_) => secret.push(name),
            }
        }
        (open, secret)
    }
}

/// The beginning of an object.
fn kind(version: &str, kind: &str) -> Object {
    Object::new().with("apiVersion", version).with("kind", kind)
}

/// Everything that runs of a service, its jobs as well.
fn selector(label: &str) -> Object {
    Object::new().with("matchLabels", Object::new().with("app.kubernetes.io/name", label))
}

/// The pods of a service that stay; those of its jobs come and go by themselves.
fn instances(service: Service<'_>, label: &str) -> Object {
    Object::new().with("app.kubernetes.io/name", label).with("app.kubernetes.io/component", service.kind().word())
}

/// A text of the spec on one line of a comment.
fn comment(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || " .,%-_/<>()".contains(c) { c } else { ' ' };
    text.chars().take(80).map(plain).collect::<String>().trim().to_owned()
}

/// A list of one object.
fn one(object: Object) -> Value {
    Value::from(vec![object])
}
