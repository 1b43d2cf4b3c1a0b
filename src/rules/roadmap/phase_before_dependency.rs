use crate::lint::Report;
use crate::model::Phase;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A phase stands before one that it waits for.
    ///
    /// ## Why
    /// People read a roadmap from top to bottom and plan by it. Whoever begins with the first phase finds out halfway
    /// that it needs the second.
    ///
    /// ## Example
    /// ```yaml bad
    /// roadmap:
    ///   - { phase: Orders, depends_on: [Accounts] }
    /// #                                 ^^^^^^^^ `Orders` stands before `Accounts`, which it waits for
    ///   - { phase: Accounts }
    /// ```
    /// ```yaml fixed
    /// roadmap:
    ///   - { phase: Accounts }
    ///   - { phase: Orders, depends_on: [Accounts] }
    /// ```
    /// ```yaml good
    /// roadmap:
    ///   - { phase: Accounts }
    ///   - { phase: Orders, depends_on: [Accounts] }
    /// ```
    ///
    /// ## Not a problem when
    /// The phases wait for each other in a circle; that is reported as such.
    ///
    /// ## See
    /// seed 002:47
    id: "roadmap/phase-before-dependency",
    severity: Warning,
    stage: Draft,
    visit: Phase(check),
    fix: Safe,
}

fn check(phase: Phase<'_>, report: &mut Report<'_>) {
    for name in phase.at.value.depends_on.items() {
        let Some(before) = phase.model.phase(&name.value.0) else { continue };
        if phase.index() < before.index() && !phase.is_before(before) {
            let message = format!("`{}` stands before `{}`, which it waits for", phase.name(), before.name());
            let roadmap = phase.model.system().roadmap.as_ref();
            let tree = &phase.model.spec.tree;
            let edits = roadmap.map(|it| tree.move_item_up(it.node, before.index(), phase.index())).unwrap_or_default();
            report
                .find(name.span, message)
                .related(before.place(), "it stands here")
                .fix(Fix::safe(format!("Put `{}` before it", before.name()), edits));
        }
    }
}
