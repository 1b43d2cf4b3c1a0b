use crate::lint::Report;
use crate::model::wire::{Reuse, reuses};
use crate::model::{Grpc, Versions};
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::proto::Field;

rule! {
    /// A field's number means something else than before, or nothing keeps it from doing so.
    ///
    /// ## Why
    /// On the wire a field is its number. Programs that were built before go on reading and writing the old one: a price
    /// becomes a count, silently. A number that is given up without `reserved` is given away again sooner or later.
    ///
    /// ## Example
    /// ```yaml before
    /// services: [inventory]
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         string id = 1;
    ///         string colour = 2;
    ///         string shelf = 3;
    ///         int32 stock = 4;
    ///       }
    /// ```
    /// ```yaml bad
    /// services: [inventory]
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    /// #             ^^^^ number 3 of `shelf` is free to be given to another field
    ///         string id = 1;
    ///         string colour = 2;
    ///         int64 stock = 4;
    ///       }
    /// ```
    /// ```yaml fixed
    /// services: [inventory]
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         reserved 3;
    ///         reserved "shelf";
    ///         string id = 1;
    ///         string colour = 2;
    ///         int64 stock = 4;
    ///       }
    /// ```
    /// ```yaml bad
    /// services: [inventory]
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         string id = 1;
    ///         double price = 2;
    /// #              ^^^^^ number 2 was `string colour`, and old programs still read it so
    ///         string shelf = 5;
    /// #              ^^^^^ `shelf` had number 3, and old programs still look for it there
    ///         int64 stock = 4;
    ///       }
    /// ```
    /// ```yaml fixed
    /// services: [inventory]
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         reserved 2;
    ///         reserved "colour";
    ///         string id = 1;
    ///         double price = 6;
    ///         string shelf = 3;
    ///         int64 stock = 4;
    ///       }
    /// ```
    /// ```yaml good
    /// services: [inventory]
    /// grpc:
    ///   - service: inventory
    ///     proto: |
    ///       message Item {
    ///         reserved 2, 3;
    ///         string id = 1;
    ///         int64 stock = 4;
    ///         double price = 5;
    ///       }
    /// ```
    ///
    /// ## Not a problem when
    /// The package has a new version, such as `shop.v2`, or both types are written alike (`int32` and `int64`). Without an
    /// earlier version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:45 · seed 000:86 · buf FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED, FIELD_WIRE_COMPATIBLE_TYPE
    id: "grpc/reused-field",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for (old, new) in versions.grpc() {
        for reuse in reuses(old, new) {
            let name = super::brief(&reuse.old.name.text);
            let number = reuse.old.number;
            match reuse.new {
                Some(now) if now.number != number => {
                    let message = format!("`{name}` had number {number}, and old programs still look for it there");
                    let free = reuse.message.fields.iter().all(|it| it.number != number);
                    let edits = new.write_over(now.number_span, number.to_string());
                    let fix = Fix::suggested(format!("Give it number {number} again"), edits);
                    report.find(new.locate(now.name.span), message).fixes.extend(free.then_some(fix));
                }
                Some(now) => {
                    let was = super::brief(&reuse.old.of);
                    let message = format!("number {number} was `{was} {name}`, and old programs still read it so");
                    let finding = report.find(new.locate(now.name.span), message);
                    if let Some(fix) = renumber(new, &reuse, now) {
                        finding.fix(fix);
                    }
                }
                None => {
                    let message = format!("number {number} of `{name}` is free to be given to another field");
                    let finding = report.find(new.locate(reuse.message.name.span), message);
                    if let Some(fix) = reserve(new, &reuse) {
                        finding.fix(fix);
                    }
                }
            }
        }
    }
}

/// Takes number and name out of use.
/// The fix that gives the new field a number of its own and reserves the old one.
fn renumber(api: Grpc<'_>, reuse: &Reuse<'_>, now: &Field) -> Option<Fix> {
    let (at, gap) = api.opening(&reuse.message.name)?;
    let (number, free) = (reuse.old.number, reuse.message.next_free(&[])?);
    let name = &reuse.old.name.text;
    let named = reuse.message.fields.iter().any(|it| it.name.text == *name);
    let named = if named { String::new() } else { format!("{gap}reserved \"{name}\";") };
    let mut edits = vec![Edit::insert(at, format!("{gap}reserved {number};{named}"))];
    edits.extend(api.write_over(now.number_span, free.to_string()));
    Some(Fix::suggested(format!("Give it number {free}"), edits))
}

fn reserve(api: Grpc<'_>, reuse: &Reuse<'_>) -> Option<Fix> {
    let (at, gap) = api.opening(&reuse.message.name)?;
    let (number, name) = (reuse.old.number, &reuse.old.name.text);
    let edit = Edit::insert(at, format!("{gap}reserved {number};{gap}reserved \"{name}\";"));
    Some(Fix::suggested(format!("Reserve number {number} and `{}`", super::brief(name)), vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent_since;

    #[test]
    fn what_is_written_alike_can_be_read_by_both() {
        let text = |fields: &str| {
            format!(
                "services: [inventory]\ngrpc:\n  - service: inventory\n    proto: |\n      enum State {{ OPEN = 0; }}\n      message Item {{ {fields} }}\n"
            )
        };
        let before = text("int32 stock = 1; bytes note = 2; int32 state = 3; repeated string tags = 4;");
        let after = text("uint64 stock = 1; string text = 2; State state = 3; repeated string labels = 4;");
        silent_since(&RULE, &before, &after);
    }
}
