use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;

rule! {
    /// A client outside calls a service that the outside does not reach.
    ///
    /// ## Why
    /// It works on the developer's machine and nowhere else; or somebody opens the network to make it work, and an
    /// interface that trusts its callers is public.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: app
    ///     kind: frontend
    ///     calls:
    ///       - { to: ledger }
    /// #             ^^^^^^ `app` runs outside and cannot reach `ledger`, which is not public
    ///   - { name: ledger, public: false }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: app
    ///     kind: frontend
    ///     calls:
    ///       - { to: ledger, via: gateway }
    ///   - { name: ledger, public: false }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: app, kind: frontend, calls: [shop] }
    ///   - { name: shop, kind: bff, calls: [ledger] }
    ///   - { name: ledger, public: false }
    /// ```
    ///
    /// ## Not a problem when
    /// The call goes through a gateway (`via: gateway`), or what looks like a client runs inside: then it is no
    /// `frontend`.
    ///
    /// ## See
    /// seed 000:69 · seed 000:71 · seed 000:105
    id: "arch/internal-call-from-client",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (caller, Some(callee)) = (call.caller(), call.service()) else { return };
    let Some(public) = callee.at.value.public.as_ref().filter(|public| !public.value) else { return };
    if caller.kind() == ServiceKind::Frontend && call.via.is_none() {
        let (caller, callee) = (caller.name(), callee.name());
        report
            .find(call.place(), format!("`{caller}` runs outside and cannot reach `{callee}`, which is not public"))
            .related(public.span, format!("`{callee}` is not public"))
            .fix(Fix::suggested("Go through the gateway", call.set("via", "gateway")));
    }
}
