use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::value::Duration;

rule! {
    /// A call with its retries may outlast the request that it belongs to.
    ///
    /// ## Why
    /// The endpoint has answered with a failure by the time the last attempt starts. That attempt can help nobody
    /// any more, but it still loads a callee that is in trouble already.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /orders, timeout: 2s }
    ///     calls:
    ///       - { to: payments, timeout: 1s, retry: { attempts: 3 }, during: [POST /orders] }
    /// #             ^^^^^^^^ may take 3s, but `POST /orders` ends after 2s
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /orders, timeout: 2s }
    ///     calls:
    ///       - { to: payments, timeout: 1s, retry: { attempts: 2 }, during: [POST /orders] }
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api:
    ///       - { method: POST, path: /orders, timeout: 2s }
    ///     calls:
    ///       - { to: payments, timeout: 600ms, retry: { attempts: 3 }, during: [POST /orders] }
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// The call happens outside a request; `during` names the event or job. Only calls that say during which endpoint
    /// they happen are compared with that endpoint, the others with the service's own `timeout`.
    ///
    /// ## See
    /// seed 001:151 · seed 002:10
    id: "resilience/timeout-over-budget",
    severity: Warning,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(longest) = call.longest().filter(|_| call.is_synchronous()) else { return };
    let Some((what, budget)) = call.request_budgets().into_iter().min_by_key(|(_, budget)| budget.value) else {
        return;
    };
    if longest <= budget.value {
        return;
    }
    let finding = report.find(call.place(), format!("may take {longest}, but {what} ends after {}", budget.value));
    finding
        .related(budget.span, "the time for the whole request")
        .step(format!("{}: {} = {longest}", call.label(), call.longest_in_words()))
        .step(format!("{longest} > {} of {what}", budget.value));
    if let Some(times) = call.attempts_within(budget.value) {
        finding.fix(call.try_times(times));
    }
    let waits = call.retry().map_or(0, |retry| retry.waits().0);
    let each = Duration(budget.value.0.saturating_sub(waits) / call.attempts()).within();
    let fits =
        call.callee_p99().is_none_or(|it| it.value <= each) && call.callee_need().is_none_or(|it| it.time < each);
    if fits && each.0 > 0 {
        finding.fix(Fix::suggested(format!("Wait {each} each time"), call.set("timeout", &each.to_string())));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn a_service_s_own_limit_holds_for_calls_that_say_no_more() {
        expect(
            &RULE,
            "services:
  - name: orders
    timeout: 1s
    calls: [{ to: payments, timeout: 2s }]
#                 ^^^^^^^^ may take 2s, but a request to `orders` ends after 1s
  - payments
",
        );
    }

    #[test]
    fn work_outside_requests_has_no_budget() {
        silent(
            &RULE,
            "services:
  - name: orders
    timeout: 1s
    jobs: [nightly run]
    calls: [{ to: payments, timeout: 2s, during: [nightly run] }]
  - payments
",
        );
    }
}
