use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};
use crate::value::embedded::find_slip;
use crate::value::proto::File;

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
    /// ```yaml fixed
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         string id = 1;
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
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    if let Some(problem) = &grpc.definition().problem {
        let finding = report.find(grpc.locate(problem.span), problem.message.clone());
        let text = grpc.at.value.proto.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
        let reads = |text: &str| File::read(text).problem.is_none();
        if let Some(slip) = find_slip(text, problem.span, &missing(text), reads) {
            finding.fix(Fix::suggested(slip.title, grpc.write_over(slip.part, slip.text)));
        }
    }
}

/// What a proto may lack: the end of a statement, or a number that no field or value of the text has.
fn missing(text: &str) -> Vec<String> {
    let numbers =
        text.split('=').skip(1).filter_map(|rest| rest.trim_start().split(|c: char| !c.is_ascii_digit()).next());
    let next = numbers.filter_map(|it| it.parse::<u32>().ok()).max().unwrap_or_default().saturating_add(1);
    vec![";".to_owned(), format!("{next}"), format!(" = {next}"), format!(" = {next};")]
}
