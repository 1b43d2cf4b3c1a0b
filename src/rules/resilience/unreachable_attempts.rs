use crate::lint::Report;
use crate::model::Call;
use crate::rule::rule;

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
    ///     calls: [{ to: stock, timeout: 1s, retry: { attempts: 6, backoff: exponential, delay: 1s, for: 10s } }]
    /// #                                                                                                 ^^^ the waits between 6 attempts are 31s, but all of it ends after 10s
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
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(retry) = call.retry() else { return };
    let (Some(attempts), Some(whole)) = (&retry.attempts, &retry.r#for) else { return };
    let waits = retry.waits();
    if waits <= whole.value {
        return;
    }
    let count = attempts.value;
    let first = retry.delay.as_ref().map_or_else(String::new, |it| it.value.to_string());
    let how = retry.backoff.as_ref().map_or("fixed", |it| it.value.word());
    report
        .find(
            whole.span,
            format!("the waits between {count} attempts are {waits}, but all of it ends after {}", whole.value),
        )
        .related(attempts.span, "the attempts")
        .step(format!("{} waits, the first {first}, {how}: {waits}", count.saturating_sub(1)))
        .step(format!("{waits} > {}", whole.value));
}
