use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::{Protocol, ServiceKind};

rule! {
    /// A page in a browser calls a gRPC service.
    ///
    /// ## Why
    /// A browser gives a page no access to the HTTP/2 frames that gRPC needs. The call fails in every browser, and works in
    /// every test that does not use one.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: shop-web
    ///     kind: frontend
    ///     serves: [web]
    ///     calls:
    ///       - { to: inventory, protocol: grpc, timeout: 1s }
    /// #             ^^^^^^^^^ a browser cannot speak gRPC to `inventory`
    ///   - inventory
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: shop-web
    ///     kind: frontend
    ///     serves: [web]
    ///     calls:
    ///       - { to: inventory, protocol: grpc, timeout: 1s, via: gateway }
    ///   - inventory
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: shop-web
    ///     kind: frontend
    ///     serves: [web]
    ///     calls:
    ///       - { to: inventory, protocol: grpc, via: gateway, timeout: 1s }
    ///   - name: shop-app
    ///     kind: frontend
    ///     serves: [ios]
    ///     calls:
    ///       - { to: inventory, protocol: grpc, timeout: 1s }
    ///   - inventory
    /// ```
    ///
    /// ## Not a problem when
    /// Something translates on the way (`via: gateway`, a gRPC-Web proxy), or the frontend is an app and no page.
    ///
    /// ## See
    /// seed 000:45 · gRPC-Web
    id: "grpc/browser-caller",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    const BROWSER: [&str; 8] = ["web", "browser", "browsers", "react", "angular", "vue", "svelte", "nextjs"];
    let caller = call.caller();
    let says = caller.at.value.serves.items().iter().chain(caller.at.value.stack.items());
    let in_browser = says.into_iter().any(|it| BROWSER.contains(&it.value.to_ascii_lowercase().as_str()));
    let page = caller.kind() == ServiceKind::Frontend && in_browser;
    let translated = call.at.value.via.is_some() || call.service().is_some_and(crate::model::Service::passes_on);
    let Some(callee) = call.callee().filter(|_| page && !translated) else { return };
    if call.protocol() == Some(Protocol::Grpc) {
        let name = crate::spec::read::shorten(callee.name());
        let gateways = call.caller().model.services().filter(|it| it.passes_on());
        let via = gateways.map(|it| crate::yaml::quote(it.name())).next().unwrap_or_else(|| "gateway".to_owned());
        report
            .find(call.place(), format!("a browser cannot speak gRPC to `{name}`"))
            .fix(Fix::suggested("Let a gateway translate it", call.set("via", &via)));
    }
}
