use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A call is retried although doing it twice is not the same as doing it once.
    ///
    /// ## Why
    /// A timeout does not say whether the work was done. The second attempt then takes the money again, sends the
    /// mail again, creates the second order, and nobody can tell which of the two was meant.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, endpoint: POST /payments, retry: 3 }
    /// #                                                        ^ retries `POST /payments`, which may then happen twice
    ///   - name: payments
    ///     api: [POST /payments]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, endpoint: POST /payments, retry: 3 }
    ///   - name: payments
    ///     api: [{ method: POST, path: /payments, idempotency: key }]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, endpoint: 'PUT /payments/{id}', retry: 3 }
    ///   - name: payments
    ///     api: ['PUT /payments/{id}']
    /// ```
    ///
    /// ## Not a problem when
    /// The callee recognises a repetition: by a key (`idempotency: key`) or by what the request says
    /// (`idempotency: natural`). Where the callee is another company's, say it on the call; of those calls only the ones that
    /// carry card data and are repeated without an answer (`timeout`) are looked at.
    ///
    /// ## See
    /// seed 001:27 · seed 001:29 · seed 003:66 · Zalando #229, #230
    id: "resilience/unsafe-retry",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

/// Whether a payment may have been made although no answer came. Where retries are for `503` only, it has not.
fn may_pay_twice(call: Call<'_>) -> bool {
    const PAYS: [&str; 4] = ["card", "cards", "payment", "payments"];
    let unanswered = |code: &str| matches!(code, "timeout" | "500" | "502" | "504" | "5xx" | "5XX");
    let after = call.retry().map(|retry| retry.on.items()).unwrap_or_default();
    let pays = call.data.items().iter().any(|class| PAYS.contains(&class.value.as_str()));
    pays && (after.is_empty() || after.iter().any(|code| unanswered(&code.value)))
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    if call.attempts() < 2 || !call.is_synchronous() {
        return;
    }
    let Some(policy) = call.retry_policy() else { return };
    if let Some(external) = call.external().filter(|_| call.is_idempotent().is_none() && may_pay_twice(call)) {
        let message = format!("retries at `{}`, which may then charge twice", super::brief(external.name()));
        let fix = Fix::suggested("Say that a key makes it safe", call.set("idempotency", "key"));
        report.find(call.place(), message).related(policy.span, "retried by this policy").fix(fix);
        return;
    }
    if call.is_idempotent() != Some(false) {
        return;
    }
    let what = match (&call.endpoint, &call.rpc) {
        (Some(endpoint), _) => endpoint.value.to_string(),
        (None, Some(rpc)) => rpc.value.clone(),
        (None, None) => return,
    };
    // A policy that all calls share is mended at the call that it does not suit.
    let own = call.at.span.contains(policy.span);
    let place = if own { policy.span } else { call.place() };
    let finding = report.find(place, format!("retries `{what}`, which may then happen twice"));
    if let Some(target) = call.target() {
        finding.related(target.heading(), "no key tells a repetition from a new request");
        finding.fix(Fix::suggested("Recognise repetitions by a key", target.set("idempotency", "key")));
    } else if call.endpoint.is_some() {
        finding.fix(Fix::suggested("Say that a key makes it safe", call.set("idempotency", "key")));
    }
    if !own {
        finding.related(policy.span, "retried by this policy");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn remote_procedures_count_where_they_say_that_they_are_not_idempotent() {
        expect(
            &RULE,
            "services:
  - name: orders
    calls: [{ to: stock, rpc: Stock.Reserve, retry: 2 }]
#                                                   ^ retries `Stock.Reserve`, which may then happen twice
  - stock
grpc:
  - service: stock
    rpcs: [{ name: Reserve, request: Empty, response: Empty, idempotent: false }]
schemas: { Empty: { id: uuid } }
",
        );
    }

    #[test]
    fn what_is_not_stated_is_not_judged() {
        silent(
            &RULE,
            "services:
  - name: orders
    calls: [{ to: stock, retry: 3 }, { to: stock, rpc: Stock.Reserve, retry: 3 }]
  - stock
",
        );
    }

    #[test]
    fn payments_at_others_are_not_tried_again_without_a_key() {
        let call = |rest: &str| {
            format!(
                "integration_points: [bank]\nservices:\n  - name: shop\n    calls:\n      - {{ to: bank, data: [card], {rest} }}\n"
            )
        };
        let mark = "#             ^^^^ retries at `bank`, which may then charge twice\n";
        expect(&RULE, &(call("retry: { attempts: 3, on: [503, timeout] }") + mark));
        silent(&RULE, &call("retry: { attempts: 3, on: [503] }"));
        silent(&RULE, &call("retry: 3, idempotency: key"));
    }
}
