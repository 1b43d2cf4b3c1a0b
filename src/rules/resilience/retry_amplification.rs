use crate::lint::Report;
use crate::model::{self, Model};
use crate::rule::{Fix, rule};

rule! {
    /// Retries on several layers multiply.
    ///
    /// ## Why
    /// Three layers of three attempts turn one request into twenty-seven at the bottom, exactly when the bottom is
    /// already failing. The retries keep down what might have recovered.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop
    ///     calls: [{ to: orders, retry: 3 }]
    /// #                 ^^^^^^ 1 request may become 27 along shop → orders → payments → bank
    ///   - name: orders
    ///     calls: [{ to: payments, retry: 3 }]
    ///   - name: payments
    ///     calls: [{ to: bank, retry: 3 }]
    /// integration_points: [bank]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop
    ///     calls: [{ to: orders, retry: false }]
    ///   - name: orders
    ///     calls: [{ to: payments, retry: false }]
    ///   - name: payments
    ///     calls: [{ to: bank, retry: 3 }]
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shop
    ///     calls: [{ to: orders }]
    ///   - name: orders
    ///     calls: [{ to: payments, retry: 3 }]
    ///   - name: payments
    ///     calls: [{ to: bank, retry: 3 }]
    /// integration_points: [bank]
    /// ```
    ///
    /// ## Not a problem when
    /// The product along each way stays at nine or below. Retry at one layer, best the one next to what fails, and let
    /// the others pass the failure on.
    ///
    /// ## See
    /// seed 002:52 · seed 000:75 · Google, Site Reliability Engineering, chapter 22
    id: "resilience/retry-amplification",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

/// Two layers of three attempts are still common and survivable.
const LIMIT: u64 = 9;

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let attempts = |call: model::Call<'_>| if call.is_synchronous() { call.attempts() } else { 1 };
    for (product, chain) in model.heaviest_chains(attempts, u64::saturating_mul) {
        let retried = |call: &&model::Call<'_>| call.attempts() > 1;
        let (Some(first), Some(last)) =
            (chain.iter().position(|it| it.attempts() > 1), chain.iter().rposition(|it| it.attempts() > 1))
        else {
            continue;
        };
        let chain = chain.get(first..=last).unwrap_or_default();
        let Some(head) = chain.first().filter(|_| product > LIMIT && chain.len() > 1) else { continue };
        let names = [head.caller().name()].into_iter().chain(chain.iter().filter_map(|it| Some(it.callee()?.name())));
        let finding = report.find(head.place(), format!("1 request may become {product} along {}", model::path(names)));
        let factors: Vec<String> = chain.iter().filter(retried).map(|call| call.attempts().to_string()).collect();
        for call in chain.iter().filter(retried) {
            finding.step(format!("{}: {} attempts", call.label(), call.attempts()));
            if call.place() != head.place() {
                finding.related(call.place(), format!("tried {} times here", call.attempts()));
            }
        }
        finding.step(format!("{} = {product} > {LIMIT}", factors.join(" × ")));
        // The layer next to what fails knows best whether another try helps.
        let others = chain.iter().rev().filter(retried).skip(1);
        let edits = others.flat_map(|call| call.try_times(1).edits).collect();
        let title = chain.last().map(|last| format!("Retry only {}", last.label())).unwrap_or_default();
        finding.fix(Fix::suggested(title, edits));
    }
}
