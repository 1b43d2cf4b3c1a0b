//! What a service consists of and what it keeps.

use std::collections::BTreeSet;

use super::Builder;
use crate::document::facts::{asks, breaker, code, codes, labelled, lines, names, one_line, retry, toggle, word};
use crate::model::{Call, Endpoint, Store, Table};
use crate::spec::{Entries, Items};

impl Builder<'_> {
    pub(super) fn modules(&self) -> Vec<String> {
        let mut boxes = Vec::new();
        let Some(service) = self.service else { return boxes };
        let stated = service.at.value.modules.entries();
        boxes.extend(stated.iter().map(|(layer, it)| format!("Layer {}: {}", code(&layer.value), names(&it.value.0))));
        if stated.is_empty() {
            let mut seen = BTreeSet::new();
            let resources = self.endpoints.iter().filter_map(|it| resource(*it)).filter(|it| seen.insert(*it));
            let resources: Vec<&str> = resources.collect();
            if !resources.is_empty() {
                boxes.push(format!("A handler for each resource: {}", codes(resources)));
            }
            let roots = service.tables().filter(|it| it.at.value.aggregate_root.as_ref().is_some_and(|it| it.value));
            let roots: Vec<&str> = roots.map(Table::name).collect();
            if !roots.is_empty() {
                boxes.push(format!("The rules of {} apart from handlers and storage", codes(roots)));
            }
            boxes.extend(service.stores().map(|it| format!("A repository in front of {}", code(it.name()))));
        }
        boxes.extend(service.calls().map(client));
        boxes.extend(service.at.value.jobs.items().iter().map(|it| format!("Job: {}", one_line(&it.value))));
        boxes
    }

    pub(super) fn persistence(&self) -> Vec<String> {
        let mut boxes = Vec::new();
        let Some(service) = self.service else { return boxes };
        boxes.extend(service.stores().map(store));
        boxes.extend(service.tables().map(table));
        for endpoint in &self.endpoints {
            let written = endpoint.at.value.writes.items();
            let emitted = endpoint.at.value.emits.items();
            if written.len() + emitted.len() > 1 && !written.is_empty() {
                let all =
                    written.iter().map(|it| it.value.0.as_str()).chain(emitted.iter().map(|it| it.value.0.as_str()));
                boxes.push(format!(
                    "{} writes {} in one transaction, or takes back what is half done",
                    code(&endpoint.label()),
                    codes(all)
                ));
            }
        }
        let own =
            |it: &crate::model::Cache<'_>| it.at.value.service.as_ref().is_some_and(|it| it.value.0 == service.name());
        for cache in self.model.caches().filter(own) {
            let said = &cache.at.value;
            boxes.push(lines([
                format!("Cache {}", code(cache.label())),
                labelled("pattern", &word(&said.pattern)),
                labelled("key", &word(&said.key)),
                labelled("good for", &word(&said.ttl)),
                labelled("removed by", &names(said.invalidated_by.items())),
                labelled("if it is gone", &word(&said.on_failure)),
            ]));
        }
        if let (Some(migrations), false) = (&self.model.system().migrations, boxes.is_empty()) {
            let plan = [word(&migrations.tool), word(&migrations.strategy)].into_iter().filter(|it| !it.is_empty());
            let plan: Vec<String> = plan.collect();
            if !plan.is_empty() {
                boxes.push(format!("Schema changes by {}; the version before still runs after each", plan.join(", ")));
            }
        }
        boxes
    }
}

/// The first segment of a path that names a thing.
fn resource(endpoint: Endpoint<'_>) -> Option<&str> {
    let segments = endpoint.path().value.split(['?', '#']).next().unwrap_or_default().split('/');
    let mut named =
        segments.filter(|it| !it.is_empty() && !crate::model::is_version(it) && !it.starts_with(['{', ':']));
    named.find(|it| *it != "api")
}

fn client(call: Call<'_>) -> String {
    let said = &call.at.value;
    let callee = said.to.as_ref().map(|it| it.value.0.as_str()).unwrap_or_default();
    lines([
        format!("A client of {}", code(callee)),
        labelled("asks for", &asks(call)),
        labelled("timeout", &word(&said.timeout)),
        labelled("retries", &retry(call.retry_policy())),
        labelled("circuit breaker", &breaker(call.model, call.circuit_breaker())),
        labelled("bulkhead", &word(&said.bulkhead)),
        labelled("if it fails", &toggle(&said.fallback)),
        labelled("repeated requests are known by", &toggle(&said.idempotency)),
    ])
}

fn store(store: Store<'_>) -> String {
    let said = &store.at.value;
    let engine = [word(&said.engine), word(&said.kind)].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
    lines([
        format!("Store {}", code(store.name())),
        labelled("engine", &engine.join(", ")),
        labelled("connections an instance", &word(&said.pool)),
        labelled("migrations", &toggle(&said.migrations)),
    ])
}

fn table(table: Table<'_>) -> String {
    let said = &table.at.value;
    let columns: Vec<&str> = table.columns().map(|it| it.name.value.as_str()).collect();
    let index = |it: &crate::spec::At<crate::spec::data::Index>| {
        let unique = if it.unique.as_ref().is_some_and(|it| it.value) { ", unique" } else { "" };
        format!("({}{unique})", names(it.on.items()))
    };
    lines([
        format!("Table {}", code(table.name())),
        labelled("columns", &codes(columns)),
        labelled("indexes", &table.indexes().iter().map(index).collect::<Vec<_>>().join(", ")),
        labelled("lost updates are noticed by", &toggle(&said.optimistic_lock)),
        labelled("deleted rows are marked by", &toggle(&said.soft_delete)),
        labelled("every query names the tenant by", &word(&said.tenant_key)),
        labelled("rows are kept for", &table.retention().map(|it| it.value.to_string()).unwrap_or_default()),
    ])
}
