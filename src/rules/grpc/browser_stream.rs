use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::ServiceKind;

rule! {
    /// A page in a browser sends a stream to a gRPC service.
    ///
    /// ## Why
    /// A gateway can translate single calls and answers that stream for a browser. It cannot translate a stream that the
    /// browser sends: the page has no means to send one.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop-web
    ///     kind: frontend
    ///     serves: [web]
    ///     calls:
    ///       - { to: uploads, protocol: grpc, rpc: Uploads.Send, via: gateway, timeout: 1s }
    /// #                                           ^^^^^^^^^^^^ a browser cannot send the stream that `Send` takes
    ///   - uploads
    /// grpc:
    ///   - { service: uploads, rpcs: [{ name: Send, streaming: client }] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop-web
    ///     kind: frontend
    ///     serves: [web]
    ///     calls:
    ///       - { to: uploads, protocol: grpc, rpc: Uploads.Send, via: gateway, timeout: 1s }
    ///   - uploads
    /// grpc:
    ///   - { service: uploads, rpcs: [{ name: Send, streaming: none }] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shop-web
    ///     kind: frontend
    ///     serves: [web]
    ///     calls:
    ///       - { to: uploads, protocol: grpc, rpc: Uploads.Watch, via: gateway, timeout: 1s }
    ///   - uploads
    /// grpc:
    ///   - { service: uploads, rpcs: [{ name: Watch, streaming: server }] }
    /// ```
    ///
    /// ## Not a problem when
    /// The caller is an app and no page.
    ///
    /// ## See
    /// seed 000:45 · seed 000:69 · gRPC-Web
    id: "grpc/browser-stream",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let caller = call.caller();
    let in_browser = caller.at.value.serves.items().iter().any(|it| matches!(it.value.as_str(), "web" | "browser"));
    let Some(rpc) = call.at.value.rpc.as_ref().filter(|_| caller.kind() == ServiceKind::Frontend && in_browser) else {
        return;
    };
    let Some(procedure) = call.procedure().filter(|it| it.client_streaming) else { return };
    // A call that nothing translates has its own finding.
    if call.at.value.via.is_some() {
        let service = call.service().map(|it| it.name());
        let apis = call.caller().model.grpc().filter(|it| it.service_name() == service);
        let edits = apis.flat_map(|it| it.take_single(procedure.name)).collect();
        report
            .find(rpc.span, format!("a browser cannot send the stream that `{}` takes", super::short(procedure.name)))
            .fix(Fix::suggested("Take each message by itself", edits));
    }
}
