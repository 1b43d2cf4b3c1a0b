use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// The spec says that it is written in a version of the language that this engine does not know.
    ///
    /// ## Why
    /// Keys of a newer version are taken for mistakes, and what an older version meant may be read as something else.
    /// Every finding below is then in doubt.
    ///
    /// ## Example
    /// ```yaml bad
    /// architrave: 7
    /// #           ^ language version `7` is not known, this is version `1`
    /// name: shop
    /// ```
    /// ```yaml fixed
    /// architrave: 1
    /// name: shop
    /// ```
    /// ```yaml good
    /// name: shop
    /// ```
    ///
    /// ## Not a problem when
    /// No version is stated: the current one is assumed.
    ///
    /// ## See
    /// seed 000:49 · Zalando #218
    id: "meta/unknown-version",
    severity: Warning,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::UnknownVersion, problem, report);
}
