use crate::lint::Report;
use crate::model::{Model, Phase};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

rule! {
    /// An old system is to be replaced, and nothing says what moves or when it ends.
    ///
    /// ## Why
    /// The first half of the replacement is useful, so it gets done. Then both systems run for years, each with half of
    /// the data, and every change is made twice.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [{ name: orders, api: [POST /v1/orders, "GET /v1/orders/{id}"] }]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders }
    /// #               ^^^^^^^^^ when is `mainframe` gone, and what moves first?
    /// ```
    /// ```yaml fixed
    /// services: [{ name: orders, api: [POST /v1/orders, "GET /v1/orders/{id}"] }]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/orders }
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
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(migrations) = &model.system().migrations else { return };
    for part in migrations.strangler.items().iter().filter(|it| it.route.is_none() && it.phase.is_none()) {
        if let Some(legacy) = &part.legacy {
            let message = format!("when is `{}` gone, and what moves first?", legacy.value.0);
            let finding = report.find(legacy.span, message);
            let Some(heir) = part.replaced_by.as_ref().and_then(|it| model.service(&it.value.0)) else { continue };
            let delivers = |phase: &Phase<'_>| phase.delivers.items().iter().any(|it| it.value.0 == heir.name());
            if let Some(phase) = model.phases().find(delivers).and_then(|it| it.at.value.phase.as_ref()) {
                let edits = model.spec.set(part, "phase", &quote(&phase.value.0));
                finding.fix(Fix::suggested(format!("It goes in phase `{}`", phase.value.0), edits));
            }
            let routes = heir.endpoints().filter_map(|it| it.path().value.split("/{").next());
            if let Some(route) = routes.filter(|it| it.len() > 1).min_by_key(|it| it.len()) {
                let edits = model.spec.set(part, "route", &quote(route));
                finding.fix(Fix::suggested(format!("Move `{route}` first"), edits));
            }
        }
    }
}
