use crate::lint::Report;
use crate::model::{self, Model};
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// Phases wait for each other in a circle.
    ///
    /// ## Why
    /// None of them can ever begin. The plan looks complete and has no first day.
    ///
    /// ## Example
    /// ```yaml bad
    /// roadmap:
    ///   - { phase: Orders, depends_on: [Payments] }
    ///   - { phase: Payments, depends_on: [Accounts] }
    ///   - { phase: Accounts, depends_on: [Orders] }
    /// #                                   ^^^^^^ phases wait in a circle: Orders → Payments → Accounts → Orders
    /// ```
    /// ```yaml good
    /// roadmap:
    ///   - { phase: Accounts }
    ///   - { phase: Payments, depends_on: [Accounts] }
    ///   - { phase: Orders, depends_on: [Payments, Accounts] }
    /// ```
    ///
    /// ## Not a problem when
    /// Never. Split one of the phases: the part that the others wait for comes first.
    ///
    /// ## See
    /// seed 002:47
    id: "roadmap/phase-cycle",
    severity: Error,
    stage: Draft,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for cycle in model.phase_cycles() {
        let Some(first) = cycle.first() else { continue };
        let names = cycle.iter().map(|phase| phase.name()).chain([first.name()]);
        let message = format!("phases wait in a circle: {}", model::path(names));
        let nexts = cycle.iter().skip(1).chain([first]);
        let waits: Vec<_> = cycle
            .iter()
            .zip(nexts)
            .filter_map(|(phase, next)| {
                let on = phase.at.value.depends_on.items().iter().find(|it| it.value.0 == next.name())?;
                Some((on.span, format!("`{}` waits here", phase.name())))
            })
            .collect();
        let Some(((place, _), others)) = waits.split_last() else { continue };
        let finding = report.find(*place, message);
        for (span, part) in others {
            finding.related(*span, part.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_phase_that_waits_for_itself() {
        expect(
            &RULE,
            "roadmap:\n  - { phase: A, depends_on: [A] }\n#                            ^ phases wait in a circle: A → A\n",
        );
    }
}
