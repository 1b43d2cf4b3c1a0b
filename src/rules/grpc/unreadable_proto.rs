use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::rule;

rule! {
    /// A proto text is not written in its language.
    ///
    /// ## Why
    /// No code can be generated from it, on either side. What it was meant to say is not checked.
    ///
    /// ## Example
    /// ```yaml bad
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         string id = ;
    /// #                   ^ `;` cannot stand here in a proto text
    ///       }
    /// services: [inventory]
    /// ```
    /// ```yaml good
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item { string id = 1; }
    /// services: [inventory]
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 000:45 · Protocol Buffers Language Guide
    id: "grpc/unreadable-proto",
    severity: Error,
    stage: Draft,
    visit: Grpc(check),
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    if let Some(problem) = &grpc.definition().problem {
        report.find(grpc.locate(problem.span), problem.message.clone());
    }
}
