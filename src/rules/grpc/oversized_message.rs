use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::value::Size;

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
    /// #                                              ^^^^ messages above 4MB are refused
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

/// What an implementation takes that was told nothing.
const UNTOLD: Size = Size(4 << 20);

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    let stated = grpc.at.value.max_message.as_ref();
    let limit = stated.map_or(UNTOLD, |it| it.value);
    let sizes = || grpc.at.value.rpcs.items().iter().filter_map(|rpc| rpc.size.as_ref());
    let Some(largest) = sizes().map(|it| it.value).max() else { return };
    for size in sizes().filter(|it| it.value > limit) {
        let named = stated.map_or_else(|| "4MB".to_owned(), |it| it.value.to_string());
        let finding = report.find(size.span, format!("messages above {named} are refused"));
        if let Some(stated) = stated {
            finding.related(stated.span, "the limit");
        }
        finding.fix(Fix::suggested(
            format!("Let both sides take {largest}"),
            grpc.set("max_message", &largest.to_string()),
        ));
    }
}
