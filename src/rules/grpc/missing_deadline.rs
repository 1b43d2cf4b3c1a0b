use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::realtime::Streaming;

rule! {
    /// A procedure has no deadline where its neighbours have one.
    ///
    /// ## Why
    /// gRPC waits for ever unless it is told otherwise. A call that hangs keeps a stream, memory and the caller's patience,
    /// and goes on working after the caller has given up.
    ///
    /// ## Example
    /// ```yaml bad
    /// grpc:
    ///   - service: inventory
    ///     rpcs:
    ///       - { name: Reserve, deadline: 500ms }
    ///       - name: Release
    /// #             ^^^^^^^ `Release` has no deadline
    /// services: [inventory]
    /// ```
    /// ```yaml fixed
    /// grpc:
    ///   - service: inventory
    ///     rpcs:
    ///       - { name: Reserve, deadline: 500ms }
    ///       - name: Release
    ///         deadline: 1s
    /// services: [inventory]
    /// ```
    /// ```yaml good
    /// grpc:
    ///   - service: inventory
    ///     rpcs:
    ///       - { name: Reserve, deadline: 500ms }
    ///       - { name: Watch, streaming: server }
    /// services: [inventory]
    /// ```
    ///
    /// ## Not a problem when
    /// It is a stream that is meant to stay open. Where no procedure has a deadline, the timeouts of the calls to it count.
    ///
    /// ## See
    /// seed 003:50 · seed 000:45 · seed 001:151
    id: "grpc/missing-deadline",
    severity: Warning,
    stage: Review,
    visit: Grpc(check),
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    let rpcs = grpc.at.value.rpcs.items();
    if rpcs.iter().all(|rpc| rpc.deadline.is_none()) {
        return;
    }
    for rpc in rpcs {
        let streams = rpc.streaming.as_ref().is_some_and(|it| it.value != Streaming::None);
        let Some(name) = rpc.name.as_ref().filter(|_| rpc.deadline.is_none() && !streams) else { continue };
        let edits = grpc.model.spec.set(rpc, "deadline", "1s");
        report
            .find(name.span, format!("`{}` has no deadline", crate::spec::read::shorten(&name.value)))
            .fix(Fix::suggested("Give it a deadline of 1s", edits));
    }
}
