use crate::lint::Report;
use crate::model::{Case, Endpoint, ListBody, Model, words};
use crate::rule::{Fix, rule};
use crate::spec::schema::SchemaUse;
use crate::yaml::quote;

rule! {
    /// A list is returned bare, where the others are fields of an object.
    ///
    /// ## Why
    /// A bare array has no place for anything beside the items. The first count or cursor that it needs changes the type of
    /// the whole body and breaks every client; until then this list needs code of its own.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    ///   - { method: GET, path: /v1/carts, response: CartPage }
    ///   - { method: GET, path: /v1/users, response: UserPage }
    ///   - { method: GET, path: /v1/invoices, response: InvoicePage }
    ///   - { method: GET, path: /v1/coupons, response: "Coupon[]" }
    /// #                                               ^^^^^^^^^^ a bare list, where 4 others are in an object
    /// data_model: [orders, carts, users, invoices, coupons]
    /// schemas:
    ///   OrderPage: { data: "Coupon[]", nextCursor: string? }
    ///   CartPage: { data: "Coupon[]", nextCursor: string? }
    ///   UserPage: { data: "Coupon[]", nextCursor: string? }
    ///   InvoicePage: { data: "Coupon[]", nextCursor: string? }
    ///   Coupon: { id: uuid }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    ///   - { method: GET, path: /v1/carts, response: CartPage }
    ///   - { method: GET, path: /v1/users, response: UserPage }
    ///   - { method: GET, path: /v1/invoices, response: InvoicePage }
    ///   - { method: GET, path: /v1/coupons, response: "CouponPage" }
    /// data_model: [orders, carts, users, invoices, coupons]
    /// schemas:
    ///   OrderPage: { data: "Coupon[]", nextCursor: string? }
    ///   CartPage: { data: "Coupon[]", nextCursor: string? }
    ///   UserPage: { data: "Coupon[]", nextCursor: string? }
    ///   InvoicePage: { data: "Coupon[]", nextCursor: string? }
    ///   Coupon: { id: uuid }
    ///   CouponPage: { data: "Coupon[]", nextCursor: string? }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: /v1/orders, response: OrderPage }
    ///   - { method: GET, path: /v1/carts, response: "Coupon[]" }
    ///   - { method: GET, path: /v1/coupons, response: "Coupon[]" }
    /// data_model: [orders, carts, coupons]
    /// schemas:
    ///   OrderPage: { data: "Coupon[]", nextCursor: string? }
    ///   Coupon: { id: uuid }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom to break: fewer than four in five lists of the system are in an object, or fewer than three.
    ///
    /// ## See
    /// seed 001:72-82 · Zalando #110
    id: "api/bare-list",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let lists: Vec<ListBody<'_>> = model.endpoints().filter_map(Endpoint::list_body).collect();
    let (bare, held): (Vec<&ListBody<'_>>, Vec<_>) = lists.iter().partition(|it| it.bare);
    if held.len() < 3 || held.len() * 5 < lists.len() * 4 {
        return;
    }
    for list in bare {
        let finding = report.find(list.at.span, format!("a bare list, where {} others are in an object", held.len()));
        if let Some(other) = held.first() {
            finding.related(other.at.span, "for example here");
            if let Some(fix) = wrap(model, list, other) {
                finding.fix(fix);
            }
        }
    }
}

/// The fix that puts the list into an object with the fields of another one.
fn wrap(model: &Model<'_>, bare: &ListBody<'_>, held: &ListBody<'_>) -> Option<Fix> {
    let SchemaUse::Named { name, .. } = &held.at.value else { return None };
    let ending = words(name).last().and_then(|last| ["page", "list", "collection"].iter().find(|it| *it == last))?;
    let name = format!("{}{}", bare.item, Case::Pascal.spell(ending));
    let fields = model.fields(&held.at.value).iter().map(|(name, field)| {
        let text = model.spec.tree.node(field.node)?.as_str()?;
        let ty = if field.list { text.replacen(held.item, bare.item, 1) } else { text.to_owned() };
        Some(format!("{}: {}", name.value, quote(&ty)))
    });
    let fields: Vec<String> = fields.collect::<Option<_>>()?;
    let mut edits = model.spec.tree.replace(bare.at.node, &name);
    if model.schema(&name).is_none() {
        edits.extend(model.spec.tree.add_named("schemas", &name, &format!("{{ {} }}", fields.join(", "))));
    }
    Some(Fix::suggested(format!("Return it in `{}`", super::short(&name)), edits))
}
