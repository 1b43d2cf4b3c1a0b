use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Fewer calls may be under way than the load keeps busy.
    ///
    /// ## Why
    /// A bulkhead holds the calls that wait. When answers take as long as the callee says they may, the calls that the
    /// load brings do not fit, and the caller refuses its own requests while the callee works as promised.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     instances: 2
    ///     calls: [{ to: payments, rate: 100/s, bulkhead: 20 }]
    /// #                                                  ^^ 2 × 20 calls may be under way, 100/s that take 500ms keep 50 busy
    ///   - { name: payments, latency: { p99: 500ms } }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     instances: 2
    ///     calls: [{ to: payments, rate: 100/s, bulkhead: 25 }]
    ///   - { name: payments, latency: { p99: 500ms } }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     instances: 2
    ///     calls: [{ to: payments, rate: 100/s, bulkhead: 40 }]
    ///   - { name: payments, latency: { p99: 500ms } }
    /// ```
    ///
    /// ## Not a problem when
    /// Rate, instances or the callee's latency are not stated, or the callee says a median that fits.
    ///
    /// ## See
    /// seed 001:9 · seed 002:45 · seed 002:52 · Little's law
    id: "scale/narrow-bulkhead",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (Some(bulkhead), Some(rate)) = (&call.at.value.bulkhead, &call.at.value.rate) else { return };
    let (Some(instances), Some(answer)) = (call.caller().max_instances(), call.callee_p99()) else { return };
    if rate.by.is_some() || !call.is_synchronous() {
        return;
    }
    let busy = (rate.per_second() * answer.value.as_seconds() - 1e-9).ceil() as u64;
    let room = instances.saturating_mul(bulkhead.value);
    if busy <= room {
        return;
    }
    let each = bulkhead.value;
    let message = format!(
        "{instances} × {each} calls may be under way, {} that take {} keep {busy} busy",
        rate.value, answer.value
    );
    let needed = busy.div_ceil(instances.max(1));
    report
        .find(bulkhead.span, message)
        .related(rate.span, "how often it is called")
        .related(answer.span, "how long an answer takes")
        .step(format!("{} × {} at p99 = {busy} calls at once", rate.value, answer.value))
        .step(format!("{instances} instances × {each} = {room} < {busy}"))
        .fix(Fix::suggested(format!("Allow {needed} at once"), vec![Edit::replace(bulkhead.span, needed.to_string())]));
}
