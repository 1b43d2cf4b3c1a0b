use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::rule;
use crate::spec::service::ServiceKind;

rule! {
    /// Several services stand open to the outside, each by itself.
    ///
    /// ## Why
    /// Each of them checks tokens, limits rates, ends TLS and sets headers in its own way. The weakest of them is the
    /// way in, and clients must know how the system is cut.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, public: true }
    /// #           ^^^^^^ 3 services are public and no gateway stands in front of them
    ///   - { name: catalog, public: true }
    ///   - { name: accounts, public: true }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: edge, kind: gateway, calls: [orders, catalog, accounts] }
    ///   - orders
    ///   - catalog
    ///   - accounts
    /// ```
    ///
    /// ## Not a problem when
    /// An ingress in front of them does the common work: model it as a `gateway`. One or two public services, such as an
    /// API and its sign-in, are not reported.
    ///
    /// ## See
    /// seed 000:69 · seed 001:141-145 · Threagile unguarded-access-from-internet
    id: "arch/missing-gateway",
    severity: Info,
    stage: Review,
    visit: System(check),
}

/// From this many on the common work is done often enough to be worth one place.
const MANY: usize = 3;

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let is_front = |service: Service<'_>| matches!(service.kind(), ServiceKind::Gateway | ServiceKind::Bff);
    let via = model.calls().any(|call| call.via.as_ref().is_some_and(|via| via.value == "gateway"));
    if via || model.is_monolith() || model.services().any(is_front) {
        return;
    }
    let open = |service: &Service<'_>| {
        service.kind() == ServiceKind::Service && service.at.value.public.as_ref().is_some_and(|it| it.value)
    };
    let open: Vec<_> = model.services().filter(open).collect();
    if let Some((first, others)) = open.split_first().filter(|_| open.len() >= MANY) {
        let message = format!("{} services are public and no gateway stands in front of them", open.len());
        let finding = report.find(first.name_span(), message);
        for other in others {
            finding.related(other.name_span(), "public too");
        }
    }
}
