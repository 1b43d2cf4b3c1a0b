use crate::lint::Report;
use crate::model::{Call, Model, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::data::is_on;

rule! {
    /// Teams call each other, and nothing tests what they agreed on.
    ///
    /// ## Why
    /// Each team tests against its own idea of the other. The provider renames a field on Tuesday, all its tests pass,
    /// and the caller of the other team fails in production.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services:
    ///   - { name: orders, team: shop, calls: [payments] }
    /// #                                       ^^^^^^^^ `shop` calls `money`, and no contract between them is tested
    ///   - { name: payments, team: money }
    /// validation: { unit: true, integration: true }
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// services:
    ///   - { name: orders, team: shop, calls: [payments] }
    ///   - { name: payments, team: money }
    /// validation: { unit: true, integration: true, contract: pact }
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: orders, team: shop, calls: [payments] }
    ///   - { name: payments, team: money }
    /// validation: { unit: true, integration: true, contract: pact }
    /// ```
    ///
    /// ## Not a problem when
    /// One team owns both sides, contracts are tested in any way that the spec names, or the spec has no plan for tests
    /// at all.
    ///
    /// ## See
    /// seed 000:61 · seed 000:59
    id: "deploy/untested-contract",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(validation) = &model.system().validation else { return };
    let named =
        validation.kinds.items().iter().any(|kind| words(&kind.value).iter().any(|it| it.starts_with("contract")));
    let design = model.system().api_design.as_ref().and_then(|it| it.contract_tests.as_ref());
    if is_on(&validation.contract) || named || design.is_some_and(|it| it.value != "none") {
        return;
    }
    let teams = |call: Call<'_>| {
        let caller = call.caller().at.value.team.as_ref().map(|team| team.value.as_str())?;
        let callee = call.service()?.at.value.team.as_ref().map(|team| team.value.as_str())?;
        (caller != callee).then(|| (caller.to_owned(), callee.to_owned()))
    };
    if let Some((call, (caller, callee))) = model.calls().find_map(|call| Some((call, teams(call)?))) {
        let edits = model.spec.set_section(model.system().validation.as_ref(), "validation", "contract", "pact");
        report
            .find(call.place(), format!("`{caller}` calls `{callee}`, and no contract between them is tested"))
            .fix(Fix::suggested("Test contracts with Pact", edits));
    }
}
