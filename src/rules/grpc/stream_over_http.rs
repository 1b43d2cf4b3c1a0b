use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::service::Protocol;
use crate::text::Edit;

rule! {
    /// A procedure that takes a stream is called over plain HTTP.
    ///
    /// ## Why
    /// A transcoding gateway turns a JSON request into one message. It has no way to go on sending while the answer is
    /// already coming, so that the stream is cut after its first message or refused.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: gateway
    ///     kind: gateway
    ///     calls:
    ///       - { to: uploads, protocol: http, rpc: Uploads.Send, timeout: 1s }
    /// #                                ^^^^ plain HTTP cannot carry the stream that `Send` takes
    ///   - uploads
    /// grpc:
    ///   - { service: uploads, rpcs: [Send(stream Chunk) returns (Receipt)] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: gateway
    ///     kind: gateway
    ///     calls:
    ///       - { to: uploads, protocol: grpc, rpc: Uploads.Send, timeout: 1s }
    ///   - uploads
    /// grpc:
    ///   - { service: uploads, rpcs: [Send(stream Chunk) returns (Receipt)] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: gateway
    ///     kind: gateway
    ///     calls:
    ///       - { to: uploads, protocol: http, rpc: Uploads.Watch, timeout: 1s }
    ///   - uploads
    /// grpc:
    ///   - { service: uploads, rpcs: [Watch(Upload) returns (stream Progress)] }
    /// ```
    ///
    /// ## Not a problem when
    /// Only the answer streams: a gateway can pass that on in chunks.
    ///
    /// ## See
    /// seed 000:45 · seed 000:69 · gRPC transcoding, google.api.http
    id: "grpc/stream-over-http",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let protocol = call.at.value.protocol.as_ref();
    let Some(protocol) = protocol.filter(|it| matches!(it.value, Protocol::Http | Protocol::Https)) else { return };
    let (Some(rpc), Some(procedure)) = (&call.at.value.rpc, call.procedure()) else { return };
    if !procedure.client_streaming {
        return;
    }
    let message = format!("plain HTTP cannot carry the stream that `{}` takes", super::short(procedure.name));
    report
        .find(protocol.span, message)
        .related(rpc.span, "what is called")
        .fix(Fix::suggested("Call it over gRPC", vec![Edit::replace(protocol.span, Protocol::Grpc.word())]));
}
