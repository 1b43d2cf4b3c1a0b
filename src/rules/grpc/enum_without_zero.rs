use crate::lint::Report;
use crate::model::{Case, Grpc};
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::proto::Enum;

rule! {
    /// An enum has a meaning for zero, or has no zero at all.
    ///
    /// ## Why
    /// A field that was not set arrives as zero. Where zero means `PAID`, every order whose status was forgotten is paid.
    ///
    /// ## Example
    /// ```yaml bad
    /// grpc:
    ///   - service: orders
    ///     proto: |
    ///       enum Status {
    ///         PAID = 0;
    /// #       ^^^^ a `Status` that was never set reads as `PAID`
    ///         SHIPPED = 1;
    ///       }
    /// services: [orders]
    /// ```
    /// ```yaml fixed
    /// grpc:
    ///   - service: orders
    ///     proto: |
    ///       enum Status {
    ///         STATUS_UNSPECIFIED = 0;
    ///         PAID = 2;
    ///         SHIPPED = 1;
    ///       }
    /// services: [orders]
    /// ```
    /// ```yaml good
    /// grpc:
    ///   - service: orders
    ///     proto: |
    ///       enum Status {
    ///         STATUS_UNSPECIFIED = 0;
    ///         STATUS_PAID = 1;
    ///       }
    ///       enum Colour { NONE = 0; RED = 1; }
    /// services: [orders]
    /// ```
    ///
    /// ## Not a problem when
    /// The zero says that nothing is said: `…_UNSPECIFIED`, `UNKNOWN`, `NONE`, `DEFAULT`.
    ///
    /// ## See
    /// seed 000:45 · Google AIP-126 · Buf ENUM_ZERO_VALUE_SUFFIX
    id: "grpc/enum-without-zero",
    severity: Warning,
    stage: Review,
    visit: Grpc(check),
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    const NOTHING: [&str; 10] =
        ["UNSPECIFIED", "UNKNOWN", "NONE", "DEFAULT", "UNDEFINED", "INVALID", "NOT", "NO", "UNSET", "EMPTY"];
    let proto2 = grpc.at.value.proto.as_ref().is_some_and(|it| it.value.contains("proto2"));
    for of in grpc.definition().enums.iter().filter(|_| !proto2) {
        let Some((value, number)) = of.values.first() else { continue };
        let says_nothing = value.text.split('_').any(|word| NOTHING.contains(&word.to_ascii_uppercase().as_str()));
        let (name, first) = (super::brief(&of.name.text), super::brief(&value.text));
        let message = match number {
            0 if says_nothing => continue,
            0 => format!("a `{name}` that was never set reads as `{first}`"),
            _ => format!("the first value of `{name}` must be zero"),
        };
        let finding = report.find(grpc.locate(value.span), message);
        if let Some(fix) = put_zero(grpc, of) {
            finding.fix(fix);
        }
    }
}

/// The fix that puts a zero first that says nothing; a value that was zero gets the next free number.
fn put_zero(grpc: Grpc<'_>, of: &Enum) -> Option<Fix> {
    let (place, gap) = grpc.opening(&of.name)?;
    let plain = of.name.text.rsplit('.').next().unwrap_or_default();
    let zero = format!("{}_UNSPECIFIED", Case::Upper.spell(plain));
    if of.values.iter().any(|(name, _)| name.text == zero) {
        return None;
    }
    let mut edits = vec![Edit::insert(place, format!("{gap}{zero} = 0;"))];
    let mut next = of.values.iter().map(|(_, number)| *number).max()?.checked_add(1)?;
    for (at, _) in of.values.iter().enumerate().filter(|(_, (_, number))| *number == 0) {
        edits.extend(grpc.write_over(*of.number_spans.get(at)?, next.to_string()));
        next = next.checked_add(1)?;
    }
    Some(Fix::suggested(format!("Put `{}` first", super::short(&zero)), edits))
}
