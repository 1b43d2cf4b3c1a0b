//! Chapter 7: where it runs, how it gets there, and how it is watched.

use super::Design;
use crate::document::facts::{code, codes, lines, names, one_line, rest, toggle, word, written};
use crate::model::{Environment, Model, Promise, Service};
use crate::spec::Items;
use crate::spec::operations::{Alert, Slo};
use crate::value::Percentage;

impl Design<'_> {
    pub(super) fn delivery(&mut self) {
        self.page.chapter("Deployment architecture");
        self.environments();
        self.page.part("Delivery");
        let system = self.model().system();
        let subjects = [
            ("what it runs on", "deployment.platform"),
            ("how a release is rolled out", "deployment.rollout"),
            ("how it is built and checked", "deployment.ci_cd"),
            ("what holds for its containers", "deployment.containers"),
        ];
        self.settings(system.deployment.as_ref().map(|it| it.node), &["environments"], &subjects);
        self.page.part("Services in operation");
        let rows = self.model().services().filter_map(service).collect();
        self.table(
            &["Service", "Health", "In the network", "Promises"],
            rows,
            ("how services say how they are", &["services[].health"]),
        );
        self.page.part("Monitoring");
        let subjects = [
            ("what is logged", "observability.logs"),
            ("what is measured", "observability.metrics"),
            ("how requests are traced", "observability.traces"),
        ];
        self.settings(system.observability.as_ref().map(|it| it.node), &["slos", "alerts"], &subjects);
        self.objectives();
    }

    fn environments(&mut self) {
        self.page.part("Infrastructure");
        let model = self.model();
        let row = |environment: Environment<'_>| {
            let said = &environment.at.value;
            let name = word(&said.name);
            let services = codes(said.services.items().iter().map(|it| it.value.0.as_str()));
            let services = if services.is_empty() { "all".to_owned() } else { services };
            vec![name, names(said.regions.items()), word(&said.zones), services]
        };
        let rows = model.environments().map(row).collect();
        self.table(
            &["Environment", "Regions", "Zones", "Services"],
            rows,
            ("where it runs", &["deployment.environments"]),
        );
        self.diagrams("deployment");
    }

    fn objectives(&mut self) {
        self.page.part("Service level objectives");
        let observability = self.model().system().observability.as_ref();
        let slos = observability.map(|it| it.slos.items()).unwrap_or_default();
        let rows = slos.iter().map(|it| objective(self.model(), &it.value)).collect();
        let head = ["Objective", "Service", "Measured", "Target", "Window", "Allows", "Alert"];
        self.table(&head, rows, ("what is promised and measured", &["observability.slos"]));
        let model = self.model();
        let rested = model.promises().into_iter().filter(|it| !it.parts.is_empty());
        let rows: Vec<Vec<String>> = rested.map(|it| promise(model, &it)).collect();
        if !rows.is_empty() {
            self.page.part("What availability rests on");
            self.page.say("A promise can be kept only where the product of what it rests on is as high. What states nothing counts as if it never failed.");
            self.page.table(&["Of", "Promise", "Rests on", "Product", "Can be kept"], rows);
        }
        self.page.part("Alerts");
        let alert = |at: &crate::spec::At<Alert>| vec![word(&at.on), word(&at.notify), word(&at.runbook)];
        let alerts = observability.map(|it| it.alerts.items()).unwrap_or_default();
        let rows = alerts.iter().map(alert).collect();
        self.table(&["When", "Who", "What to do"], rows, ("when somebody is called", &["observability.alerts"]));
    }
}

fn service(service: Service<'_>) -> Option<Vec<String>> {
    let said = &service.at.value;
    let of = |key: &str| {
        let stated = said.stated().into_iter().filter(|(other, _)| *other == key).collect();
        rest(service.model, stated, &[])
    };
    let network = lines([of("discovery"), of("mesh"), of("timeout")]);
    let cells = vec![of("health"), network, lines([of("availability"), of("latency")])];
    let says = cells.iter().any(|it| !it.is_empty());
    says.then(|| std::iter::once(one_line(service.name())).chain(cells).collect())
}

fn objective(model: &Model<'_>, slo: &Slo) -> Vec<String> {
    let measured = [
        word(&slo.sli),
        match written(model, &slo.threshold) {
            text if text.is_empty() => text,
            text => format!("within {text}"),
        },
    ];
    vec![
        word(&slo.name),
        slo.service.as_ref().map(|it| code(&it.value.0)).unwrap_or_default(),
        measured.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" "),
        word(&slo.target),
        written(model, &slo.window),
        slo.target.as_ref().map(|it| allowed(it.value, slo)).unwrap_or_default(),
        toggle(&slo.alert),
    ]
}

/// What a target leaves: minutes of an outage in its window, or one in so many requests.
fn allowed(target: Percentage, slo: &Slo) -> String {
    let missed = 1.0 - target.0;
    if slo.threshold.is_some() || slo.sli.as_ref().is_some_and(|it| it.value != "availability") {
        return format!("{} of 1000 outside", crate::document::facts::figure(missed * 1000.0));
    }
    let days = slo.window.as_ref().map_or(30.0, |it| it.value.as_seconds() / 86_400.0);
    let minutes = missed * days * 1_440.0;
    format!("{} × {} days = {minutes:.1} minutes down", Percentage(missed), crate::document::facts::figure(days))
}

/// Who promises it: an objective or a use case by its name, else the whole system.
fn promised_by(model: &Model<'_>, promise: &Promise<'_>) -> String {
    let is = |target: &Option<crate::spec::At<Percentage>>| {
        target.as_ref().is_some_and(|it| std::ptr::eq(it, promise.target))
    };
    let slos = model.system().observability.as_ref().map(|it| it.slos.items()).unwrap_or_default();
    let slo = slos.iter().find(|it| is(&it.target)).map(|it| word(&it.name));
    let flow = || model.flows().find(|it| is(&it.at.value.availability)).map(|it| word(&it.at.value.name));
    slo.or_else(flow).unwrap_or_else(|| "the whole system".to_owned())
}

fn promise(model: &Model<'_>, promise: &Promise<'_>) -> Vec<String> {
    let part = |it: &crate::model::Part<'_>| {
        let own = it.availability.map_or_else(|| "not stated".to_owned(), |it| it.value.to_string());
        format!("{} {own}", code(it.name))
    };
    let product = promise.product();
    let kept = if product.0 + 1e-12 >= promise.target.value.0 { "yes" } else { "no" };
    let parts = promise.parts.iter().map(part).collect::<Vec<_>>().join("\n");
    vec![promised_by(model, promise), promise.target.value.to_string(), parts, product.to_string(), kept.to_owned()]
}
