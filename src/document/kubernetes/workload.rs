//! A service as a process: its identity, configuration, pods, address, and how many of it there are.

use super::super::compose::PORT;
use super::super::value::{Object, Value};
use super::{Writer, comment, instances, kind, one};
use crate::model::Service;
use crate::spec::Items;
use crate::spec::operations::Rollout;

/// What an instance asks for where nothing is stated. No limit of processor time: it would slow down what has room.
pub(super) const PROCESSOR: &str = "100m";
/// What an instance may hold where nothing is stated.
pub(super) const MEMORY: &str = "512Mi";

/// Seconds in which those that send requests learn that an instance goes away.
const PARTING: u64 = 5;

impl<'m> Writer<'m> {
    /// Everything about one service but whom it may speak to.
    pub(super) fn workload(&mut self, service: Service<'m>, label: &str) {
        let identity = kind("v1", "ServiceAccount").with("metadata", self.head(label, Some(service)));
        self.objects.push(identity.with("automountServiceAccountToken", false));
        let (open, secret) = self.told(service);
        let config = kind("v1", "ConfigMap").with("metadata", self.head(&format!("{label}-config"), Some(service)));
        self.objects.push(config.with("data", open));
        if !secret.is_empty() {
            self.notes.push(format!("Secret {label}-secrets has to hold {}.", secret.join(", ")));
        }
        let deployment = self.deployment(service, label, &secret);
        self.objects.push(deployment);
        if self.is_asked(service) {
            let port = Object::new().with("name", "http").with("port", u64::from(PORT)).with("targetPort", "http");
            let spec = Object::new().with("selector", instances(service, label)).with("ports", one(port));
            let address = kind("v1", "Service").with("metadata", self.head(label, Some(service)));
            self.objects.push(address.with("spec", spec));
        }
        self.scale(service, label);
        if service.min_instances().is_some_and(|min| min > 1) {
            // An instance that never becomes ready must not keep its machine from being emptied.
            let spec = Object::new()
                .with("maxUnavailable", 1_u64)
                .with("unhealthyPodEvictionPolicy", "AlwaysAllow")
                .with("selector", Object::new().with("matchLabels", instances(service, label)));
            let budget = kind("policy/v1", "PodDisruptionBudget").with("metadata", self.head(label, Some(service)));
            self.objects.push(budget.with("spec", spec));
        }
    }

    /// Whether anybody asks it for something.
    pub(super) fn is_asked(&self, service: Service<'_>) -> bool {
        service.has_interface() || service.is_edge() || service.callers().next().is_some()
    }

    fn deployment(&mut self, service: Service<'m>, label: &str, secret: &[String]) -> Object {
        let labels = self
            .common()
            .with("app.kubernetes.io/name", label)
            .with("app.kubernetes.io/component", service.kind().word());
        let template = Object::new()
            .with("metadata", Object::new().with("labels", labels))
            .with("spec", self.pod(service, label, secret));
        let replicas = service.min_instances().filter(|min| *min > 0 && !scales(service));
        let spec = Object::new()
            .maybe("replicas", replicas)
            .with("selector", Object::new().with("matchLabels", instances(service, label)))
            .with("strategy", self.strategy())
            .with("template", template);
        kind("apps/v1", "Deployment").with("metadata", self.head(label, Some(service))).with("spec", spec)
    }

    fn strategy(&self) -> Object {
        let deployment = self.model.system().deployment.as_ref();
        let stated = deployment.and_then(|it| it.rollout.as_ref()).and_then(|it| it.strategy.as_ref());
        if stated.is_some_and(|it| it.value == Rollout::Recreate) {
            return Object::new().with("type", "Recreate");
        }
        let limits = Object::new().with("maxUnavailable", 0_u64).with("maxSurge", 1_u64);
        Object::new().with("type", "RollingUpdate").with("rollingUpdate", limits)
    }

    /// A pod without root, without rights of its own, and with a file system that it cannot write.
    pub(super) fn pod(&mut self, service: Service<'m>, label: &str, secret: &[String]) -> Object {
        let container = self.container(service, label, secret);
        let profile = Object::new().with("type", "RuntimeDefault");
        // Several instances are worth nothing on one machine.
        let several = service.max_instances().or(service.min_instances()).is_some_and(|most| most > 1);
        let zones = self.zones(service).map(|_| "topology.kubernetes.io/zone");
        let spread = zones.into_iter().chain(several.then_some("kubernetes.io/hostname")).map(|key| {
            Object::new()
                .with("maxSkew", 1_u64)
                .with("topologyKey", key)
                .with("whenUnsatisfiable", "ScheduleAnyway")
                .with("labelSelector", Object::new().with("matchLabels", instances(service, label)))
        });
        Object::new()
            .with("serviceAccountName", label)
            .with("automountServiceAccountToken", false)
            .with("enableServiceLinks", false)
            .with("securityContext", Object::new().with("runAsNonRoot", true).with("seccompProfile", profile))
            .maybe("terminationGracePeriodSeconds", self.grace(service))
            .unless_empty("topologySpreadConstraints", spread.collect::<Vec<_>>())
            .with("containers", one(container))
            .with("volumes", one(Object::new().with("name", "tmp").with("emptyDir", Object::new())))
    }

    fn container(&mut self, service: Service<'m>, label: &str, secret: &[String]) -> Object {
        let variables: Vec<Object> = secret.iter().map(|name| from_secret(name, label)).collect();
        let context = Object::new()
            .with("allowPrivilegeEscalation", false)
            .with("readOnlyRootFilesystem", true)
            .with("capabilities", Object::new().with("drop", vec!["ALL"]));
        let config = Object::new().with("configMapRef", Object::new().with("name", format!("{label}-config")));
        let Probes { start, live, ready } = self.probes(service, label);
        // Requests arrive until everybody knows that it goes away.
        let parting = Object::new().with("sleep", Object::new().with("seconds", PARTING));
        let parting = self.is_asked(service).then(|| Object::new().with("preStop", parting));
        let port = Object::new().with("name", "http").with("containerPort", u64::from(PORT));
        let mount = Object::new().with("name", "tmp").with("mountPath", "/tmp");
        Object::new()
            .with("name", label)
            .with("image", format!("{label}:unreleased"))
            .with("ports", one(port))
            .with("envFrom", one(config))
            .unless_empty("env", variables)
            .with("resources", resources(service))
            .maybe("lifecycle", parting)
            .maybe("startupProbe", start)
            .maybe("livenessProbe", live)
            .maybe("readinessProbe", ready)
            .with("securityContext", context)
            .with("volumeMounts", one(mount))
    }

    /// How it says that it has started, that it lives and that it is ready, where the spec says so.
    fn probes(&mut self, service: Service<'m>, label: &str) -> Probes {
        let own = service.health();
        let system = self.model.system().observability.as_ref().and_then(|it| it.health.as_ref());
        let general = system.and_then(|it| it.value.details()).and_then(|it| it.path.as_ref());
        let of = |path: Option<&crate::spec::At<String>>| path.map(|it| it.value.clone());
        let probed = service.endpoints().find(|it| it.is_probe()).map(|it| it.path().value.clone());
        let path = own.and_then(|it| of(it.path.as_ref())).or(probed).or_else(|| of(general));
        let path = path.filter(|_| service.has_health() || service.answers_probes());
        // A place that asks stores and others as well would have every instance restarted when one of those is gone.
        let asks_others = own.is_some_and(|it| !it.checks.items().is_empty());
        let alone = path.clone().filter(|_| !asks_others);
        let live = own.and_then(|it| of(it.liveness.as_ref())).or(alone);
        let ready = own.and_then(|it| of(it.readiness.as_ref())).or(path);
        if live.is_none() && ready.is_none() {
            self.notes.push(format!(
                "{label}: where it says how it is is not stated, so that nothing restarts it when it hangs."
            ));
        }
        let get = |path: &String| {
            let path = if path.starts_with('/') { path.clone() } else { format!("/{path}") };
            Object::new().with("httpGet", Object::new().with("path", path).with("port", "http"))
        };
        let open = Object::new().with("tcpSocket", Object::new().with("port", "http"));
        let live = live.as_ref().map(get).or_else(|| asks_others.then_some(open));
        let ready = ready.as_ref().map(get);
        let timed = |probe: &Object, every: u64, fails: u64| {
            let probe = probe.clone().with("periodSeconds", every).with("timeoutSeconds", 2_u64);
            probe.with("failureThreshold", fails)
        };
        Probes {
            // Two minutes and a half: a slow start is no reason to begin anew.
            start: live.as_ref().map(|it| timed(it, 5, 30)),
            // Half a minute of silence; a restart helps nobody whose answers are only slow.
            live: live.as_ref().map(|it| timed(it, 10, 3)),
            ready: ready.as_ref().map(|it| timed(it, 5, 2)),
        }
    }

    /// Seconds that a process has to part from those that ask it and to finish what it does.
    fn grace(&self, service: Service<'m>) -> Option<u64> {
        let parting = if self.is_asked(service) { PARTING } else { 0 };
        let system = self.model.system();
        let shutdown = system.resilience.as_ref().and_then(|it| it.graceful_shutdown.as_ref());
        let shutdown = shutdown.and_then(|it| it.value.details()).copied();
        let platform = || {
            let limits = system.deployment.as_ref()?.limits.as_ref()?;
            limits.grace.as_ref().map(|it| it.value)
        };
        shutdown.map(|it| it.0.div_ceil(1000).saturating_add(parting)).or_else(|| Some(platform()?.0.div_ceil(1000)))
    }

    /// Over how many zones it is spread, where that is more than one.
    fn zones(&self, service: Service<'_>) -> Option<u64> {
        let environment = self.environment.and_then(|it| it.at.value.zones.as_ref());
        let zones = service.at.value.zones.as_ref().or(environment)?;
        Some(zones.value).filter(|zones| *zones > 1)
    }

    fn scale(&mut self, service: Service<'m>, label: &str) {
        if !scales(service) {
            return;
        }
        let metric = match target(service) {
            Some((what, Some(share))) => {
                let target = Object::new().with("type", "Utilization").with("averageUtilization", share);
                Some(
                    Object::new()
                        .with("type", "Resource")
                        .with("resource", Object::new().with("name", what).with("target", target)),
                )
            }
            Some((_, None)) | None => None,
        };
        let on = service.instances().and_then(|it| it.value.on.as_ref());
        if let Some(on) = on.filter(|_| target(service).is_none()) {
            let on = comment(&on.value);
            self.notes
                .push(format!("{label}: scales on `{on}`, which needs a metrics adapter; processor time stands in."));
        }
        let goal = Object::new().with("apiVersion", "apps/v1").with("kind", "Deployment").with("name", label);
        let spec = Object::new()
            .with("scaleTargetRef", goal)
            .maybe("minReplicas", service.min_instances().filter(|min| *min > 0))
            .maybe("maxReplicas", service.max_instances())
            .maybe("metrics", metric.map(one));
        let scaler =
            kind("autoscaling/v2", "HorizontalPodAutoscaler").with("metadata", self.head(label, Some(service)));
        self.objects.push(scaler.with("spec", spec));
    }
}

/// What asks a process how it is.
struct Probes {
    start: Option<Object>,
    live: Option<Object>,
    ready: Option<Object>,
}

/// What an instance asks for and may hold: a machine that promises no memory to anybody ends whom it likes.
fn resources(service: Service<'_>) -> Object {
    let memory = service.at.value.memory.as_ref().map_or_else(|| MEMORY.to_owned(), |it| it.value.0.to_string());
    let requests = Object::new().with("cpu", PROCESSOR).with("memory", memory.as_str());
    Object::new().with("requests", requests).with("limits", Object::new().with("memory", memory))
}

/// Whether its instances come and go.
fn scales(service: Service<'_>) -> bool {
    let (min, max) = (service.min_instances().unwrap_or(1), service.max_instances().unwrap_or_default());
    service.instances().is_some_and(|it| it.value.max.is_some()) && max > min
}

/// `cpu 65%` as what is measured and how much of it; none where it is something that Kubernetes does not measure.
fn target(service: Service<'_>) -> Option<(&'static str, Option<u64>)> {
    let on = service.instances()?.value.on.as_ref()?.value.to_lowercase();
    let what = ["cpu", "memory"].into_iter().find(|what| on.starts_with(what))?;
    let digits: String = on.chars().filter(char::is_ascii_digit).collect();
    Some((what, digits.parse().ok().filter(|share| (1..=100).contains(share))))
}

/// A variable whose value is a secret.
fn from_secret(name: &str, label: &str) -> Object {
    let reference = Object::new().with("name", format!("{label}-secrets")).with("key", name);
    let source: Value = Object::new().with("secretKeyRef", reference).into();
    Object::new().with("name", name).with("valueFrom", source)
}
