use crate::lint::Report;
use crate::model::{Case, Graphql};
use crate::rule::rule;
use crate::value::embedded::Name;
use crate::value::graphql::TypeKind;

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
}

fn check(graphql: Graphql<'_>, report: &mut Report<'_>) {
    let types = &graphql.definition().types;
    let fields: Vec<&Name> = types.iter().flat_map(|it| &it.fields).map(|it| &it.name).collect();
    if let Some(custom) = Case::custom(fields.iter().map(|it| it.text.as_str())) {
        for name in fields.iter().filter(|it| Case::of(&it.text).is_some_and(|case| case != custom)) {
            report.find(graphql.locate(name.span), format!("other fields are written in {}", custom.word()));
        }
    }
    let defined: Vec<&Name> = types.iter().filter(|it| !it.extends && is_named(it.kind)).map(|it| &it.name).collect();
    let capital = |name: &str| name.starts_with(char::is_uppercase);
    for name in strangers(&defined, capital) {
        report.find(graphql.locate(name.span), "other types begin with a capital letter");
    }
    let values: Vec<&Name> = types.iter().filter(|it| it.kind == TypeKind::Enum).flat_map(|it| &it.members).collect();
    for name in strangers(&values, |name| name.to_uppercase() == name) {
        report.find(graphql.locate(name.span), "other values are written in capital letters");
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
