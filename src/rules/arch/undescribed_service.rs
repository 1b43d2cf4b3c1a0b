use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::rule;

rule! {
    /// Nearly every service says what it is for, and some do not.
    ///
    /// ## Why
    /// What a service is not for is only known where it is written what it is for. The one without a sentence is the
    /// one that gets whatever fits nowhere else.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, summary: Takes orders and follows them until they are delivered. }
    ///   - { name: stock, summary: Knows what lies where. }
    ///   - { name: payments, summary: Moves money. }
    ///   - { name: users, summary: Knows who people are. }
    ///   - { name: core }
    /// #           ^^^^ what is `core` for?
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, summary: Takes orders and follows them until they are delivered. }
    ///   - { name: stock }
    ///   - { name: payments }
    /// ```
    ///
    /// ## Not a problem when
    /// Fewer than four in five have a summary: then the design does not work with them.
    ///
    /// ## See
    /// seed 000:27 · seed 001:130-136 · seed 002:15 · seed 000:37
    id: "arch/undescribed-service",
    severity: Info,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let all = model.services().count();
    let silent: Vec<Service<'_>> = model.services().filter(|it| it.at.value.summary.is_none()).collect();
    let Some((first, others)) = silent.split_first().filter(|_| all >= 5 && (all - silent.len()) * 5 >= all * 4) else {
        return;
    };
    let finding = report.find(first.name_span(), format!("what is `{}` for?", first.name()));
    for other in others {
        finding.related(other.name_span(), "and this one?");
    }
}
