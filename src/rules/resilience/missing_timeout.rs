use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// A synchronous call has no timeout.
    ///
    /// ## Why
    /// When the callee hangs, each request that waits for it keeps a thread, a connection and a user. Within minutes
    /// the caller has none left and is down too: a slow service takes its callers with it, one after the other.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    /// #           ^^^^^^^^ the call to `payments` has no timeout
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - to: payments
    ///         timeout: 2s
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - payments
    /// defaults:
    ///   call: { timeout: 1s }
    /// ```
    ///
    /// ## Not a problem when
    /// The call waits in a queue (`via: orders-queue`, `protocol: amqp`), or a policy under `defaults.call` says it.
    ///
    /// ## See
    /// seed 001:151 · seed 003:50
    id: "resilience/missing-timeout",
    severity: Error,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(callee) = call.callee() else { return };
    if call.timeout().is_some() || !call.is_synchronous() {
        return;
    }
    let finding = report.find(call.place(), format!("the call to `{}` has no timeout", callee.name()));
    if let Some(time) = call.fitting_timeout() {
        finding.fix(Fix::suggested(format!("Add a timeout of {time}"), call.set("timeout", &time.to_string())));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::{Options, check};
    use crate::spec::Spec;

    #[test]
    fn the_timeout_fits_between_the_callee_and_those_who_wait() {
        let fix = |limit: &str, own: &str, p99: &str| {
            let text = format!(
                "services:
  - {{ name: shop, calls: [{{ to: orders, timeout: {limit} }}] }}
  - {{ name: orders, calls: [{{ to: stock, retry: {own} }}] }}
  - {{ name: stock, latency: {{ p99: {p99} }} }}
"
            );
            let found = check(&Spec::read(&text), &Options { only: Some(RULE.id), ..Options::default() });
            found.first().and_then(|it| Some(it.fixes.first()?.title.clone())).unwrap()
        };
        assert_eq!(fix("30s", "1", "100ms"), "Add a timeout of 2s");
        assert_eq!(fix("30s", "1", "3s"), "Add a timeout of 6s");
        assert_eq!(fix("1s", "1", "100ms"), "Add a timeout of 900ms");
        assert_eq!(fix("1s", "2", "100ms"), "Add a timeout of 400ms");
    }
}
