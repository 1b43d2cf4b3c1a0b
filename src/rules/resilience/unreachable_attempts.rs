use crate::lint::Report;
use crate::model::Call;
use crate::rule::rule;
use crate::spec::service::Backoff;
use crate::value::Duration;

rule! {
    /// Retries end before the last attempt can begin.
    ///
    /// ## Why
    /// The waits alone are longer than the time for all attempts. The number of attempts says one thing and the clock
    /// another; people count on five tries and get three.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 6, backoff: exponential, delay: 3s, for: 10s } }]
    /// #                                                                                                 ^^^ the waits between 6 attempts are at least 15s, but all of it ends after 10s
    ///   - stock
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 4, backoff: exponential, delay: 3s, for: 10s } }]
    ///   - stock
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 4, backoff: exponential, delay: 1s, for: 10s } }]
    ///   - stock
    /// ```
    ///
    /// ## Not a problem when
    /// The waits fit, and only slow failures use the time up.
    ///
    /// ## See
    /// seed 002:52
    id: "resilience/unreachable-attempts",
    severity: Warning,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(retry) = call.retry() else { return };
    let (Some(attempts), Some(delay), Some(whole)) = (&retry.attempts, &retry.delay, &retry.r#for) else { return };
    if retry.backoff.as_ref().is_some_and(|it| it.value == Backoff::None) {
        return;
    }
    // Waits that grow may stop growing at some length; none is shorter than the first.
    let count = attempts.value.saturating_sub(1);
    let least = Duration(delay.value.0.saturating_mul(count));
    if least <= whole.value {
        return;
    }
    let (tries, end) = (attempts.value, whole.value);
    let fit = end.0 / delay.value.0.max(1) + 1;
    report
        .find(
            whole.span,
            format!("the waits between {tries} attempts are at least {least}, but all of it ends after {end}"),
        )
        .related(attempts.span, "the attempts")
        .step(format!("{count} waits × {} = {least} > {end}", delay.value))
        .fix(call.try_times(fit));
}
