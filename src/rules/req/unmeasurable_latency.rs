use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::system::ConstraintKind;
use crate::spec::{At, Items};

rule! {
    /// A limit on response times has no number.
    ///
    /// ## Why
    /// "Fast" is measured by whoever complains. Nobody can test it, nobody can size for it, and it cannot be missed.
    ///
    /// ## Example
    /// ```yaml bad
    /// constraints:
    ///   - { kind: latency, text: Checkout must feel fast. }
    /// #                          ^^^^^^^^^^^^^^^^^^^^^^^^ how fast, in milliseconds, and for how many of 100?
    /// ```
    /// ```yaml fixed
    /// constraints:
    ///   - { kind: latency, text: "Checkout must feel fast: 99 of 100 requests within 500 ms." }
    /// ```
    /// ```yaml good
    /// constraints:
    ///   - { kind: latency, text: 99 of 100 checkouts within 500 ms. }
    /// ```
    ///
    /// ## Not a problem when
    /// It has a number, or `requirements: { quality: { latency: … } }` says it.
    ///
    /// ## See
    /// seed 002:10
    id: "req/unmeasurable-latency",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    if quality.is_some_and(|quality| quality.latency.is_some()) {
        return;
    }
    for constraint in model.system().constraints.items() {
        let is_latency = constraint.kind.as_ref().is_some_and(|it| it.value == ConstraintKind::Latency);
        let vague = |text: &&At<String>| !text.value.chars().any(|c| c.is_ascii_digit());
        if let Some(text) = constraint.text.as_ref().filter(vague).filter(|_| is_latency) {
            let measured =
                format!("{}: 99 of 100 requests within 500 ms.", text.value.trim_end().trim_end_matches('.'));
            report
                .find(text.span, "how fast, in milliseconds, and for how many of 100?")
                .fix(Fix::suggested("Say 500 ms for 99 of 100", model.spec.tree.replace(text.node, &measured)));
        }
    }
}
