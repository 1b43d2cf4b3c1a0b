use crate::lint::Report;
use crate::model::{Case, Graphql};
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::embedded::Name;
use crate::value::graphql::{Type, TypeKind};

rule! {
    /// A type, field or value of an enum is spelled unlike the others.
    ///
    /// ## Why
    /// Names of a schema become names in the code of every client. The one that is spelled otherwise is the one that is
    /// guessed wrong, and renaming it later breaks every query that uses it.
    ///
    /// ## Example
    /// ```yaml bad
    /// graphql:
    ///   - service: shop
    ///     schema: |
    ///       type Query { myCart: Cart, allOrders: Cart, openOrders: Cart, lastOrder: Cart }
    ///       type Cart { itemCount: Int, total_price: Int }
    /// #                                 ^^^^^^^^^^^ other fields are written in camelCase
    ///       type Order { id: ID! }
    ///       type Customer { id: ID! }
    ///       type Invoice { id: ID! }
    ///       type payment { id: ID! }
    /// #          ^^^^^^^ other types begin with a capital letter
    ///       enum Status { OPEN PAID SENT LOST Closed }
    /// #                                       ^^^^^^ other values are written in capital letters
    /// services: [shop]
    /// ```
    /// ```yaml fixed
    /// graphql:
    ///   - service: shop
    ///     schema: |
    ///       type Query { myCart: Cart, allOrders: Cart, openOrders: Cart, lastOrder: Cart }
    ///       type Cart { itemCount: Int, totalPrice: Int }
    ///       type Order { id: ID! }
    ///       type Customer { id: ID! }
    ///       type Invoice { id: ID! }
    ///       type Payment { id: ID! }
    ///       enum Status { OPEN PAID SENT LOST CLOSED }
    /// services: [shop]
    /// ```
    /// ```yaml good
    /// graphql:
    ///   - service: shop
    ///     schema: |
    ///       type Query { my_cart: cart, all_orders: cart }
    ///       type cart { item_count: Int, totalPrice: Int, _links: String }
    ///       enum status { open PAID }
    /// services: [shop]
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom yet: fewer than five names of the kind, or fewer than four in five alike.
    ///
    /// ## See
    /// seed 000:44 · seed 000:58 · GraphQL specification, Appendix C
    id: "graphql/mixed-names",
    severity: Warning,
    stage: Draft,
    visit: Graphql(check),
    fix: Suggested,
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let types = &graphql.definition().types;
    let fields: Vec<(&Type, &Name)> =
        types.iter().flat_map(|of| of.fields.iter().map(move |field| (of, &field.name))).collect();
    if let Some(custom) = Case::custom(fields.iter().map(|(_, it)| it.text.as_str())) {
        for (of, name) in fields.iter().filter(|(_, it)| Case::of(&it.text).is_some_and(|case| case != custom)) {
            let better = custom.spell(&name.text);
            let taken = of.fields.iter().any(|it| it.name.text == better);
            let edits = graphql.rename_field(of, &name.text, &better);
            let message = format!("other fields are written in {}", custom.word());
            tell(graphql, name, message, (&better, taken, edits), report);
        }
    }
    let defined: Vec<&Name> = types.iter().filter(|it| !it.extends && is_named(it.kind)).map(|it| &it.name).collect();
    let capital = |name: &str| name.starts_with(char::is_uppercase);
    for name in strangers(&defined, capital) {
        let better = Case::Pascal.spell(&name.text);
        let taken = types.iter().any(|it| it.name.text == better);
        let edits = graphql.rename_type(&name.text, &better);
        tell(graphql, name, "other types begin with a capital letter".to_owned(), (&better, taken, edits), report);
    }
    let values: Vec<&Name> = types.iter().filter(|it| it.kind == TypeKind::Enum).flat_map(|it| &it.members).collect();
    for name in strangers(&values, |name| name.to_uppercase() == name) {
        let better = Case::Upper.spell(&name.text);
        let Some(of) = types.iter().find(|it| it.members.iter().any(|it| std::ptr::eq(it, name))) else { continue };
        let taken = of.members.iter().any(|it| it.text == better);
        let edits = graphql.rename_value(of, &name.text, &better);
        tell(graphql, name, "other values are written in capital letters".to_owned(), (&better, taken, edits), report);
    }
}

/// Reports a name, with the fix that gives it a better one unless something else has that.
fn tell(
    graphql: Graphql<'_>,
    name: &Name,
    message: String,
    (better, taken, edits): (&str, bool, Vec<Edit>),
    report: &mut Report<'_>,
) {
    let finding = report.find(graphql.locate(name.span), message);
    if !taken {
        finding.fix(Fix::suggested(format!("Call it `{}`", super::short(better)), edits));
    }
}

/// Scalars are often named after those of another language.
fn is_named(kind: TypeKind) -> bool {
    kind != TypeKind::Scalar
}

/// The names that do not keep to a custom that at least four in five of at least five keep to.
fn strangers<'n>(names: &[&'n Name], keeps: impl Fn(&str) -> bool) -> Vec<&'n Name> {
    let (kept, strange): (Vec<&Name>, Vec<&Name>) = names.iter().partition(|it| keeps(&it.text));
    if names.len() >= 5 && kept.len() * 5 >= names.len() * 4 { strange } else { Vec::new() }
}
