use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// A roadmap for production names no risk at all.
    ///
    /// ## Why
    /// Every plan has some. Where none is written down nobody has looked, and the first delay comes as a surprise to
    /// those who promised the date.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// roadmap:
    /// #^^^^^^ what may go wrong on the way?
    ///   - { phase: Shop, duration: 6w }
    ///   - { phase: Payments, duration: 8w }
    /// ```
    /// ```yaml good
    /// stage: production
    /// roadmap:
    ///   - { phase: Shop, duration: 6w }
    ///   - { phase: Payments, duration: 8w, risks: [The bank's sandbox is late.] }
    /// ```
    ///
    /// ## Not a problem when
    /// A risk is named under `risks` or in a phase, or the roadmap has one phase only.
    ///
    /// ## See
    /// seed 000:29 · seed 002:47
    id: "docs/missing-risks",
    severity: Info,
    stage: Production,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(roadmap) = model.system().roadmap.as_ref().filter(|it| it.value.0.len() > 1) else { return };
    let known = model.phases().any(|phase| !phase.at.value.risks.items().is_empty());
    if !known && model.system().risks.items().is_empty() {
        report.find(roadmap.key, "what may go wrong on the way?");
    }
}
