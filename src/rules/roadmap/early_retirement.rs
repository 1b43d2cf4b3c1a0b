use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// An old system goes in a phase before the one that delivers what replaces it.
    ///
    /// ## Why
    /// In between there is neither. The phase cannot end as planned, or the old one is kept "for now", with a contract
    /// that nobody prolonged.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, phase: Cleanup }
    /// #                                                      ^^^^^^^ `mainframe` goes in `Cleanup`, but `orders` comes in `Shop`
    /// roadmap:
    ///   - { phase: Cleanup, duration: 2w }
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    /// ```yaml fixed
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, phase: Shop }
    /// roadmap:
    ///   - { phase: Cleanup, duration: 2w }
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    /// ```yaml good
    /// services: [orders]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, phase: Cleanup }
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Cleanup, duration: 2w }
    /// ```
    ///
    /// ## Not a problem when
    /// Both happen in one phase, or no phase delivers the new one, because it exists already. Where phases say
    /// `depends_on`, only that counts.
    ///
    /// ## See
    /// seed 000:72 · seed 002:47
    id: "roadmap/early-retirement",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(migrations) = &model.system().migrations else { return };
    for part in migrations.strangler.items() {
        let (Some(legacy), Some(name), Some(by)) = (&part.legacy, &part.phase, &part.replaced_by) else { continue };
        let Some(gone) = model.phase(&name.value.0) else { continue };
        let delivery = model.service(&by.value.0).and_then(|service| model.service_delivery(service));
        let Some(delivery) = delivery.filter(|delivery| gone.is_before(*delivery) && !delivery.is_before(gone)) else {
            continue;
        };
        let message = format!(
            "`{}` goes in `{}`, but `{}` comes in `{}`",
            legacy.value.0,
            name.value.0,
            by.value.0,
            delivery.name()
        );
        let edits = model.spec.tree.replace(name.node, delivery.name());
        report
            .find(name.span, message)
            .related(delivery.place(), "delivered here")
            .fix(Fix::suggested(format!("End it in `{}`", delivery.name()), edits));
    }
}
