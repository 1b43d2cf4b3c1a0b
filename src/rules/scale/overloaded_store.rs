use crate::lint::Report;
use crate::model::Store;
use crate::rule::rule;
use crate::spec::shape::{CONCEPT, ENTITY};
use crate::spec::{At, Items, Ref};
use crate::value::Rate;

rule! {
    /// More is written to a store than it takes.
    ///
    /// ## Why
    /// Writes cannot be spread over replicas. Above what the primary takes they queue, locks are held longer, and reads
    /// that wait for the same rows slow down with them.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: tracking
    ///     owns: [positions-db]
    ///     api: [{ method: POST, path: /v1/positions, load: 5000/s, writes: [positions] }]
    /// stores: [{ name: positions-db, max_writes: 2000/s }]
    /// #                                          ^^^^^^ `positions-db` takes 2000/s writes, at peak it gets 5000/s
    /// data_model: [{ name: positions, store: positions-db }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: tracking
    ///     owns: [positions-db]
    ///     api: [{ method: POST, path: /v1/positions, load: 1500/s, writes: [positions] }]
    /// stores: [{ name: positions-db, max_writes: 2000/s }]
    /// data_model: [{ name: positions, store: positions-db }]
    /// ```
    ///
    /// ## Not a problem when
    /// It is not stated how many writes the store takes, or how often endpoints and events come.
    ///
    /// ## See
    /// seed 002:24 · seed 002:45
    id: "scale/overloaded-store",
    severity: Warning,
    stage: Review,
    visit: Store(check),
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let Some(limit) = store.at.value.max_writes.as_ref().filter(|limit| limit.by.is_none()) else { return };
    let model = store.model;
    let into = |names: &[At<Ref<{ ENTITY | CONCEPT }>>]| {
        let tables = names.iter().filter_map(|name| model.table(&name.value.0));
        tables.filter(|table| table.store().is_some_and(|it| it.name() == store.name())).count()
    };
    let endpoints = model
        .endpoints()
        .filter_map(|it| Some((it.label(), it.at.value.load.as_ref()?, into(it.at.value.writes.items()))));
    let handlers = model.subscriptions().filter_map(|it| {
        let rate = it.event()?.at.value.rate.as_ref()?;
        Some((it.event_name()?.to_owned(), rate, into(it.at.value.writes.items())))
    });
    let writes = endpoints.chain(handlers).filter(|(_, rate, tables)| *tables > 0 && rate.by.is_none());
    let writes: Vec<(String, &At<Rate>, usize)> = writes.collect();
    let total: f64 = writes.iter().map(|(_, rate, tables)| rate.per_second() * *tables as f64).sum();
    if total <= limit.per_second() + 1e-9 {
        return;
    }
    let message = format!("`{}` takes {} writes, at peak it gets {total}/s", store.name(), limit.value);
    let finding = report.find(limit.span, message);
    for (what, rate, tables) in writes {
        let sum = if tables == 1 { rate.to_string() } else { format!("{} × {tables} tables", rate.value) };
        finding.related(rate.span, what.clone()).step(format!("{what}: {sum}"));
    }
    finding.step(format!("{total}/s > {}/s", limit.per_second()));
}
