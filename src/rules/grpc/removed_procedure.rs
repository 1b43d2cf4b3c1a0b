use crate::lint::Report;
use crate::model::{Grpc, Versions};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Edit;
use crate::value::proto::Rpc;

rule! {
    /// A procedure that clients call is gone from its package.
    ///
    /// ## Why
    /// A client that was built before calls it by name and gets `UNIMPLEMENTED`, which no retry mends, until it is built
    /// again and deployed.
    ///
    /// ## Example
    /// ```yaml before
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v1, rpcs: [{ name: Reserve }, { name: Release }] }
    /// ```
    /// ```yaml bad
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v1, rpcs: [{ name: Reserve }] }
    /// #                                                     ^^^^ `Release` is gone, and clients still call it
    /// ```
    /// ```yaml fixed
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v1, rpcs: [{ name: Reserve }, { name: Release }] }
    /// ```
    /// ```yaml good
    /// services: [inventory]
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v2, rpcs: [{ name: Reserve }] }
    /// ```
    ///
    /// ## Not a problem when
    /// The package has a new version, such as `shop.v2`. Without an earlier version of the spec
    /// (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:45 · seed 000:49 · buf RPC_NO_DELETE
    id: "grpc/removed-procedure",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for (old, new) in versions.grpc() {
        let now = new.procedures();
        // A spec that lists none says nothing about any.
        let place = new.at.value.proto.as_ref().map(|it| it.key);
        let Some(place) = new.at.value.rpcs.as_ref().map(|it| it.key).or(place).filter(|_| !now.is_empty()) else {
            continue;
        };
        for gone in old.procedures().iter().filter(|old| !now.iter().any(|it| it.name == old.name)) {
            let message = format!("`{}` is gone, and clients still call it", super::short(gone.name));
            let finding = report.find(place, message);
            if let Some(edits) = again(old, new, gone.name) {
                finding.fix(Fix::suggested("Bring it back", edits));
            }
        }
    }
}

/// The edits that list the procedure as it was, or put it back into its service in the proto; none where a message of it
/// is gone.
fn again(old: Grpc<'_>, new: Grpc<'_>, name: &str) -> Option<Vec<Edit>> {
    let listed = old.at.value.rpcs.items().iter().find(|it| it.name.as_ref().is_some_and(|it| it.value == name));
    if let (Some(listed), Some(_)) = (listed, &new.at.value.rpcs) {
        return Some(new.add("rpcs", &old.model.spec.tree.node(listed.node)?.in_one_line()));
    }
    let has = |rpc: &Rpc| rpc.name.text == name;
    let service = old.definition().services.iter().find(|it| it.rpcs.iter().any(has))?;
    let rpc = service.rpcs.iter().find(|it| has(it))?;
    let there = |message: &str| {
        let plain = message.rsplit('.').next().unwrap_or(message);
        message.contains('.') || new.definition().messages.iter().any(|it| it.name.text == plain)
    };
    let now = new.definition().services.iter().find(|it| it.name.text == service.name.text)?;
    let (place, gap) = new.opening(&now.name).filter(|_| there(&rpc.request.text) && there(&rpc.response.text))?;
    let stream = |it: bool| if it { "stream " } else { "" };
    let (takes, gives) = (stream(rpc.client_streaming), stream(rpc.server_streaming));
    let written = format!("rpc {name}({takes}{}) returns ({gives}{});", rpc.request.text, rpc.response.text);
    Some(vec![Edit::insert(place, format!("{gap}{written}"))])
}
