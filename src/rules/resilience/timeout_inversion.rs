use crate::lint::Report;
use crate::model::{Call, Need};
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Duration;

rule! {
    /// A caller gives up before its callee can have finished.
    ///
    /// ## Why
    /// The caller reports a failure while the callee still works, and often succeeds: the card is charged, the order
    /// is not placed. The caller's retry then starts the work a second time, on a system that is already slow.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, timeout: 1s }
    /// #                                ^^ `orders` waits 1s for `payments`, which may need 1600ms
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 800ms, retry: { attempts: 2 } }
    /// integration_points: [bank]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, timeout: 2s }
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 800ms, retry: { attempts: 2 } }
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, timeout: 1s, endpoint: 'GET /payments/{id}' }
    ///   - name: payments
    ///     calls:
    ///       - { to: bank, timeout: 800ms, retry: { attempts: 2 }, during: [POST /payments] }
    /// integration_points: [bank]
    /// ```
    ///
    /// ## Not a problem when
    /// The slow call happens at another time: say when with `during`, which names endpoints, events or jobs. Work that
    /// an endpoint only accepts (`async`) does not count, and neither does a call without a timeout.
    ///
    /// The callee's need is what its endpoint's `timeout` allows, else its longest call with all attempts and the waits
    /// between them. Calls are added up only where a flow says that they come one after the other.
    ///
    /// ## See
    /// seed 001:151 · seed 003:50
    id: "resilience/timeout-inversion",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(budget), Some(callee), Some(need)) = (call.timeout(), call.service(), call.callee_need()) else { return };
    if need.time < budget.value {
        return;
    }
    let (caller, callee) = (call.caller().name(), callee.name());
    let message = format!("`{caller}` waits {} for `{callee}`, which may need {}", budget.value, need.time);
    let raised = need.time.above();
    let fix = Fix::suggested(format!("Wait {raised} for `{callee}`"), call.set("timeout", &raised.to_string()));
    let finding = report.find(call.timeout_place(), message);
    finding.fix(fix).fix(lower(call, &need));
    for then in &need.calls {
        let name = then.callee().map_or("?", |it| it.name());
        finding.related(then.place(), format!("`{callee}` waits here for `{name}`: {}", then.longest_in_words()));
        finding.step(format!("{} waits for {name}: {}", callee, then.longest_in_words()));
    }
    tell_total(&need, callee, finding);
    finding.step(format!("{caller} gives up after {}", budget.value));
    finding.step(format!("they cross at {caller} → {callee}: {} waited ≤ {} needed", budget.value, need.time));
}

fn tell_total(need: &Need<'_>, callee: &str, finding: &mut crate::lint::Finding) {
    match need.stated {
        Some(span) => {
            finding.related(span, format!("`{callee}` allows itself {}", need.time));
            finding.step(format!("{callee} allows itself {}", need.time));
        }
        None => {
            finding.step(format!("{callee} may need {} in all", need.time));
        }
    }
}

/// The other way: what the callee waits for in turn ends in time.
fn lower(call: Call<'_>, need: &Need<'_>) -> Fix {
    let Some(budget) = call.timeout().map(|it| Duration(it.value.0.saturating_sub(1)).within()) else {
        return Fix::suggested("", Vec::new());
    };
    let edits = match (need.stated, need.calls.as_slice()) {
        (Some(span), _) => vec![Edit::replace(span, budget.to_string())],
        (None, [then]) => then.attempts_within(budget).map_or_else(Vec::new, |times| then.try_times(times).edits),
        _ => Vec::new(),
    };
    Fix::suggested(format!("End within {budget}"), edits)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn waits_between_attempts_count_up_to_the_stated_end() {
        expect(
            &RULE,
            "services:
  - name: a
    calls: [{ to: b, timeout: 3500ms }]
#                             ^^^^^^ `a` waits 3500ms for `b`, which may need 3600ms
  - name: b
    calls: [{ to: c, timeout: 1s, retry: { attempts: 3, backoff: exponential, delay: 200ms } }]
  - c
",
        );
        silent(
            &RULE,
            "services:
  - name: a
    calls: [{ to: b, timeout: 3500ms }]
  - name: b
    calls: [{ to: c, timeout: 1s, retry: { attempts: 3, backoff: exponential, delay: 250ms, for: 3s } }]
  - c
",
        );
    }

    #[test]
    fn a_gateway_asks_only_the_service_that_answers() {
        silent(
            &RULE,
            "services:
  - name: shop
    calls: [{ to: gateway, timeout: 2s, endpoint: GET /v1/products }]
  - name: gateway
    kind: gateway
    calls: [{ to: catalog, timeout: 1s }, { to: orders, timeout: 6s }]
  - name: catalog
    api: [GET /v1/products]
  - name: orders
    api: [POST /v1/orders]
",
        );
    }

    #[test]
    fn a_flow_adds_up_what_comes_one_after_the_other() {
        let spec = |group: &str| {
            format!(
                "services:
  - name: web
    kind: gateway
    calls: [{{ to: orders, endpoint: POST /orders, timeout: 2s }}]
  - name: orders
    api: [POST /orders]
    calls: [{{ to: stock, timeout: 1500ms }}, {{ to: payments, timeout: 1s }}]
  - stock
  - payments
flows:
  - name: place order
    trigger: POST /orders
    steps:
      - {{ from: orders, to: stock{group} }}
      - {{ from: orders, to: payments{group} }}
"
            )
        };
        silent(&RULE, &spec(", parallel: both"));
        let marked = spec("").replacen("timeout: 2s }]\n", "timeout: 2s }]\n#                                                          ^^ `web` waits 2s for `orders`, which may need 2500ms\n", 1);
        expect(&RULE, &marked);
    }

    #[test]
    fn an_endpoint_that_only_accepts_work_needs_no_time() {
        silent(
            &RULE,
            "services:
  - name: web
    calls: [{ to: reports, endpoint: POST /reports, timeout: 1s }]
  - name: reports
    api: [{ method: POST, path: /reports, async: true }]
    calls: [{ to: warehouse, timeout: 30s }]
  - warehouse
",
        );
    }

    #[test]
    fn the_endpoint_s_own_limit_decides() {
        silent(
            &RULE,
            "services:
  - name: web
    calls: [{ to: orders, endpoint: POST /orders, timeout: 1s }]
  - name: orders
    api: [{ method: POST, path: /orders, timeout: 900ms }]
    calls: [{ to: stock, timeout: 2s }]
  - stock
",
        );
    }
}
