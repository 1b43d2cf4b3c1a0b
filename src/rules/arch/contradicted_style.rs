use crate::lint::Report;
use crate::model::{Call, Model, Service};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::service::{Protocol, ServiceKind};
use crate::spec::system::Style;

rule! {
    /// The style that the design names is not the one that it describes.
    ///
    /// ## Why
    /// Whoever reads the first line plans for something else than what follows: one deployment where there are several,
    /// events where everybody waits for answers. Costs, skills and rules are chosen by that line.
    ///
    /// ## Example
    /// ```yaml bad
    /// style: monolith
    /// #      ^^^^^^^^ a monolith, but 4 services are called over a network
    /// defaults: { call: { protocol: http } }
    /// services:
    ///   - { name: orders, calls: [stock, payments, users, mails] }
    ///   - stock
    ///   - payments
    ///   - users
    ///   - mails
    /// ```
    /// ```yaml fixed
    /// style: microservices
    /// defaults: { call: { protocol: http } }
    /// services:
    ///   - { name: orders, calls: [stock, payments, users, mails] }
    ///   - stock
    ///   - payments
    ///   - users
    ///   - mails
    /// ```
    /// ```yaml bad
    /// style: event-driven
    /// #      ^^^^^^^^^^^^ nothing here is an event
    /// services:
    ///   - { name: orders, calls: [stock] }
    ///   - stock
    /// ```
    /// ```yaml fixed
    /// style: microservices
    /// services:
    ///   - { name: orders, calls: [stock] }
    ///   - stock
    /// ```
    /// ```yaml good
    /// style: modular-monolith
    /// services:
    ///   - { name: web, kind: frontend, calls: [{ to: orders, protocol: http }] }
    ///   - { name: orders, calls: [stock] }
    ///   - stock
    /// ```
    ///
    /// ## Not a problem when
    /// The parts of a monolith call each other without a network, so that no protocol is stated. Frontends, gateways and
    /// up to three helpers are deployables of their own everywhere.
    ///
    /// ## See
    /// seed 002:13 · seed 000:28
    id: "arch/contradicted-style",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

/// So many helpers of another kind stand beside the one deployable of many who are right to call it that.
const SATELLITES: usize = 3;

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(style) = &model.system().style else { return };
    let services = Style::Microservices.to_string();
    let fix = Fix::suggested(format!("Call it `{services}`"), model.spec.tree.replace(style.node, &services));
    match style.value {
        Style::Monolith | Style::ModularMonolith => {
            let apart = |service: Service<'_>| {
                use ServiceKind::{Bff, Frontend, Function, Gateway, Legacy};
                matches!(service.kind(), Frontend | Gateway | Bff | Function | Legacy)
            };
            let remote = |call: &Call<'_>| {
                use Protocol::{Graphql, Grpc, Http, Https, Soap};
                let network = call.protocol().filter(|it| matches!(it, Graphql | Grpc | Http | Https | Soap));
                network.is_some() && !apart(call.caller()) && call.service().is_some_and(|it| !apart(it))
            };
            let calls: Vec<Call<'_>> = model.calls().filter(remote).collect();
            let callees = order::set(calls.iter().filter_map(|call| Some(call.service()?.name())));
            let Some(first) = calls.first().filter(|_| callees.len() > SATELLITES) else { return };
            let message = format!("a {}, but {} services are called over a network", style.value, callees.len());
            report.find(style.span, message).related(first.place(), "the first call").fix(fix);
        }
        Style::EventDriven => {
            let calls = model.calls().filter(|call| call.service().is_some()).count();
            if calls > 0 && model.events().next().is_none() && model.channels().next().is_none() {
                report.find(style.span, "nothing here is an event").fix(fix);
            }
        }
        Style::Microservices | Style::Serverless => {}
    }
}
