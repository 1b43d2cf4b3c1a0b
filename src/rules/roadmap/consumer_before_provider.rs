use crate::lint::Report;
use crate::model::{Party, Phase, Service};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::ServiceKind;
use crate::text::{Edit, Span};

rule! {
    /// A service is delivered before something that it cannot work without.
    ///
    /// ## Why
    /// At the end of the phase there is a service that cannot do anything. It gets a stub that nobody has planned, and
    /// the first real test happens a phase later than everybody thinks.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - payments
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    /// #                             ^^^^^^ `orders` comes before `payments`, which it calls
    ///   - { phase: Money, delivers: [payments] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///   - payments
    /// roadmap:
    ///   - { phase: Money, delivers: [payments] }
    ///   - { phase: Shop, delivers: [orders] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls: [{ to: payments, fallback: capture by hand }]
    ///   - payments
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Money, delivers: [payments] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: edge, kind: gateway, calls: [{ to: payments, timeout: 2s }] }
    ///   - payments
    /// roadmap:
    ///   - { phase: Shop, delivers: [edge] }
    ///   - { phase: Money, delivers: [payments] }
    /// ```
    ///
    /// ## Not a problem when
    /// The service works without the other (`optional`, a `fallback`, a queue), the other is in no phase and so exists
    /// already, or the two phases run at the same time. A gateway, a backend for a frontend and a frontend begin with
    /// what there is and gain the rest later. Where phases say `depends_on`, only that counts; else the order
    /// in which they are written.
    ///
    /// ## See
    /// seed 002:47
    id: "roadmap/consumer-before-provider",
    severity: Warning,
    stage: Review,
    visit: Phase(check),
    fix: Suggested,
}

fn check(phase: Phase<'_>, report: &mut Report<'_>) {
    let model = phase.model;
    for service in model.services().filter(|it| model.service_delivery(*it).is_some_and(|first| first.is(phase))) {
        let context = service.at.value.context.as_ref().map(|context| context.value.0.as_str());
        let named = |name: &str| name == service.name() || Some(name) == context;
        let Some(delivery) = phase.at.value.delivers.items().iter().find(|it| named(&it.value.0)) else { continue };
        for (needed, does, provider, place) in needs(service) {
            // Phases that wait in a circle come before each other; that is another finding.
            if phase.is_before(provider) && !provider.is_before(phase) {
                let first = reorder(phase, provider);
                let sooner = provider.moves(needed, phase);
                let later = phase.moves(&delivery.value.0, provider);
                report
                    .find(delivery.span, format!("`{}` comes before `{needed}`, which it {does}", service.name()))
                    .related(place, format!("it {does} `{needed}` here"))
                    .related(provider.place(), format!("`{needed}` comes in this phase"))
                    .fix(Fix::suggested(format!("Put `{}` before `{}`", provider.name(), phase.name()), first))
                    .fix(Fix::suggested(format!("Deliver `{needed}` in `{}`", phase.name()), sooner))
                    .fix(Fix::suggested(format!("Deliver `{}` in `{}`", service.name(), provider.name()), later));
            }
        }
    }
}

/// The edits that put one phase before another, where only the order of writing says which comes first and the phase
/// that moves needs nothing of those that it passes.
fn reorder(phase: Phase<'_>, provider: Phase<'_>) -> Vec<Edit> {
    let model = phase.model;
    let stated = model.phases().any(|it| !it.at.value.depends_on.items().is_empty());
    let passed = phase.index()..provider.index();
    let delivered = model.services().filter(|it| model.service_delivery(*it).is_some_and(|it| it.is(provider)));
    let waits = delivered.flat_map(needs).any(|(_, _, needed, _)| passed.contains(&needed.index()));
    let roadmap = model.system().roadmap.as_ref().filter(|_| !stated && !waits);
    roadmap.map(|it| model.spec.tree.move_item_up(it.node, provider.index(), phase.index())).unwrap_or_default()
}

/// What a service cannot work without, how it uses it, the phase that delivers it, and where that use is said.
fn needs(service: Service<'_>) -> Vec<(&str, &'static str, Phase<'_>, Span)> {
    let model = service.model;
    let mut needs = Vec::new();
    // What routes to others begins with those that there are and gains the rest as they come.
    let grows = matches!(service.kind(), ServiceKind::Gateway | ServiceKind::Bff | ServiceKind::Frontend);
    for call in service.calls().filter(|call| call.is_hard() && !grows) {
        let provider = match call.callee() {
            Some(Party::Service(callee)) => model.service_delivery(callee).map(|phase| (callee.name(), phase)),
            Some(Party::External(callee)) => model.delivery(callee.name()).map(|phase| (callee.name(), phase)),
            None => None,
        };
        needs.extend(provider.map(|(name, phase)| (name, "calls", phase, call.place())));
    }
    for store in service.at.value.owns.items() {
        let phase = model.delivery(&store.value.0);
        needs.extend(phase.map(|phase| (store.value.0.as_str(), "owns", phase, store.span)));
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::silent;

    #[test]
    fn phases_that_do_not_wait_for_each_other_run_side_by_side() {
        silent(
            &RULE,
            "services:
  - { name: orders, calls: [payments] }
  - payments
roadmap:
  - { phase: Base, delivers: [] }
  - { phase: Shop, delivers: [orders], depends_on: [Base] }
  - { phase: Money, delivers: [payments], depends_on: [Base] }
",
        );
    }
}
