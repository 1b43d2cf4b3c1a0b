use crate::lint::Report;
use crate::model::{self, Model};
use crate::order;
use crate::rule::{Fix, rule};

rule! {
    /// A request waits for more than four calls in a row.
    ///
    /// ## Why
    /// Each hop adds its latency, its timeout and its own chance to fail. Five services of 99.9% make 99.5%, and a slow
    /// one at the end is felt by everybody in front of it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: shop, kind: gateway, calls: [orders] }
    /// #                                        ^^^^^^ a request waits for 5 calls in a row: shop → orders → stock → prices → rates → bank
    ///   - { name: orders, calls: [stock] }
    ///   - { name: stock, calls: [prices] }
    ///   - { name: prices, calls: [rates] }
    ///   - { name: rates, calls: [bank] }
    /// integration_points: [bank]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: shop, kind: gateway, calls: [orders] }
    ///   - { name: orders, calls: [stock] }
    ///   - { name: stock, calls: [prices] }
    ///   - { name: prices, calls: [{ to: rates, via: rates-queue }] }
    ///   - { name: rates, calls: [bank] }
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: shop, kind: gateway, calls: [orders] }
    ///   - { name: orders, calls: [stock] }
    ///   - { name: stock, calls: [prices] }
    ///   - { name: prices, calls: [{ to: rates, via: rate-requests }] }
    ///   - { name: rates, calls: [bank] }
    /// integration_points: [bank]
    /// ```
    ///
    /// ## Not a problem when
    /// A hop waits in a queue, or the calls belong to different requests: say `endpoint` and `during`.
    ///
    /// ## See
    /// seed 001:148-155
    id: "arch/deep-call-chain",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

/// Gateway, service, service, store of others: what a request may wait for in a row.
const MOST: u64 = 4;

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let step = |call: model::Call<'_>| u64::from(call.is_synchronous());
    let mut chains = model.heaviest_chains(step, u64::saturating_add);
    chains.retain(|(depth, _)| *depth > MOST);
    order::by_key(&mut chains, |(depth, _)| std::cmp::Reverse(*depth));
    let mut told: Vec<crate::text::Span> = Vec::new();
    for (depth, chain) in chains {
        let (Some(head), Some(last)) = (chain.first(), chain.last()) else { continue };
        // Ways in that end in the same tail have one cause.
        if told.contains(&last.place()) {
            continue;
        }
        told.push(last.place());
        let names = [head.caller().name()].into_iter().chain(chain.iter().filter_map(|it| Some(it.callee()?.name())));
        let message = format!("a request waits for {depth} calls in a row: {}", model::path(names));
        let finding = report.find(head.place(), message);
        for call in chain.iter().skip(1) {
            finding.related(call.place(), call.label());
        }
        // One hop less is enough only where there is one too many.
        let last = chain.iter().rev().find(|call| depth == MOST + 1 && call.may_wait_in_queue());
        if let Some(callee) = last.and_then(|call| call.callee()) {
            let edits = last.map(|call| call.queue()).unwrap_or_default();
            finding.fix(Fix::suggested(format!("Let what `{}` is to do wait in a queue", callee.name()), edits));
        }
    }
}
