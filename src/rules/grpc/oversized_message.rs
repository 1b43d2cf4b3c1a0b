use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A message is larger than gRPC takes.
    ///
    /// ## Why
    /// Servers and clients refuse messages above 4 MB with `RESOURCE_EXHAUSTED` unless both were told another limit. Tests
    /// with small data pass; the largest customer is the first to fail.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [reports]
    /// grpc:
    ///   - service: reports
    ///     rpcs:
    ///       - { name: Export, streaming: none, size: 20MB }
    /// #                                              ^^^^ messages above 4MiB are refused unless it is told otherwise
    /// ```
    /// ```yaml fixed
    /// services: [reports]
    /// grpc:
    ///   - service: reports
    ///     rpcs:
    ///       - { name: Export, streaming: none, size: 20MB }
    ///     max_message: 20MB
    /// ```
    /// ```yaml good
    /// services: [reports]
    /// grpc:
    ///   - { service: reports, max_message: 32MB, rpcs: [{ name: Export, size: 20MB }, { name: Count, size: 1KB }] }
    /// ```
    ///
    /// ## Not a problem when
    /// `max_message` says the limit that both sides are given. Large answers are better cut into a stream.
    ///
    /// ## See
    /// seed 000:45 · gRPC channel arguments, GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH
    id: "grpc/oversized-message",
    severity: Error,
    stage: Draft,
    visit: Grpc(check),
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    let Some(limit) = grpc.largest_message() else { return };
    let sizes = || grpc.at.value.rpcs.items().iter().filter_map(|rpc| rpc.size.as_ref());
    let Some(largest) = sizes().map(|it| it.value).max() else { return };
    for size in sizes().filter(|it| it.value > limit.most) {
        let finding = report.find(size.span, format!("messages above {} are refused{}", limit.most, limit.unless()));
        finding.step(format!("{} > {}", size.value, limit.most));
        limit.explain(finding);
        finding.fix(Fix::suggested(
            format!("Let both sides take {largest}"),
            grpc.set("max_message", &largest.to_string()),
        ));
    }
}
