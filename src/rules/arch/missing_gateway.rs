use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::{Fix, rule};
use crate::spec::service::ServiceKind;
use crate::text::Edit;

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
    /// ```yaml fixed
    /// services:
    ///   - { name: orders }
    ///   - { name: catalog }
    ///   - { name: accounts }
    ///   - { name: gateway, kind: gateway, public: true, calls: [{ to: orders, timeout: 2s }, { to: catalog, timeout: 2s }, { to: accounts, timeout: 2s }] }
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
    fix: Suggested,
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
        finding.fix(Fix::suggested("Put a gateway in front of them", stand_in_front(model, &open)));
    }
}

/// The edits that add a gateway which calls these services, and take from them that the public reaches them.
fn stand_in_front(model: &Model<'_>, open: &[Service<'_>]) -> Vec<Edit> {
    let spec = model.spec;
    let free = |name: &&str| !spec.declared.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let Some(name) = ["gateway", "edge", "api-gateway"].into_iter().find(free) else { return Vec::new() };
    let names: Vec<String> = open.iter().map(|it| it.as_callee()).collect();
    let gateway = format!("{{ name: {name}, kind: gateway, public: true, calls: [{}] }}", names.join(", "));
    let hidden = open.iter().flat_map(|it| spec.tree.remove_entry(it.at.node, "public"));
    hidden.chain(spec.tree.add_to_section("services", &gateway)).collect()
}
