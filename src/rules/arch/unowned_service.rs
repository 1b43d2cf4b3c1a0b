use crate::lint::Report;
use crate::model::{Model, Service};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::yaml::quote;

rule! {
    /// Nearly every service names its team, and some do not.
    ///
    /// ## Why
    /// At night the alarm of this service rings at nobody's bed. By day its updates wait until somebody is told to do
    /// them.
    ///
    /// ## Example
    /// ```yaml bad
    /// contexts: [post]
    /// services:
    ///   - { name: orders, team: shop }
    ///   - { name: stock, team: shop }
    ///   - { name: payments, team: money }
    ///   - { name: ledger, team: money, context: post }
    ///   - { name: mails, context: post }
    /// #           ^^^^^ who answers for `mails`?
    /// ```
    /// ```yaml fixed
    /// contexts: [post]
    /// services:
    ///   - { name: orders, team: shop }
    ///   - { name: stock, team: shop }
    ///   - { name: payments, team: money }
    ///   - { name: ledger, team: money, context: post }
    ///   - { name: mails, context: post, team: money }
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
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
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
    if team_around(model, *first).is_some() {
        let answer = |it: &Service<'_>| Some(it.set("team", &quote(team_around(model, *it)?)));
        finding.fix(Fix::suggested(
            "Give it to the team around it",
            orphans.iter().filter_map(answer).flatten().collect(),
        ));
    }
}

/// The one team that answers for the other services of its context; for all services where there is one team.
fn team_around<'m>(model: &'m Model<'m>, orphan: Service<'_>) -> Option<&'m str> {
    let context = |it: Service<'_>| it.at.value.context.as_ref().map(|context| context.value.0.clone());
    let one = |near: bool| {
        let others = model.services().filter(|it| !near || context(*it).is_some() && context(*it) == context(orphan));
        let mut teams: Vec<&str> = others.filter_map(|it| it.at.value.team.as_ref()).map(|it| it.as_str()).collect();
        order::by(&mut teams, Ord::cmp);
        teams.dedup();
        teams.first().copied().filter(|_| teams.len() == 1)
    };
    one(true).or_else(|| one(false))
}
