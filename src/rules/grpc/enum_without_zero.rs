use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::rule;

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
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    const NOTHING: [&str; 10] =
        ["UNSPECIFIED", "UNKNOWN", "NONE", "DEFAULT", "UNDEFINED", "INVALID", "NOT", "NO", "UNSET", "EMPTY"];
    let proto2 = grpc.at.value.proto.as_ref().is_some_and(|it| it.value.contains("proto2"));
    for of in grpc.definition().enums.iter().filter(|_| !proto2) {
        let Some((value, number)) = of.values.first() else { continue };
        let says_nothing = value.text.split('_').any(|word| NOTHING.contains(&word.to_ascii_uppercase().as_str()));
        let (name, first) = (super::brief(&of.name.text), super::brief(&value.text));
        if *number != 0 {
            report.find(grpc.locate(value.span), format!("the first value of `{name}` must be zero"));
        } else if !says_nothing {
            report.find(grpc.locate(value.span), format!("a `{name}` that was never set reads as `{first}`"));
        }
    }
}
