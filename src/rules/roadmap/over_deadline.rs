use crate::lint::Report;
use crate::model::{self, Model};
use crate::rule::rule;

rule! {
    /// The phases take longer than the time there is.
    ///
    /// ## Why
    /// The plan misses its date on the day on which it is written. What is cut later is cut in a hurry, and it is
    /// tests, migration and monitoring, which come last.
    ///
    /// ## Example
    /// ```yaml bad
    /// constraints:
    ///   - { kind: timeline, text: live within 3 months }
    /// #                           ^^^^^^^^^^^^^^^^^^^^ the plan takes 112d, there are 93d
    /// roadmap:
    ///   - { phase: Foundation, duration: 6w }
    ///   - { phase: Orders, duration: 10w, depends_on: [Foundation] }
    ///   - { phase: Search, duration: 4w, depends_on: [Foundation] }
    /// ```
    /// ```yaml good
    /// constraints:
    ///   - { kind: timeline, text: live within 4 months }
    /// roadmap:
    ///   - { phase: Foundation, duration: 6w }
    ///   - { phase: Orders, duration: 10w, depends_on: [Foundation] }
    ///   - { phase: Search, duration: 4w, depends_on: [Foundation] }
    /// ```
    ///
    /// ## Not a problem when
    /// A phase has no duration, or the constraint names a date or more than one span of time. Phases that do not wait
    /// for each other run side by side; where none says `depends_on`, one follows the other.
    ///
    /// ## See
    /// seed 002:11 · seed 002:47
    id: "roadmap/over-deadline",
    severity: Error,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let (Some((limit, text)), Some((total, path))) = (model.deadline(), model.longest_plan()) else { return };
    if total <= limit {
        return;
    }
    let finding = report.find(text.span, format!("the plan takes {total}, there are {limit}"));
    for phase in &path {
        let length = phase.at.value.duration.as_ref().map(|it| it.value.to_string()).unwrap_or_default();
        finding.step(format!("{}: {length}", phase.name()));
        finding.related(phase.place(), format!("takes {length}"));
    }
    finding.step(format!("{}: {total} in all", model::path(path.iter().map(|phase| phase.name()))));
}
