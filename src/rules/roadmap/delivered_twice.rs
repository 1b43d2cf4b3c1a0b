use crate::lint::Report;
use crate::model::Phase;
use crate::rule::{Fix, rule};

rule! {
    /// Two phases deliver the same thing.
    ///
    /// ## Why
    /// Either it is finished in the first and somebody plans for it again, or it is not, and those who build on the
    /// first phase get half of it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders, payments]
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Money, delivers: [payments, orders] }
    /// #                                        ^^^^^^ `orders` is delivered in `Shop` already
    /// ```
    /// ```yaml fixed
    /// services: [orders, payments]
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Money, delivers: [payments] }
    /// ```
    /// ```yaml good
    /// services: [orders, payments]
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Money, delivers: [payments] }
    /// ```
    ///
    /// ## Not a problem when
    /// A phase that only improves a thing says so in its milestones.
    ///
    /// ## See
    /// seed 002:47
    id: "roadmap/delivered-twice",
    severity: Warning,
    stage: Review,
    visit: Phase(check),
    fix: Suggested,
}

fn check(phase: Phase<'_>, report: &mut Report<'_>) {
    let Some(list) = &phase.at.value.delivers else { return };
    for (index, thing) in list.value.0.iter().enumerate() {
        let Some(first) = phase.model.delivery(&thing.value.0).filter(|first| !first.is(phase)) else { continue };
        report
            .find(thing.span, format!("`{}` is delivered in `{}` already", thing.value.0, first.name()))
            .related(first.place(), "delivered here first")
            .fix(Fix::suggested(
                format!("Leave it to `{}`", first.name()),
                phase.model.spec.tree.remove_item(list.node, index),
            ));
    }
}
