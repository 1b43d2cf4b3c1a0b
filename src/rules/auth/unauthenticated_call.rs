use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Services trust whoever reaches them.
    ///
    /// ## Why
    /// One container that is broken into may call everything in the name of everybody. That the network is internal
    /// stops nobody who is already in it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, auth: none }]
    /// #                                 ^^^^ `payments` cannot tell that it is `orders` who calls
    ///   - payments
    /// security:
    ///   service_to_service: none
    /// #                     ^^^^ services cannot tell who calls them
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, auth: mtls }]
    ///   - payments
    /// security:
    ///   service_to_service: mtls
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, mesh: linkerd, calls: [{ to: payments, auth: none }] }
    ///   - { name: payments, mesh: linkerd }
    /// ```
    ///
    /// ## Not a problem when
    /// A mesh around both services proves it for them, no service calls another, or nothing is said about it yet.
    ///
    /// ## See
    /// seed 000:96 · NIST SP 800-207
    id: "auth/unauthenticated-call",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    for call in model.calls() {
        let Some(auth) = call.at.value.auth.as_ref().filter(|auth| auth.value == "none") else { continue };
        // What others ask for at their own doors is theirs to decide.
        let Some(callee) = call.service() else { continue };
        if call.caller().mesh().is_some() && callee.mesh().is_some() {
            continue;
        }
        let message = format!("`{}` cannot tell that it is `{}` who calls", callee.name(), call.caller().name());
        report.find(auth.span, message).fix(Fix::suggested("Prove it by mTLS", vec![Edit::replace(auth.span, "mtls")]));
    }
    let policy = model.security().and_then(|it| it.service_to_service.as_ref());
    let speak = model.calls().any(|call| call.service().is_some());
    if let Some(policy) = policy.filter(|policy| policy.value == "none" && speak) {
        report
            .find(policy.span, "services cannot tell who calls them")
            .fix(Fix::suggested("Prove it by mTLS", vec![Edit::replace(policy.span, "mtls")]));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn who_calls_nobody_has_nothing_to_prove() {
        silent(&RULE, "services: [web, jobs]\nsecurity: { service_to_service: none }\n");
    }
}
