use crate::lint::Report;
use crate::model::Phase;
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// A phase delivers nothing and has nothing to show on its way.
    ///
    /// ## Why
    /// Nobody can say when it is done, so it is done when the time is over. What comes after it begins on ground that
    /// was never checked.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders]
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Hardening, duration: 4w }
    /// #            ^^^^^^^^^ when is `Hardening` done?
    /// ```
    /// ```yaml good
    /// services: [orders]
    /// roadmap:
    ///   - { phase: Shop, delivers: [orders] }
    ///   - { phase: Hardening, duration: 4w, milestones: [twice the load of last year for an hour] }
    /// ```
    ///
    /// ## Not a problem when
    /// The phase has milestones, or no phase says what it delivers.
    ///
    /// ## See
    /// seed 002:47
    id: "roadmap/empty-phase",
    severity: Warning,
    stage: Review,
    visit: Phase(check),
}

fn check(phase: Phase<'_>, report: &mut Report<'_>) {
    let is_empty = |it: Phase<'_>| it.at.value.delivers.items().is_empty() && it.at.value.milestones.items().is_empty();
    let Some(name) = phase.at.value.phase.as_ref().filter(|_| is_empty(phase)) else { return };
    if phase.model.phases().any(|other| !is_empty(other)) {
        report.find(name.span, format!("when is `{}` done?", name.value.0));
    }
}
