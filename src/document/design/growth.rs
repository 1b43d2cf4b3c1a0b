//! Chapter 6: how much arrives, how much can be taken, what is cached, and what happens when it is too much.

use super::Design;
use crate::document::facts::{code, figure, labelled, lines, one_line, rest, word};
use crate::model::{Cache, Service, Store};

impl Design<'_> {
    pub(super) fn growth(&mut self) {
        self.page.chapter("Scalability plan");
        let system = self.model().system();
        self.page.part("Load balancing and scaling");
        let mut subjects = vec![
            ("how load is spread", "scalability.load_balancing"),
            ("for how much it is built", "scalability.capacity"),
        ];
        // A range of instances says it as well.
        if !self.model().services().any(|it| it.min_instances() < it.max_instances()) {
            subjects.insert(1, ("when instances come and go", "scalability.autoscaling"));
        }
        self.settings(system.scalability.as_ref().map(|it| it.node), &[], &subjects);
        self.page.part("Capacity");
        let rows: Vec<Vec<String>> = self.model().services().filter_map(capacity).collect();
        let head = ["Service", "Instances", "One takes", "All take", "Arrives at peak", "Share in use", "Spread"];
        let gap = ("how much a service takes", &["services[].instances", "services[].capacity", "api[].load"][..]);
        self.table(&head, rows, gap);
        self.page.part("Caching");
        self.diagram_if("caches");
        let rows = self.model().caches().map(cache).collect();
        let head = ["Cache", "Of", "Used by", "Where", "Pattern", "How"];
        self.table(&head, rows, ("what is cached", &["caches"]));
        self.page.part("Database scaling");
        let rows = self.model().stores().filter_map(store).collect();
        let head = ["Store", "Connections", "Copies", "Size", "Cut by"];
        let keys = [
            "stores[].pool",
            "stores[].max_connections",
            "stores[].replicas",
            "stores[].size",
            "stores[].partition_by",
        ];
        self.table(&head, rows, ("how stores grow", &keys));
        self.page.part("When something fails");
        let subjects = [("what still works when something is gone", "resilience.degradation")];
        self.settings(system.resilience.as_ref().map(|it| it.node), &[], &subjects);
    }
}

/// `3 × 120/s = 360/s` beside what arrives; none where nothing is said.
fn capacity(service: Service<'_>) -> Option<Vec<String>> {
    let (least, most) = (service.min_instances(), service.max_instances());
    let one = service.capacity().map(|it| it.value.per_second());
    let peak = service.peak();
    if service.at.value.instances.is_none() && one.is_none() && peak.is_none() {
        return None;
    }
    let range = match (least, most) {
        (Some(least), Some(most)) if least != most => format!("{least} to {most}"),
        (Some(number), _) | (None, Some(number)) => number.to_string(),
        (None, None) => String::new(),
    };
    let on = service.instances().map(|it| word(&it.on)).unwrap_or_default();
    let takes = |number: u64, one: f64| format!("{number} × {}/s = {}/s", figure(one), figure(number as f64 * one));
    let all = match (most.or(least), one) {
        (Some(number), Some(one)) => takes(number, one),
        _ => String::new(),
    };
    let share = match (most.or(least), one, &peak) {
        (Some(number), Some(one), Some(peak)) if one > 0.0 && number > 0 => {
            let all = number as f64 * one;
            format!("{}/s of {}/s = {}%", figure(peak.per_second), figure(all), figure(100.0 * peak.per_second / all))
        }
        _ => String::new(),
    };
    let arrives = peak.as_ref().map(|it| format!("{}/s", figure(it.per_second))).unwrap_or_default();
    let said = &service.at.value;
    let state = match said.stateless.as_ref().map(|it| it.value) {
        Some(true) => "any instance serves any request",
        Some(false) => "an instance keeps state",
        None => "",
    };
    Some(vec![
        one_line(service.name()),
        lines([range, labelled("on", &on)]),
        word(&said.capacity),
        all,
        arrives,
        share,
        lines([labelled("zones", &word(&said.zones)), state.to_owned()]),
    ])
}

fn cache(cache: Cache<'_>) -> Vec<String> {
    let said = &cache.at.value;
    let shown = ["name", "of", "service", "store", "pattern"];
    vec![
        one_line(cache.label()),
        said.of.as_ref().map(|it| code(&it.value.0)).unwrap_or_default(),
        said.service.as_ref().map(|it| code(&it.value.0)).unwrap_or_default(),
        word(&said.store),
        word(&said.pattern),
        rest(cache.model, said.stated(), &shown),
    ]
}

/// What a store takes and how it grows; none where nothing is said.
fn store(store: Store<'_>) -> Option<Vec<String>> {
    let said = &store.at.value;
    let instances: u64 = store.owners().filter_map(|it| it.max_instances().or(it.min_instances())).sum();
    let connections = said.pool.as_ref().filter(|_| instances > 0).map(|pool| {
        let all = instances.saturating_mul(pool.value);
        let limit = said.max_connections.as_ref().map(|it| format!(" of {}", it.value)).unwrap_or_default();
        format!("{instances} instances × {} = {all}{limit}", pool.value)
    });
    let grows =
        [word(&said.size), labelled("grows by", &word(&said.growth)), labelled("at most", &word(&said.max_size))];
    let copies = [
        word(&said.replicas),
        labelled("behind by at most", &word(&said.replication_lag)),
        labelled("zones", &word(&said.zones)),
    ];
    let rates = [labelled("writes", &word(&said.max_writes)), labelled("reads", &word(&said.max_reads))];
    let cells =
        vec![lines(connections.into_iter().chain(rates)), lines(copies), lines(grows), word(&said.partition_by)];
    let says = cells.iter().any(|it| !it.is_empty());
    says.then(|| std::iter::once(one_line(store.name())).chain(cells).collect())
}
