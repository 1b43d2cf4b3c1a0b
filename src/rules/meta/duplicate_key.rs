use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// A mapping has the same key twice.
    ///
    /// ## Why
    /// Only one of the two values counts, and tools do not agree which. Whoever changes the other one sees no effect
    /// and no error.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     instances: 2
    ///     health: /health
    ///     instances: 4
    /// #   ^^^^^^^^^ the key `instances` is already there; the first one counts
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     instances: 2
    ///     health: /health
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     instances: 2
    ///   - name: payments
    ///     instances: 4
    /// ```
    ///
    /// ## Not a problem when
    /// A merge key brings a value that an own key hides: that is what merge keys are for.
    ///
    /// ## See
    /// seed 003:52-62 · YAML 1.2.2, 3.2.1.3
    id: "meta/duplicate-key",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::DuplicateKey, problem, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn the_later_entry_goes_with_its_separator() {
        for (text, mended) in [
            ("a: { name: b, name: c }\n", "a: { name: b }\n"),
            ("a: { name: b, name: c, d: e }\n", "a: { name: b, d: e }\n"),
            ("a: b\n# about a\na:\n  - c\n  - d\ne: f\n", "a: b\n# about a\ne: f\n"),
            ("a: b\na:\n", "a: b\n"),
            ("a: b\na: c", "a: b\n"),
        ] {
            let spec = crate::spec::Spec::read(text);
            let options = crate::lint::Options { only: Some(RULE.id), ..Default::default() };
            let edits: Vec<_> = crate::lint::check(&spec, &options)
                .into_iter()
                .flat_map(|it| it.fixes)
                .flat_map(|fix| fix.edits)
                .collect();
            assert_eq!(crate::text::apply(text, &edits), mended);
        }
    }
}
