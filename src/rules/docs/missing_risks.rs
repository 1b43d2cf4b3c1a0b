use crate::lint::Report;
use crate::model::Model;
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Edit;
use crate::yaml::quote;

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
    /// services:
    ///   - { name: shop, calls: [{ to: bank, endpoint: POST /payments }] }
    /// integration_points: [bank]
    /// roadmap:
    /// #^^^^^^ what may go wrong on the way?
    ///   - { phase: Shop, duration: 6w }
    ///   - { phase: Payments, duration: 8w }
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services:
    ///   - { name: shop, calls: [{ to: bank, endpoint: POST /payments }] }
    /// integration_points: [bank]
    /// roadmap:
    ///   - { phase: Shop, duration: 6w }
    ///   - { phase: Payments, duration: 8w }
    /// risks:
    ///   - { risk: bank does not answer }
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
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(roadmap) = model.system().roadmap.as_ref().filter(|it| it.value.0.len() > 1) else { return };
    let known = model.phases().any(|phase| !phase.at.value.risks.items().is_empty());
    if !known && model.system().risks.items().is_empty() {
        report
            .find(roadmap.key, "what may go wrong on the way?")
            .fix(Fix::suggested("Begin with the systems of others that requests wait for", risks(model)));
    }
}

/// The edits that list as a risk each system of others that something cannot do without.
fn risks(model: &Model<'_>) -> Vec<Edit> {
    let hard = order::set(model.calls().filter(|call| call.is_hard()).filter_map(|call| Some(call.external()?.name())));
    let risks: Vec<String> =
        hard.iter().map(|name| format!("  - {{ risk: {} }}", quote(&format!("{name} does not answer")))).collect();
    if risks.is_empty() || model.system().risks.is_some() {
        return Vec::new();
    }
    model.spec.tree.append_top(&format!("risks:\n{}", risks.join("\n")))
}
