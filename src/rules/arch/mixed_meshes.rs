use crate::lint::Report;
use crate::model::{Call, Service};
use crate::rule::{Fix, rule};
use crate::yaml::quote;

rule! {
    /// Two services call each other from different meshes.
    ///
    /// ## Why
    /// A mesh encrypts, retries and measures between its own proxies. Across the border there is neither identity nor
    /// policy: the call is plain, or one side refuses it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, mesh: istio, calls: [stock] }
    /// #                                        ^^^^^ `orders` is in istio, `stock` in linkerd
    ///   - { name: stock, mesh: linkerd }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, mesh: istio, calls: [stock] }
    ///   - { name: stock, mesh: istio }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, mesh: istio, calls: [stock] }
    ///   - { name: stock, mesh: istio }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two says `none` or nothing.
    ///
    /// ## See
    /// seed 000:70
    id: "arch/mixed-meshes",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let mesh = |service: Service<'_>| service.mesh().map(|it| it.value.to_lowercase());
    let Some(callee) = call.service() else { return };
    let (Some(ours), Some(theirs)) = (mesh(call.caller()), mesh(callee)) else { return };
    if ours != theirs {
        let message = format!("`{}` is in {ours}, `{}` in {theirs}", call.caller().name(), callee.name());
        let join = |service: Service<'_>, mesh: &str| {
            Fix::suggested(format!("Move `{}` into {mesh}", service.name()), service.set("mesh", &quote(mesh)))
        };
        let members =
            |name: &str| call.caller().model.services().filter(|it| mesh(*it).as_deref() == Some(name)).count();
        let mut fixes = [join(callee, &ours), join(call.caller(), &theirs)];
        // The larger mesh is the one that stays.
        if members(&theirs) > members(&ours) {
            fixes.reverse();
        }
        let finding = report.find(call.place(), message).related(callee.name_span(), "in the other mesh");
        fixes.into_iter().for_each(|fix| {
            finding.fix(fix);
        });
    }
}
