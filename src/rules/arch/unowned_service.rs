use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::rule;
use crate::spec::Items;

rule! {
    /// Nearly every service names its team, and some do not.
    ///
    /// ## Why
    /// At night the alarm of this service rings at nobody's bed. By day its updates wait until somebody is told to do
    /// them.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, team: shop }
    ///   - { name: stock, team: shop }
    ///   - { name: payments, team: money }
    ///   - { name: ledger, team: money }
    ///   - { name: mails }
    /// #           ^^^^^ who answers for `mails`?
    /// ```
    /// ```yaml good
    /// owner: platform team
    /// services:
    ///   - { name: orders, team: shop }
    ///   - { name: stock }
    ///   - { name: payments }
    /// ```
    ///
    /// ## Not a problem when
    /// Fewer than four in five name a team, or the context that the service belongs to does.
    ///
    /// ## See
    /// seed 000:66
    id: "arch/unowned-service",
    severity: Info,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let all = model.services().count();
    let contexts = model.system().contexts.items();
    let in_teams_context = |service: &Service<'_>| {
        let context = service.at.value.context.as_ref();
        let named = contexts
            .iter()
            .find(|it| it.name.as_ref().zip(context).is_some_and(|(name, context)| name.value.0 == context.value.0));
        named.is_some_and(|it| it.team.is_some())
    };
    let orphans: Vec<Service<'_>> =
        model.services().filter(|it| it.at.value.team.is_none() && !in_teams_context(it)).collect();
    let most = |left: usize| all >= 5 && (all - left) * 5 >= all * 4;
    let Some((first, others)) = orphans.split_first().filter(|_| most(orphans.len())) else { return };
    let finding = report.find(first.name_span(), format!("who answers for `{}`?", first.name()));
    for other in others {
        finding.related(other.name_span(), "and for this one?");
    }
}
