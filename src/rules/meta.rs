//! The document itself: syntax, keys, types, names, and findings that the author keeps.

crate::rule::group! {
    alias_expansion
    bad_unit
    duplicate_key
    duplicate_name
    expired_ignore
    ignore_without_reason
    missing_key
    mixed_name_case
    placeholder_text
    unknown_key
    unknown_rule
    unknown_version
    unresolved_name
    unsafe_text
    unused_ignore
    unused_schema
    wrong_type
    yaml_syntax
}

use crate::lint::Report;
use crate::spec::{Problem, ProblemKind};

/// Turns a defect found while reading into a finding of the rule that answers for its kind.
fn tell(kind: ProblemKind, problem: &Problem, report: &mut Report<'_>) {
    if problem.kind != kind {
        return;
    }
    let finding = report.find(problem.span, problem.message.clone());
    for fix in &problem.fixes {
        finding.fix(fix.clone());
    }
    if let Some((span, part)) = &problem.related {
        finding.related(*span, part.clone());
    }
}
