//! Chapter 1: what the system is for, what it consists of, and what it is made of.

use std::collections::BTreeSet;

use super::Design;
use crate::document::facts::{and, codes, count, figure, lines, names, one_line, rest, word};
use crate::model::Service;
use crate::spec::Items;
use crate::spec::system::Quality;

impl Design<'_> {
    /// What stands above the chapters.
    pub(super) fn lead(&mut self) {
        let (model, system) = (self.model(), self.model().system());
        self.page.say(word(&system.summary));
        let mut parts = vec![
            (model.services().count(), "service"),
            (model.stores().count(), "store"),
            (model.channels().count(), "channel"),
            (model.externals().count(), "external system"),
        ];
        parts.retain(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.into_iter().map(|(number, noun)| count(number, noun)).collect();
        let style = system.style.as_ref().map(|it| format!("Style: {}.", it.value)).unwrap_or_default();
        let owner = system.owner.as_ref().map(|it| format!("Owner: {}.", one_line(&it.value))).unwrap_or_default();
        let stage = format!("Stage: {}.", model.spec.stage());
        let size = if parts.is_empty() { String::new() } else { format!("It has {}.", and(&parts)) };
        let said = [style, stage, owner, size].into_iter().filter(|it| !it.is_empty());
        self.page.say(said.collect::<Vec<_>>().join(" "));
    }

    pub(super) fn overview(&mut self) {
        self.page.chapter("System overview");
        self.requirements();
        self.page.part("Architecture");
        if self.model().services().next().is_none() {
            self.page.gap("what runs", &["services"]);
        }
        self.diagram_where_services_are("c4-context");
        self.diagram_where_services_are("c4-containers");
        self.components();
        self.contexts();
        self.stack();
    }

    fn diagram_where_services_are(&mut self, id: &str) {
        if self.model().services().next().is_some() {
            self.diagram(id);
        }
    }

    fn requirements(&mut self) {
        let system = self.model().system();
        let requirements = system.requirements.as_ref();
        self.page.part("Requirements");
        let functional = requirements.map(|it| it.functional.items()).unwrap_or_default();
        let row = |at: &crate::spec::At<crate::spec::system::Requirement>| {
            let endpoints = codes(at.endpoints.items().iter().map(|it| it.value.as_str()));
            let services = codes(at.services.items().iter().map(|it| it.value.0.as_str()));
            vec![word(&at.id), word(&at.text), word(&at.priority), lines([endpoints, services])]
        };
        let rows = functional.iter().map(row).collect();
        let gap = ("what the system does", &["requirements.functional"][..]);
        self.table(&["Id", "Requirement", "Priority", "Realised by"], rows, gap);
        self.page.part("Quality goals");
        let quality = requirements.and_then(|it| it.quality.as_ref());
        let rows = quality.map(|it| goals(&it.value)).unwrap_or_default();
        let gap = ("how well it does it", &["requirements.quality"][..]);
        self.table(&["Quality", "Goal", "What that means"], rows, gap);
        let laws = requirements.map(|it| names(it.compliance.items())).unwrap_or_default();
        if !laws.is_empty() {
            self.page.say(format!("Laws and standards: {laws}."));
        }
        self.page.part("Constraints");
        let constraint = |at: &crate::spec::At<crate::spec::system::Constraint>| {
            vec![word(&at.kind), word(&at.text), names(at.allow.items()), names(at.deny.items())]
        };
        let rows = system.constraints.items().iter().map(constraint).collect();
        let gap = ("what the design may not do", &["constraints"][..]);
        self.table(&["Kind", "Constraint", "Allowed", "Not allowed"], rows, gap);
        self.page.part("Domain objects");
        let entities: Vec<String> = system.data_entities.items().iter().map(|it| one_line(&it.value.0)).collect();
        if entities.is_empty() {
            self.page.gap("what the domain is about", &["data_entities"]);
        } else {
            self.page.say(format!("The domain is about {}.", and(&entities)));
        }
    }

    fn components(&mut self) {
        const SHOWN: [&str; 26] = [
            "name",
            "kind",
            "summary",
            "context",
            "team",
            "stack",
            "owns",
            "reads",
            "writes",
            "calls",
            "publishes",
            "subscribes",
            "api",
            "modules",
            "instances",
            "capacity",
            "availability",
            "latency",
            "health",
            "zones",
            "outbox",
            "cqrs",
            "event_sourced",
            "stateless",
            "discovery",
            "mesh",
        ];
        let model = self.model();
        let service = |service: Service<'_>| {
            let said = &service.at.value;
            vec![
                service.name().to_owned(),
                service.kind().to_string(),
                word(&said.summary),
                said.context.as_ref().map(|it| it.value.0.clone()).unwrap_or_default(),
                word(&said.team),
                names(said.stack.items()),
                rest(model, said.stated(), &SHOWN),
            ]
        };
        self.page.part("Components");
        let rows = model.services().map(service).collect();
        let head = ["Service", "Kind", "What it does", "Context", "Team", "Stack", "Also"];
        self.table(&head, rows, ("what runs", &["services"]));
        self.diagrams("c4-component:");
        self.page.part("External systems");
        let rows = model.externals().map(|external| {
            let said = &external.at.value;
            let shown = ["name", "kind", "summary", "protocol", "auth"];
            let reached = [word(&said.protocol), word(&said.auth)].into_iter().filter(|it| !it.is_empty());
            vec![
                external.name().to_owned(),
                word(&said.kind),
                word(&said.summary),
                reached.collect::<Vec<_>>().join(" with "),
                rest(model, said.stated(), &shown),
            ]
        });
        let rows = rows.collect();
        let gap = ("which systems of others it talks to", &["integration_points"][..]);
        self.table(&["System", "Kind", "What it does", "Reached by", "Terms"], rows, gap);
    }

    fn contexts(&mut self) {
        self.page.part("Bounded contexts");
        let model = self.model();
        let row = |at: &crate::spec::At<crate::spec::system::Context>| {
            let own = at.name.as_ref().map_or("", |it| it.value.0.as_str());
            let is_in = |it: &Service<'_>| it.at.value.context.as_ref().is_some_and(|name| name.value.0 == own);
            let relation = |it: &crate::spec::At<crate::spec::system::Relation>| {
                let to = it.to.as_ref().map(|to| one_line(&to.value.0)).unwrap_or_default();
                let how = it.r#as.as_ref().map(|how| format!(": {}", how.value)).unwrap_or_default();
                format!("{to}{how}")
            };
            vec![
                one_line(own),
                word(&at.kind),
                word(&at.summary),
                word(&at.team),
                codes(model.services().filter(is_in).map(Service::name)),
                lines(at.relations.items().iter().map(relation)),
            ]
        };
        let rows = model.system().contexts.items().iter().map(row).collect();
        let gap = ("where words change their meaning", &["contexts", "services[].context"][..]);
        self.table(&["Context", "Kind", "About", "Team", "Services", "Relations"], rows, gap);
        self.diagrams("contexts");
    }

    fn stack(&mut self) {
        let model = self.model();
        let system = model.system();
        let mut rows = Vec::new();
        let mut add = |layer: &str, products: BTreeSet<String>| {
            let products: Vec<String> = products.into_iter().filter(|it| !it.is_empty()).collect();
            if !products.is_empty() {
                rows.push(vec![layer.to_owned(), products.join(", ")]);
            }
        };
        let stacks = model.services().flat_map(|it| it.at.value.stack.items());
        add("Services", stacks.map(|it| one_line(&it.value)).collect());
        add("Stores", model.stores().map(|it| word(&it.at.value.engine)).collect());
        add("Messaging", model.channels().map(|it| word(&it.at.value.broker)).collect());
        add("Identity", model.schemes().map(|it| word(&it.at.value.provider)).collect());
        let deployment = system.deployment.as_ref();
        let code = deployment.and_then(|it| it.infrastructure_as_code.as_ref()).and_then(|it| it.value.details());
        let platform = deployment.map(|it| word(&it.platform)).unwrap_or_default();
        add("Platform", [platform, code.cloned().unwrap_or_default()].into());
        let watched = system.observability.as_ref();
        let metrics = watched.and_then(|it| it.metrics.as_ref()).and_then(|it| it.value.details());
        let traces = watched.and_then(|it| it.traces.as_ref()).and_then(|it| it.value.details());
        let products = [metrics.map(|it| word(&it.system)), traces.map(|it| word(&it.system))];
        add("Observability", products.into_iter().flatten().collect());
        self.page.part("Technology stack");
        let gap = (
            "what it is made of",
            &["services[].stack", "stores[].engine", "channels[].broker", "deployment.platform"][..],
        );
        self.table(&["Layer", "Products"], rows, gap);
    }
}

/// Each goal with the arithmetic that makes it tangible.
fn goals(quality: &Quality) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = |what: &str, goal: String, means: String| {
        if !goal.is_empty() {
            rows.push(vec![what.to_owned(), goal, means]);
        }
    };
    let allowance = quality.availability.as_ref().map(|it| it.value.allowance()).unwrap_or_default();
    row("availability", word(&quality.availability), allowance);
    if let Some(latency) = &quality.latency {
        row("latency p50", word(&latency.p50), "half of the requests are faster".to_owned());
        row("latency p95", word(&latency.p95), "of 1000 requests, 50 may take longer".to_owned());
        row("latency p99", word(&latency.p99), "of 1000 requests, 10 may take longer".to_owned());
    }
    if let Some(load) = &quality.load {
        row("load on average", word(&load.average), String::new());
        let ratio = match (&load.average, &load.peak) {
            (Some(average), Some(peak)) if average.per_second() > 0.0 => {
                format!("{} times the average", figure(peak.per_second() / average.per_second()))
            }
            _ => String::new(),
        };
        row("load at peak", word(&load.peak), ratio);
        let grown = load.peak.as_ref().zip(growth(&word(&load.growth)));
        let grown = grown.map(|(peak, factor)| {
            let then = peak.per_second() * factor;
            let then = if then < 1000.0 { figure(then) } else { format!("{then:.0}") };
            format!("{} × {factor:.3} = {then}/s at peak in a year", peak.value)
        });
        row("growth", word(&load.growth), grown.unwrap_or_default());
        row("users", word(&load.users), String::new());
    }
    let hours = |what: &str, said: &Option<crate::spec::At<crate::value::Duration>>| {
        said.as_ref().map(|it| format!("{what} {}", it.value)).unwrap_or_default()
    };
    row("recovery time (RTO)", word(&quality.rto), hours("an outage may last", &quality.rto));
    row(
        "recovery point (RPO)",
        word(&quality.rpo),
        hours("of what was written, the last part may be lost: up to", &quality.rpo),
    );
    row("consistency", word(&quality.consistency), String::new());
    row("data stays in", names(quality.data_residency.items()), String::new());
    rows
}

/// By how much a year multiplies what grows by `5%/month` or `40%/year`.
fn growth(said: &str) -> Option<f64> {
    let (share, per) = said.split_once('/')?;
    let share: f64 = share.trim().strip_suffix('%')?.trim().parse().ok()?;
    let times = match per.trim() {
        "week" => 52,
        "month" => 12,
        "quarter" => 4,
        "year" => 1,
        _ => return None,
    };
    Some((1.0 + share / 100.0).powi(times)).filter(|factor| factor.is_finite() && *factor < 1000.0)
}
