use crate::lint::Report;
use crate::model::{Endpoint, Model, parameter_name, plain, singular};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A link of a response is named almost like something that there is.
    ///
    /// ## Why
    /// Clients follow links by their names. The misspelled one is served by no route, or becomes the name that everybody
    /// has to keep.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", links: [self, refnds] }
    /// #                                                         ^^^^^^ nothing is called `refnds`, did you mean `refunds`?
    ///   - POST /v1/orders/{id}/refunds
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", links: [self, refunds] }
    ///   - POST /v1/orders/{id}/refunds
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: GET, path: "/v1/orders/{id}", links: [self, refund, next, receipt, cancelOrder] }
    ///   - POST /v1/orders/{id}/refunds
    ///   - { method: POST, path: "/v1/orders/{id}/cancellation", id: cancelOrder }
    /// ```
    ///
    /// ## Not a problem when
    /// The name resembles nothing in the spec: it may lead out of it.
    ///
    /// ## See
    /// seed 000:53 · RFC 8288
    id: "api/unknown-link",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// Relations that are registered or usual, whatever the spec holds.
const RELATIONS: [&str; 20] = [
    "self",
    "next",
    "prev",
    "previous",
    "first",
    "last",
    "edit",
    "up",
    "collection",
    "item",
    "related",
    "canonical",
    "alternate",
    "describedby",
    "help",
    "search",
    "profile",
    "create",
    "update",
    "delete",
];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let linked: Vec<Endpoint<'_>> = model.endpoints().filter(|it| !it.at.value.links.items().is_empty()).collect();
    if linked.is_empty() {
        return;
    }
    let mut names = order::set(RELATIONS.into_iter());
    for endpoint in model.endpoints() {
        names.extend(endpoint.at.value.id.as_ref().map(|it| it.value.as_str()));
        names.extend(endpoint.segments().map(|(it, _)| it).filter(|it| parameter_name(it).is_none()));
    }
    names.extend(model.tables().map(|it| it.name()));
    names.extend(model.schemas().map(|it| it.name.value.as_str()));
    let known = order::set(names.iter().map(|it| plain(&singular(it))));
    for endpoint in linked {
        for link in endpoint.at.value.links.items().iter().filter(|it| endpoint.is_own(it.span)) {
            let is_known = known.contains(&plain(&singular(&link.value)));
            // Short words are near to many others.
            let best = crate::spec::read::nearest(&link.value, names.iter().copied().filter(|it| it.len() >= 5));
            let Some(best) = best.filter(|_| !is_known && link.value.len() >= 5) else { continue };
            let (name, better) = (super::brief(&link.value), super::brief(best));
            report
                .find(link.span, format!("nothing is called `{name}`, did you mean `{better}`?"))
                .fix(Fix::suggested(format!("Write `{better}`"), model.spec.tree.replace(link.node, best)));
        }
    }
}
