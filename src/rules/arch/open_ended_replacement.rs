use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// An old system is to be replaced, and nothing says what moves or when it ends.
    ///
    /// ## Why
    /// The first half of the replacement is useful, so it gets done. Then both systems run for years, each with half of
    /// the data, and every change is made twice.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders }
    /// #               ^^^^^^^^^ when is `mainframe` gone, and what moves first?
    /// ```
    /// ```yaml good
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/orders }
    /// ```
    ///
    /// ## Not a problem when
    /// A route or a phase is stated.
    ///
    /// ## See
    /// seed 000:72
    id: "arch/open-ended-replacement",
    severity: Warning,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(migrations) = &model.system().migrations else { return };
    for part in migrations.strangler.items().iter().filter(|it| it.route.is_none() && it.phase.is_none()) {
        if let Some(legacy) = &part.legacy {
            let message = format!("when is `{}` gone, and what moves first?", legacy.value.0);
            report.find(legacy.span, message);
        }
    }
}
