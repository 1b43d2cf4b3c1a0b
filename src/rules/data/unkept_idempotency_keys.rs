use crate::lint::Report;
use crate::model::words::words;
use crate::model::{Endpoint, Model, Service};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::endpoint::{Idempotency, IdempotencyKind};

rule! {
    /// Callers send idempotency keys, and nothing keeps them.
    ///
    /// ## Why
    /// A repetition is recognised only by a key that was stored in the transaction of the first attempt. Kept in one
    /// instance's memory, it is unknown to the instance that gets the repetition, and the payment is made twice.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     owns: [payments-db]
    ///     api:
    ///       - { method: POST, path: /v1/payments, idempotency: key }
    /// #                             ^^^^^^^^^^^^ nothing says where `payments` keeps the idempotency keys of its callers
    /// stores: [{ name: payments-db, engine: postgresql }]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     owns: [payments-db]
    ///     api:
    ///       - { method: POST, path: /v1/payments, idempotency: { kind: key, store: payments-db } }
    /// stores: [{ name: payments-db, engine: postgresql }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     owns: [payments-db]
    ///     api:
    ///       - { method: POST, path: /v1/payments, idempotency: key }
    /// stores: [{ name: payments-db, engine: postgresql }]
    /// data_model:
    ///   - { name: idempotency_keys, fields: { caller: uuid pk, key: text pk, expires_at: timestamptz not null } }
    /// ```
    ///
    /// ## Not a problem when
    /// A table says by its name that it keeps them, or a caller's own id makes a repetition harmless: `idempotency:
    /// natural`.
    ///
    /// ## See
    /// seed 003:41 · seed 003:69 · IETF draft Idempotency-Key Header
    id: "data/unkept-idempotency-keys",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let keeps = |name: &str| words(name).iter().any(|word| word == "idempotency" || word == "idempotent");
    if model.tables().any(|it| keeps(it.name())) || model.stores().any(|it| keeps(it.name())) {
        return;
    }
    for service in model.services().filter(|service| !service.passes_on()) {
        look(service, report);
    }
}

fn look(service: Service<'_>, report: &mut Report<'_>) {
    let unkept = |endpoint: Endpoint<'_>| endpoint.idempotency().is_some_and(lacks_store);
    let open: Vec<Endpoint<'_>> = service.endpoints().filter(|endpoint| unkept(*endpoint)).collect();
    let Some((first, others)) = open.split_first() else { return };
    let model = service.model;
    let message =
        format!("nothing says where `{}` keeps the idempotency keys of its callers", super::brief(service.name()));
    let mut stores = service.stores().filter(|store| store.is_durable());
    let only = stores.next().filter(|_| stores.next().is_none());
    let mut nodes: Vec<&At<Idempotency>> = open.iter().filter_map(|endpoint| endpoint.idempotency()).collect();
    // A policy is one place for many endpoints.
    order::by_key(&mut nodes, |it| it.span);
    nodes.dedup_by_key(|it| it.span);
    let finding = report.find(first.heading(), message);
    for other in others.iter().take(5) {
        finding.related(other.heading(), "takes keys too");
    }
    if let Some(store) = only {
        let edits = nodes.into_iter().flat_map(|it| model.spec.set(it, "store", store.name())).collect();
        finding.fix(Fix::suggested(format!("Keep them in `{}`", store.name()), edits));
    }
}

fn lacks_store(idempotency: &At<Idempotency>) -> bool {
    let by_key = match &idempotency.kind {
        Some(kind) => kind.value == IdempotencyKind::Key,
        None => idempotency.header.is_some(),
    };
    by_key && idempotency.store.is_none()
}
