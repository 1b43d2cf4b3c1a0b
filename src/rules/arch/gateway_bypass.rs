use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;

rule! {
    /// A client calls a service directly that stands behind a gateway.
    ///
    /// ## Why
    /// Whatever the gateway does for the service, it does not do here: sign-in, rate limits, routing to a new version.
    /// The service must do it all a second time, or it is missing.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: edge, kind: gateway, calls: [orders] }
    ///   - name: app
    ///     kind: frontend
    ///     calls:
    ///       - { to: orders }
    /// #             ^^^^^^ `app` calls `orders` past the gateway `edge`
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: edge, kind: gateway, calls: [orders] }
    ///   - name: app
    ///     kind: frontend
    ///     calls:
    ///       - { to: orders, via: gateway }
    ///   - orders
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: edge, kind: gateway, calls: [orders] }
    ///   - { name: app, kind: frontend, calls: [edge, uploads] }
    ///   - orders
    ///   - uploads
    /// ```
    ///
    /// ## Not a problem when
    /// The service is meant to be reached from outside too: say `public: true`.
    ///
    /// ## See
    /// seed 000:69 · seed 001:141-145
    id: "arch/gateway-bypass",
    severity: Warning,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (caller, Some(callee)) = (call.caller(), call.service()) else { return };
    let from_client = caller.kind() == ServiceKind::Frontend && call.via.is_none();
    if !from_client || callee.kind() != ServiceKind::Service || callee.at.value.public.is_some() {
        return;
    }
    let gateway = callee.callers().find(|other| other.caller().kind() == ServiceKind::Gateway);
    if let Some(forward) = gateway {
        let (name, gateway) = (callee.name(), forward.caller().name());
        report
            .find(call.place(), format!("`{}` calls `{name}` past the gateway `{gateway}`", caller.name()))
            .related(forward.place(), format!("`{gateway}` forwards to it"))
            .fix(Fix::suggested("Go through the gateway", call.set("via", "gateway")));
    }
}
