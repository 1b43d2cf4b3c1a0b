use crate::lint::Report;
use crate::model::Call;
use crate::rule::rule;

rule! {
    /// The mesh tries a call again, and so does the caller.
    ///
    /// ## Why
    /// Neither knows of the other, and their attempts multiply: three times three are nine requests to a callee that is
    /// already down. The caller's timeout ends while the mesh is still trying.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     mesh: { product: istio, retry: 3 }
    ///     calls: [{ to: payments, timeout: 1s, retry: { attempts: 2, backoff: exponential } }]
    /// #                 ^^^^^^^^ the caller tries 2 times and the mesh 3 times: 6 attempts in all
    ///   - { name: payments, mesh: istio }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     mesh: { product: istio, retry: 3 }
    ///     calls: [{ to: payments, timeout: 1s, retry: false }]
    ///   - { name: payments, mesh: istio }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     mesh: istio
    ///     calls: [{ to: payments, timeout: 1s, retry: { attempts: 2, backoff: exponential } }]
    ///   - { name: payments, mesh: istio }
    /// ```
    ///
    /// ## Not a problem when
    /// Only one of the two tries again, or the mesh's own policy is not stated.
    ///
    /// ## See
    /// seed 000:70 · seed 002:52 · Istio, Traffic Management, Retries
    id: "resilience/doubled-retries",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let caller = call.caller();
    let Some(mesh) = caller.at.value.mesh.as_ref().filter(|_| call.is_synchronous()) else { return };
    let policy = mesh.value.retry.as_ref().and_then(|it| it.value.details());
    let Some(attempts) = policy.and_then(|it| it.attempts.as_ref()).filter(|it| it.value > 1) else { return };
    let own = call.attempts();
    if own < 2 || mesh.value.product.as_ref().is_some_and(|it| it.value == "none") {
        return;
    }
    let all = own.saturating_mul(attempts.value);
    let message = format!("the caller tries {own} times and the mesh {} times: {all} attempts in all", attempts.value);
    let mut fix = call.try_times(1);
    fix.title = "Leave it to the mesh".to_owned();
    report
        .find(call.place(), message)
        .related(attempts.span, "tried again here, too")
        .step(format!("{own} × {} = {all}", attempts.value))
        .fix(fix);
}
