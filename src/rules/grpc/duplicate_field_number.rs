use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};

rule! {
    /// Two fields of a message have the same number, or one has a number that is taken out of use.
    ///
    /// ## Why
    /// On the wire a field is its number. Two fields with one number overwrite each other; a number that was reserved still
    /// means the old field to everybody who has not been updated.
    ///
    /// ## Example
    /// ```yaml bad
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         reserved 3;
    ///         string id = 1;
    ///         int32 stock = 1;
    /// #             ^^^^^ number 1 is that of `id`
    ///         string colour = 3;
    /// #              ^^^^^^ number 3 is reserved in `Item`
    ///         string shelf = 19001;
    /// #              ^^^^^ numbers 19000 to 19999 belong to Protocol Buffers itself
    ///       }
    /// services: [inventory]
    /// ```
    /// ```yaml fixed
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         reserved 3;
    ///         string id = 1;
    ///         int32 stock = 4;
    ///         string colour = 5;
    ///         string shelf = 6;
    ///       }
    /// services: [inventory]
    /// ```
    /// ```yaml good
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         reserved 3;
    ///         string id = 1;
    ///         int32 stock = 2;
    ///       }
    ///       message Shelf { string id = 1; }
    /// services: [inventory]
    /// ```
    ///
    /// ## Not a problem when
    /// It never is.
    ///
    /// ## See
    /// seed 000:45 · seed 000:86 · Protocol Buffers Language Guide, Assigning Field Numbers
    id: "grpc/duplicate-field-number",
    severity: Error,
    stage: Draft,
    visit: Grpc(check),
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    for message in &grpc.definition().messages {
        let mut given: Vec<i32> = Vec::new();
        for (index, field) in message.fields.iter().enumerate() {
            let number = field.number;
            let first = message.fields.iter().take(index).find(|other| other.number == number);
            let reserved = message.reserved.iter().any(|(low, high)| (*low..=*high).contains(&number));
            let text = match first {
                Some(first) => format!("number {number} is that of `{}`", super::short(&first.name.text)),
                None if reserved => format!("number {number} is reserved in `{}`", super::short(&message.name.text)),
                None if (19_000..=19_999).contains(&number) => {
                    "numbers 19000 to 19999 belong to Protocol Buffers itself".to_owned()
                }
                None => continue,
            };
            let finding = report.find(grpc.locate(field.name.span), text);
            if let Some(first) = first {
                finding.related(grpc.locate(first.name.span), "the other field");
            }
            if let Some(free) = message.next_free(&given) {
                given.push(free);
                let edits = grpc.write_over(field.number_span, free.to_string());
                finding.fix(Fix::suggested(format!("Give it number {free}"), edits));
            }
        }
    }
}
