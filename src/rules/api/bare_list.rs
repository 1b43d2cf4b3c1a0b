use crate::lint::Report;
use crate::model::{Endpoint, ListBody, Model};
use crate::rule::rule;

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
        }
    }
}
