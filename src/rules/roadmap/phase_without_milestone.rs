use crate::lint::Report;
use crate::model::Phase;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::value::Duration;

rule! {
    /// A phase has nothing that can be seen on its way.
    ///
    /// ## Why
    /// For three months the plan says "in progress". That it is late is seen on the last day, when nothing can be
    /// changed any more.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// deployment: { environments: [staging, production] }
    /// services: [orders]
    /// roadmap:
    ///   - { phase: Shop, duration: 12w, delivers: [orders] }
    /// #            ^^^^ what can be seen during the 84d of `Shop`?
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// deployment: { environments: [staging, production] }
    /// services: [orders]
    /// roadmap:
    ///   - { phase: Shop, duration: 12w, delivers: [orders], milestones: [orders runs in staging] }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services: [orders]
    /// roadmap:
    ///   - { phase: Shop, duration: 12w, delivers: [orders], milestones: [first order of a friendly customer] }
    ///   - { phase: Tidying, duration: 2w, delivers: [orders] }
    /// ```
    ///
    /// ## Not a problem when
    /// The phase takes up to four weeks, or does not say how long it takes.
    ///
    /// ## See
    /// seed 002:47
    id: "roadmap/phase-without-milestone",
    severity: Info,
    stage: Production,
    visit: Phase(check),
    fix: Suggested,
}

/// A shorter phase is a milestone itself.
const SHORT: Duration = Duration::seconds(28 * 24 * 3_600);

fn check(phase: Phase<'_>, report: &mut Report<'_>) {
    let it = &phase.at.value;
    let long = it.duration.as_ref().filter(|it| it.value > SHORT);
    let bare = it.milestones.items().is_empty() && !it.delivers.items().is_empty();
    if let (Some(name), Some(duration), true) = (&it.phase, long, bare) {
        let mut rehearsals = phase.model.environments().filter(|it| it.is_rehearsal());
        let first = it.delivers.items().first().zip(rehearsals.next());
        let fix = first.map(|(thing, place)| {
            let text = format!("{} runs in {}", thing.value.0, place.name());
            let edits = phase.set("milestones", &format!("[{}]", crate::yaml::quote(&text)));
            Fix::suggested(format!("See `{}` in `{}` on the way", thing.value.0, place.name()), edits)
        });
        let finding =
            report.find(name.span, format!("what can be seen during the {} of `{}`?", duration.value, name.value.0));
        finding
            .related(duration.span, "it takes so long")
            .step(format!("{} > {SHORT} without anything to see", duration.value));
        finding.fixes.extend(fix);
    }
}
