use crate::lint::Report;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Call, Service};
use crate::rule::rule;
use crate::spec::service::ServiceKind;

rule! {
    /// A service asks another for more than eight different things.
    ///
    /// ## Why
    /// Two services that know so much of each other are one service with a network in the middle. Nearly every change
    /// touches both, and they are released together.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: stock, endpoint: GET /v1/a }
    /// #             ^^^^^ asks `stock` for 9 different things
    ///       - { to: stock, endpoint: GET /v1/b }
    ///       - { to: stock, endpoint: GET /v1/c }
    ///       - { to: stock, endpoint: GET /v1/d }
    ///       - { to: stock, endpoint: GET /v1/e }
    ///       - { to: stock, endpoint: GET /v1/f }
    ///       - { to: stock, endpoint: GET /v1/g }
    ///       - { to: stock, endpoint: GET /v1/h }
    ///       - { to: stock, endpoint: GET /v1/i }
    ///   - stock
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: edge
    ///     kind: gateway
    ///     calls:
    ///       - { to: stock, endpoint: GET /v1/a }
    ///       - { to: stock, endpoint: GET /v1/b }
    ///       - { to: stock, endpoint: GET /v1/c }
    ///       - { to: stock, endpoint: GET /v1/d }
    ///       - { to: stock, endpoint: GET /v1/e }
    ///       - { to: stock, endpoint: GET /v1/f }
    ///       - { to: stock, endpoint: GET /v1/g }
    ///       - { to: stock, endpoint: GET /v1/h }
    ///       - { to: stock, endpoint: GET /v1/i }
    ///   - stock
    /// ```
    ///
    /// ## Not a problem when
    /// The caller is a gateway, a backend for a frontend or a frontend, which are there to pass things on.
    ///
    /// ## See
    /// seed 000:66 · seed 000:67
    id: "arch/chatty-pair",
    severity: Info,
    stage: Review,
    visit: Service(check),
}

/// What two services may know of each other.
const MOST: usize = 8;

fn check(service: Service<'_>, report: &mut Report<'_>) {
    use ServiceKind::{Bff, Frontend, Gateway};
    if matches!(service.kind(), Bff | Frontend | Gateway) {
        return;
    }
    let mut pairs: BTreeMap<&str, (Call<'_>, BTreeSet<String>)> = BTreeMap::new();
    for call in service.calls() {
        let Some(callee) = call.service() else { continue };
        let at = &call.at.value;
        let endpoint = at.endpoint.as_ref().map(|it| it.value.to_string());
        let asked = endpoint.or_else(|| at.rpc.as_ref().or(at.operation.as_ref()).map(|it| it.value.clone()));
        pairs.entry(callee.name()).or_insert_with(|| (call, BTreeSet::new())).1.extend(asked);
    }
    for (callee, (first, asked)) in pairs.into_iter().filter(|(_, (_, asked))| asked.len() > MOST) {
        report.find(first.place(), format!("asks `{callee}` for {} different things", asked.len()));
    }
}
