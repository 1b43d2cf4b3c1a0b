use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::operations::Strangler;
use crate::spec::{At, Items};

rule! {
    /// An old system is being replaced, and no phase of the roadmap ends it.
    ///
    /// ## Why
    /// What no phase removes stays. It needs its machine, its licence and the last person who understands it, year
    /// after year.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/orders }
    /// #               ^^^^^^^^^ no phase ends `mainframe`
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/orders, phase: Shop }
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/orders, phase: Shop }
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no roadmap, or neither a route nor a phase is stated; that has a finding of its own.
    ///
    /// ## See
    /// seed 000:72 · seed 002:47 · seed 000:49
    id: "roadmap/unscheduled-retirement",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(migrations) = model.system().migrations.as_ref().filter(|_| model.phases().next().is_some()) else {
        return;
    };
    for part in migrations.strangler.items().iter().filter(|it| it.phase.is_none() && it.route.is_some()) {
        // Of several parts of one system, the last to go may say when.
        let same = |other: &&At<Strangler>| {
            other.legacy.as_ref().zip(part.legacy.as_ref()).is_some_and(|(other, own)| other.value.0 == own.value.0)
        };
        let ends = migrations.strangler.items().iter().filter(same).any(|it| it.phase.is_some());
        if let Some(legacy) = part.legacy.as_ref().filter(|_| !ends) {
            let successor = part.replaced_by.as_ref().and_then(|by| model.service(&by.value.0));
            let phase = successor.and_then(|it| model.service_delivery(it)).or_else(|| model.phases().last());
            let finding = report.find(legacy.span, format!("no phase ends `{}`", legacy.value.0));
            if let Some(phase) = phase {
                let edits = model.spec.set(part, "phase", &crate::yaml::quote(phase.name()));
                finding.fix(Fix::suggested(format!("End it in `{}`", phase.name()), edits));
            }
        }
    }
}
