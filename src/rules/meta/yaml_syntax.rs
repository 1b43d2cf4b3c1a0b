use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// The document is not YAML at this place.
    ///
    /// ## Why
    /// What cannot be read is not checked, drawn or exported. The rest of the document still is, so the design looks
    /// finished while a part of it is missing.
    ///
    /// ## Example
    /// ```yaml bad
    /// name: shop
    /// summary: "Takes and tracks orders.
    /// #        ^^^^^^^^^^^^^^^^^^^^^^^^^ this quote is never closed
    /// services:
    ///   - orders
    /// ```
    /// ```yaml fixed
    /// name: shop
    /// summary: "Takes and tracks orders."
    /// services:
    ///   - orders
    /// ```
    /// ```yaml good
    /// name: shop
    /// summary: 'The customer''s side: orders, carts'
    /// ```
    ///
    /// ## Not a problem when
    /// It always is one: a text with a colon, a bracket or a `#` in it becomes readable in quotes.
    ///
    /// ## See
    /// seed 003:52-62 · YAML 1.2.2
    id: "meta/yaml-syntax",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
    fix: Safe,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::Syntax, problem, report);
}
