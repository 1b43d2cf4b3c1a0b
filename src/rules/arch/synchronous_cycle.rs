use crate::lint::Report;
use crate::model::{self, Model, Party};
use crate::rule::{Fix, rule};

rule! {
    /// Services wait for each other in a circle.
    ///
    /// ## Why
    /// A request that comes back to the service where it began needs two of its threads. Under load the first half of
    /// all requests holds every thread and waits for the second half, which gets none: all services in the circle
    /// stop at once, and none of them can be started or deployed without the others.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - name: payments
    ///     calls: [customers]
    ///   - name: customers
    ///     calls: [orders]
    /// #           ^^^^^^ services wait in a circle: orders → payments → customers → orders
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - name: payments
    ///     calls: [customers]
    ///   - name: customers
    ///     calls: [{ to: orders, via: orders-queue }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - name: payments
    ///     calls: [customers]
    ///   - name: customers
    ///     subscribes: [order.created]
    /// ```
    ///
    /// ## Not a problem when
    /// One hop of the circle waits in a queue, or the calls belong to different requests. Say so with `endpoint` on
    /// the one call and `during` on the other: a call that happens during `GET /stock` is no answer to `POST /orders`.
    ///
    /// ## See
    /// seed 000:67 · seed 001:148-155
    id: "arch/synchronous-cycle",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for cycle in model.call_cycles() {
        let (Some(first), Some(last)) = (cycle.first(), cycle.last()) else { continue };
        let names = cycle.iter().map(|call| call.caller().name()).chain([first.caller().name()]);
        let finding = report.find(last.place(), format!("services wait in a circle: {}", model::path(names)));
        for call in cycle.iter().filter(|call| call.place() != last.place()) {
            finding.related(call.place(), format!("`{}` waits here", call.caller().name()));
        }
        for call in cycle.iter().rev().filter(|call| call.may_wait_in_queue()) {
            let callee = call.callee().map_or("", Party::name);
            finding.fix(Fix::suggested(format!("Let what `{callee}` is to do wait in a queue"), call.queue()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn calls_of_different_requests_are_no_circle() {
        silent(
            &RULE,
            "services:
  - name: orders
    api: [POST /orders, 'GET /orders/{id}']
    calls: [{ to: stock, endpoint: POST /reservations, during: [POST /orders] }]
  - name: stock
    api: [POST /reservations, POST /counts]
    calls: [{ to: orders, endpoint: 'GET /orders/{id}', during: [POST /counts] }]
",
        );
    }

    #[test]
    fn a_tangle_is_one_finding_with_its_shortest_circle() {
        expect(
            &RULE,
            "services:
  - name: a
    calls: [b, c]
  - name: b
    calls: [a, c]
#           ^ services wait in a circle: a → b → a
  - name: c
    calls: [a]
",
        );
    }

    #[test]
    fn a_hop_through_a_queue_breaks_the_circle() {
        silent(
            &RULE,
            "services:
  - name: a
    calls: [b]
  - name: b
    calls: [{ to: a, via: tasks }, b]
",
        );
    }
}
