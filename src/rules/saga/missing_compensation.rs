use crate::lint::Report;
use crate::model::{Endpoint, Flow, parameter_name};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::Method;
use crate::spec::flow::Step;

rule! {
    /// A step of a saga cannot be taken back when a later step fails.
    ///
    /// ## Why
    /// No transaction spans the services. When the payment fails, the stock that was reserved before it stays reserved
    /// until somebody notices, and the two services tell different stories about the same order.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders, stock, payments]
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - orders -> stock: POST /reservations
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing takes this step back when a later one fails
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml fixed
    /// services: [orders, stock, payments]
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: stock, does: POST /reservations, compensate: "DELETE /reservations/{id}" }
    ///       - orders -> payments: POST /payments
    /// ```
    /// ```yaml good
    /// services: [orders, stock, payments]
    /// flows:
    ///   - name: place order
    ///     saga: orchestration
    ///     steps:
    ///       - { from: orders, to: stock, does: POST /reservations, compensate: 'DELETE /reservations/{id}' }
    ///       - orders -> payments: POST /payments
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing can fail after the step, it is repeated until it works (`retriable: true`), or it changes nothing
    /// (a `GET`, or `read_only: true`). Steps that publish or handle events are not judged, nor those that do not say
    /// what they do.
    ///
    /// ## See
    /// seed 000:73
    id: "saga/missing-compensation",
    severity: Error,
    stage: Review,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    if !flow.is_saga() {
        return;
    }
    let steps = flow.at.value.steps.items();
    for (index, step) in steps.iter().enumerate() {
        let later = steps.get(index + 1..).unwrap_or_default();
        let failing = later.iter().find(|later| flow.is_work(later) && !later.is_retriable());
        let Some(failing) = failing else { continue };
        if flow.is_work(step) && step.changes_something() && !step.is_retriable() && step.compensate.is_none() {
            let place = flow.model.line(step.span);
            let finding = report.find(place, "nothing takes this step back when a later one fails");
            finding.related(flow.model.line(failing.span), "this one may fail");
            if let Some(back) = way_back(flow, step) {
                let edits = flow.set_step(step, "compensate", &crate::yaml::quote(&back));
                finding.fix(Fix::suggested(format!("Take it back by `{}`", super::brief(&back)), edits));
            }
        }
    }
}

/// The operation that takes back what a step created: of those that the callee has, else the one that HTTP has for it.
fn way_back(flow: Flow<'_>, step: &Step) -> Option<String> {
    const VERBS: [&str; 9] =
        ["cancel", "cancellation", "release", "refund", "refunds", "void", "revert", "reverse", "undo"];
    let asked = step.endpoint().filter(|it| it.method == Method::Post)?;
    let callee = flow.model.service(&step.to.as_ref()?.value.0);
    let created = format!("{}/", asked.path.trim_end_matches('/'));
    let takes_back = |it: &Endpoint<'_>| {
        let rest: Vec<&str> = it.path().value.strip_prefix(&created).unwrap_or_default().split('/').collect();
        match (it.method(), rest.as_slice()) {
            (Method::Delete, [one]) => parameter_name(one).is_some(),
            (Method::Post, [one, verb]) => parameter_name(one).is_some() && VERBS.contains(verb),
            _ => false,
        }
    };
    let known = callee.and_then(|it| it.endpoints().find(takes_back));
    let unstated = callee.is_none_or(|it| it.endpoints().next().is_none());
    known.map(Endpoint::label).or_else(|| unstated.then(|| format!("DELETE {created}{{id}}")))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn the_request_that_starts_it_is_no_step_to_take_back() {
        silent(
            &RULE,
            "services: [{ name: web, kind: gateway }, orders, stock]
flows:
  - name: place order
    trigger: POST /orders
    actor: customer
    saga: true
    steps:
      - customer -> web: POST /orders
      - web -> orders: POST /orders
      - orders -> stock: POST /reservations
",
        );
    }

    #[test]
    fn reads_and_repeated_steps_need_none() {
        silent(
            &RULE,
            "services: [orders, stock, payments, mails]
flows:
  - name: place order
    saga: true
    steps:
      - orders -> stock: GET /levels
      - orders -> stock
      - { from: orders, to: payments, does: POST /payments }
      - { from: orders, to: mails, does: POST /mails, retriable: true }
      - orders => order.placed
",
        );
    }

    #[test]
    fn words_count_as_work() {
        expect(
            &RULE,
            "services: [orders]
integration_points: [bank, carrier]
flows:
  - name: place order
    saga: orchestration
    steps:
      - { from: orders, to: bank, does: charge the card, compensate: refund }
      - orders -> carrier: book a parcel
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing takes this step back when a later one fails
      - orders -> bank: settle
",
        );
    }
}
