use crate::lint::Report;
use crate::model::words::Case;
use crate::model::{Grpc, Model};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

rule! {
    /// A procedure or field is written in another way than nearly all others.
    ///
    /// ## Why
    /// Generators turn names into those of each language and JSON, and expect one way of writing. A name that differs comes
    /// out with doubled or lost underscores, and each client guesses again what it is called.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop
    ///     calls: [{ to: inventory, protocol: grpc, rpc: Inventory.check_stock, timeout: 1s }]
    ///   - inventory
    /// grpc:
    ///   - service: inventory
    ///     rpcs:
    ///       - { name: ReserveItem }
    ///       - { name: ReleaseItem }
    ///       - { name: ListItems }
    ///       - { name: CountItems }
    ///       - { name: check_stock }
    /// #               ^^^^^^^^^^^ `check_stock` is not written in PascalCase as the others are
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop
    ///     calls: [{ to: inventory, protocol: grpc, rpc: Inventory.CheckStock, timeout: 1s }]
    ///   - inventory
    /// grpc:
    ///   - service: inventory
    ///     rpcs:
    ///       - { name: ReserveItem }
    ///       - { name: ReleaseItem }
    ///       - { name: ListItems }
    ///       - { name: CountItems }
    ///       - { name: CheckStock }
    /// ```
    /// ```yaml good
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, rpcs: [{ name: ReserveItem }, { name: check_stock }, { name: listItems }] }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom to depart from: four names in five have to be written in one way.
    ///
    /// ## See
    /// seed 000:45 · Protocol Buffers Style Guide · buf RPC_PASCAL_CASE, FIELD_LOWER_SNAKE_CASE
    id: "grpc/mixed-names",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let procedures: Vec<_> =
        model.grpc().flat_map(|api| api.procedure_names().into_iter().map(move |it| (api, it))).collect();
    for ((api, (name, span)), case) in departures(&procedures) {
        let better = case.spell(name);
        let finding = report.find(*span, told(name, case));
        finding.fix(Fix::suggested(
            format!("Call it `{}`", super::short(&better)),
            api.rename_procedure((name, *span), &better),
        ));
    }
    let fields: Vec<_> = model
        .grpc()
        .flat_map(|api| api.definition().messages.iter().flat_map(|it| &it.fields).map(move |it| (api, it)))
        .map(|(api, it)| (api, (it.name.text.as_str(), api.locate(it.name.span))))
        .collect();
    for ((_, (name, span)), case) in departures(&fields) {
        let better = case.spell(name);
        let fix = Fix::suggested(format!("Call it `{}`", super::short(&better)), vec![Edit::replace(*span, better)]);
        report.find(*span, told(name, case)).fix(fix);
    }
}

type Named<'m> = (Grpc<'m>, (&'m str, Span));

/// Those that are written in another way than the custom, with what the custom is.
fn departures<'n, 'm>(names: &'n [Named<'m>]) -> impl Iterator<Item = (&'n Named<'m>, Case)> {
    let custom = Case::custom(names.iter().map(|(_, (name, _))| *name));
    let departs = move |name: &str, custom: Case| Case::of(name).is_some_and(|case| case != custom);
    names.iter().filter_map(move |it| custom.filter(|custom| departs(it.1.0, *custom)).map(|custom| (it, custom)))
}

fn told(name: &str, case: Case) -> String {
    format!("`{}` is not written in {} as the others are", super::short(name), case.word())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::{Options, check};
    use crate::spec::Spec;

    #[test]
    fn calls_and_flows_follow_a_procedure_that_is_renamed() {
        let text = "services:
  - { name: shop, calls: [{ to: stock, protocol: grpc, rpc: Stock/list_all, timeout: 1s }] }
  - stock
grpc:
  - service: stock
    rpcs: [ReserveItem(A) returns (B), ReleaseItem(A) returns (B), ListItems(A) returns (B), CountItems(A) returns (B), list_all(A) returns (list_all)]
flows:
  - name: sell
    steps:
      - \"shop -> stock: Stock.list_all\"
      - { from: shop, to: stock, does: Stock.list_all_shelves }
";
        let spec = Spec::read(text);
        let findings = check(&spec, &Options { only: Some(RULE.id), ..Options::default() });
        let edits = &findings.first().unwrap().fixes.first().unwrap().edits;
        let fixed = crate::text::apply(text, edits);
        let expected = text
            .replace("Stock/list_all", "Stock/ListAll")
            .replace("list_all(A)", "ListAll(A)")
            .replace("Stock.list_all\"", "Stock.ListAll\"");
        assert_eq!(fixed, expected);
    }
}
